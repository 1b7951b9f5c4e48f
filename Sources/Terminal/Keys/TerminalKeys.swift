internal import CNcurses
internal import Canvas

/// The keys that only the terminal of TERM has: what the terminal database lists beyond the sequences that are the same
/// everywhere.
struct TerminalKeys: Sendable {
  private var keys: [[UInt8]: Key] = [:]
  private var beginnings: Set<[UInt8]> = []
  private var firsts: Set<UInt8> = []

  /// No keys.
  init() {}

  /// Keeps the keys that a decoder without them would not read as they are meant.
  init(_ entries: [(bytes: [UInt8], key: Key)]) {
    for (bytes, key) in entries where !bytes.isEmpty && keys[bytes] == nil {
      // The keys of the main block mean the same everywhere, whatever the database says.
      if [[0x7F], [0x1B], [0x09], [0x0D]].contains(bytes) { continue }
      var plain = KeyDecoder()
      guard plain.decode(bytes) + plain.expire(at: .max) != [key] else { continue }
      keys[bytes] = key
      firsts.insert(bytes[0])
      for length in 1..<bytes.count { beginnings.insert(Array(bytes[..<length])) }
    }
  }

  /// The key of these bytes.
  func key(_ bytes: [UInt8]) -> Key? { keys[bytes] }

  /// Whether a key has these bytes or begins with them.
  func begins(with bytes: [UInt8]) -> Bool {
    guard let first = bytes.first, firsts.contains(first) else { return false }
    return keys[bytes] != nil || beginnings.contains(bytes)
  }
}

extension TerminalKeys {
  /// Reads the keys of the terminal that curses has open.
  static func current() -> TerminalKeys {
    TerminalKeys(
      names.compactMap { name, key in
        curses_string(name).map { (Array(String(cString: $0).utf8), key) }
      })
  }

  /// The names of the terminal database, terminfo(5) and user_caps(5).
  private static let names: [(String, Key)] =
    [
      ("kcuu1", .up), ("kcud1", .down), ("kcub1", .left), ("kcuf1", .right), ("khome", .home), ("kend", .end),
      ("kpp", .pageUp), ("knp", .pageDown), ("kich1", .insert), ("kdch1", .delete), ("kent", .enter),
      ("kcbt", .backTab), ("ka1", .home), ("ka3", .pageUp), ("kc1", .end), ("kc3", .pageDown), ("kll", .end),
      ("kLFT", .left), ("kRIT", .right), ("kind", .down), ("kri", .up),
    ] + (1...24).map { ("kf\($0)", .function($0)) }
    + (3...7).flatMap { modifier in
      [("kUP", Key.up), ("kDN", .down), ("kLFT", .left), ("kRIT", .right), ("kDC", .delete)].map {
        ("\($0.0)\(modifier)", $0.1.with(Modifiers(encoded: modifier)))
      }
    }
}
