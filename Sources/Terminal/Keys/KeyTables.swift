internal import Canvas

/// Which keys the letters and numbers of sequences mean.
enum KeyTables {
  /// The letters at the end of a sequence.
  static let letters: [UInt8: Key] = table([
    ("A", .up), ("B", .down), ("C", .right), ("D", .left), ("H", .home), ("F", .end), ("P", .function(1)),
    ("Q", .function(2)), ("R", .function(3)), ("S", .function(4)),
  ])

  /// The keys of the number pad after `ESC O`. rxvt sends the arrows with control in lower case.
  static let keypad: [UInt8: Key] = table([
    ("M", .enter), ("X", "="), ("j", "*"), ("k", "+"), ("l", ","), ("m", "-"), ("n", "."), ("o", "/"), ("p", "0"),
    ("q", "1"), ("r", "2"), ("s", "3"), ("t", "4"), ("u", "5"), ("v", "6"), ("w", "7"), ("x", "8"), ("y", "9"),
    ("I", .tab), ("a", .paragraphUp), ("b", .paragraphDown), ("c", .wordRight), ("d", .wordLeft),
  ])

  /// The numbers before `~`.
  static let numbers: [Int: Key] = Dictionary(
    uniqueKeysWithValues: [
      (1, .home), (2, .insert), (3, .delete), (4, .end), (5, .pageUp), (6, .pageDown), (7, .home), (8, .end),
    ]
      + [11, 12, 13, 14, 15, 17, 18, 19, 20, 21, 23, 24, 25, 26, 28, 29, 31, 32, 33, 34].enumerated().map {
        ($0.element, .function($0.offset + 1))
      })

  /// The codes of kitty's protocol for keys that have no character.
  private static let codes: [Int: Key] = [
    57348: .insert, 57349: .delete, 57350: .left, 57351: .right, 57352: .up, 57353: .down, 57354: .pageUp,
    57355: .pageDown, 57356: .home, 57357: .end, 57409: ".", 57410: "/", 57411: "*", 57412: "-", 57413: "+",
    57414: .enter, 57415: "=", 57416: ",", 57417: .left, 57418: .right, 57419: .up, 57420: .down, 57421: .pageUp,
    57422: .pageDown, 57423: .home, 57424: .end, 57425: .insert, 57426: .delete,
  ]

  /// The key of a code as `CSI code ; modifiers u` has it; `nil` if the workbook doesn't use that key.
  static func key(code: Int, _ held: Modifiers) -> Key? {
    if let key = codes[code] { return key.with(held) }
    if (57399...57408).contains(code) { return Key.character(Character(String(code - 57399))).with(held) }
    switch code {
    case 27: return .escape
    case 9: return held.contains(.shift) ? .backTab : .tab
    case 13: return .enter
    case 8, 127: return Key.backspace.with(held)
    case 0..<0x20: return controlKey(UInt8(code))
    case 0x80..<0xA0, 0xE000..<0xF900: return nil
    default:
      guard let scalar = Unicode.Scalar(UInt32(clamping: code)) else { return nil }
      var character = Character(scalar)
      if held.contains(.control) {
        // Control and a letter is the same whether shift is held or not, as it is without this protocol.
        guard let first = character.lowercased().first, let byte = first.asciiValue else { return nil }
        return (0x61...0x7A).contains(byte) ? controlKey(byte - 0x60) : first == " " ? .control(" ") : .control(first)
      }
      if held.contains(.shift), let upper = character.uppercased().first, character.uppercased().count == 1 {
        character = upper
      }
      return Key.character(character).with(held)
    }
  }

  private static func table(_ entries: [(Character, Key)]) -> [UInt8: Key] {
    Dictionary(uniqueKeysWithValues: entries.compactMap { entry in entry.0.asciiValue.map { ($0, entry.1) } })
  }
}

extension Key {
  /// The key with modifiers held; those that change nothing for this key are ignored.
  func with(_ modifiers: Modifiers) -> Key {
    if self == .tab, modifiers.contains(.shift) { return .backTab }
    if !modifiers.isDisjoint(with: [.alt, .meta]) { return withAlt }
    guard modifiers.contains(.control) else { return self }
    switch self {
    // Control moves and deletes by words, as alt does.
    case .left, .right, .up, .down, .delete, .backspace: return withAlt
    default: return self
    }
  }
}
