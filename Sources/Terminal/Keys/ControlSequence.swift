internal import Canvas

/// A sequence after `ESC [` or `ESC O`, as far as it has arrived: parameters, and the letter or sign that ends it.
struct ControlSequence {
  /// How it begins.
  enum Kind {
    /// `ESC [`
    case control
    /// `ESC O`
    case singleShift
  }

  /// What a byte did to it.
  enum Step {
    /// It goes on.
    case more
    /// It is complete; `nil` if it is no key.
    case key(Key?)
    /// It was the beginning of a report of the mouse, of which three bytes follow.
    case mouse
    /// It was the beginning of a paste.
    case pasteBegins
    /// The byte can't be part of a sequence; the sequence is lost.
    case broken
  }

  private let kind: Kind
  /// The character after the escape; `nil` if it began with a single byte.
  let introducer: Character?
  private let modifiers: Modifiers
  private var parameters: [UInt8] = []
  private var isOverlong = false
  /// Whether it began with `ESC [ [`, as the function keys of the Linux console do.
  private var isConsoleFunction = false

  init(kind: Kind, introducer: Character?, modifiers: Modifiers = []) {
    self.kind = kind
    self.introducer = introducer
    self.modifiers = modifiers
  }

  /// Whether nothing has arrived after its beginning.
  var isEmpty: Bool { parameters.isEmpty && !isConsoleFunction && !isOverlong }

  mutating func take(_ byte: UInt8) -> Step {
    if isConsoleFunction {
      guard (0x40..<0x7F).contains(byte) else { return .broken }
      return .key((UInt8(ascii: "A")...UInt8(ascii: "E")).contains(byte) ? .function(Int(byte) - 0x40) : nil)
    }
    switch byte {
    case 0x18, 0x1A: return .key(nil)
    case UInt8(ascii: "[") where kind == .control && isEmpty:
      isConsoleFunction = true
      return .more
    // rxvt ends some keys with a dollar sign, which elsewhere comes before the end of a reply.
    case UInt8(ascii: "$") where parameters.first.map(isDigit) ?? false: return .key(key(final: byte))
    case 0x20..<0x40:
      if parameters.count < 256 { parameters.append(byte) } else { isOverlong = true }
      return .more
    case 0x40..<0x7F:
      if kind == .control {
        if byte == UInt8(ascii: "M"), isEmpty { return .mouse }
        if byte == UInt8(ascii: "~"), parameters == Array("200".utf8) { return .pasteBegins }
      }
      return .key(key(final: byte))
    default: return .broken
    }
  }

  private func isDigit(_ byte: UInt8) -> Bool { (0x30..<0x3A).contains(byte) }

  private func key(final: UInt8) -> Key? {
    guard !isOverlong, parameters.allSatisfy({ isDigit($0) || $0 == UInt8(ascii: ";") || $0 == UInt8(ascii: ":") })
    else { return nil }
    let fields = parameters.split(separator: UInt8(ascii: ";"), omittingEmptySubsequences: false).map { field in
      field.split(separator: UInt8(ascii: ":"), omittingEmptySubsequences: false).map {
        Int(String(decoding: $0, as: UTF8.self)) ?? 0
      }
    }
    let numbers = fields.map { $0.first ?? 0 }
    switch kind {
    case .singleShift: return singleShift(final, numbers)
    case .control: return control(final, numbers, fields)
    }
  }

  private func singleShift(_ final: UInt8, _ numbers: [Int]) -> Key? {
    guard let key = KeyTables.keypad[final] ?? KeyTables.letters[final] else { return nil }
    return key.with(modifiers.union(Modifiers(encoded: numbers.last ?? 0)))
  }

  private func control(_ final: UInt8, _ numbers: [Int], _ fields: [[Int]]) -> Key? {
    let second = numbers.count > 1 ? numbers[1] : 0
    let held = modifiers.union(Modifiers(encoded: second))
    switch final {
    case UInt8(ascii: "~"):
      if numbers.count == 3, numbers[0] == 27 { return KeyTables.key(code: numbers[2], held) }
      return numbers.count < 3 ? KeyTables.numbers[numbers.first ?? 0]?.with(held) : nil
    case UInt8(ascii: "u"):
      // The third state is the key being released.
      if fields.count > 1, fields[1].count > 1, fields[1][1] == 3 { return nil }
      return KeyTables.key(code: numbers.first ?? 0, held)
    // rxvt: control, shift, and both.
    case UInt8(ascii: "^"), UInt8(ascii: "@"):
      return numbers.count == 1 ? KeyTables.numbers[numbers[0]]?.with(modifiers.union(.control)) : nil
    case UInt8(ascii: "$"): return numbers.count == 1 ? KeyTables.numbers[numbers[0]]?.with(modifiers) : nil
    case UInt8(ascii: "a")...UInt8(ascii: "d") where parameters.isEmpty:
      return KeyTables.letters[final - 0x20]?.with(modifiers)
    case UInt8(ascii: "Z"): return .backTab
    default:
      guard let key = KeyTables.letters[final] else { return nil }
      // A single number is how PuTTY and old terminals send a modifier; two numbers are `1` and the modifiers.
      if numbers.count == 1 { return key.with(modifiers.union(Modifiers(encoded: numbers[0]))) }
      // With a row before it, `R` is the place of the cursor.
      if numbers.count == 2, numbers[0] > 1 || final == UInt8(ascii: "R") && second < 2 { return nil }
      return numbers.count < 3 ? key.with(held) : nil
    }
  }
}

/// The modifier keys that a sequence names.
struct Modifiers: OptionSet {
  let rawValue: Int

  static let shift = Modifiers(rawValue: 1)
  static let alt = Modifiers(rawValue: 2)
  static let control = Modifiers(rawValue: 4)
  static let meta = Modifiers(rawValue: 32)

  init(rawValue: Int) { self.rawValue = rawValue }

  /// Reads the number in a sequence: 1 and the sum of the modifiers; 0 if there is none.
  init(encoded: Int) { rawValue = max(0, encoded - 1) & 0xFF }
}
