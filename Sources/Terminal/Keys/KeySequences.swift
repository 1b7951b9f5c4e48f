internal import CNcurses
internal import Canvas

/// The bytes that terminals send for keys, in addition to those the terminal database lists for this one.
///
/// TERM often names another terminal than the one in use, and multiplexers send their own sequences. None of these ever
/// means anything else, so all of them are defined everywhere. Sources: xterm's ctlseqs, console_codes(4), and the
/// tables of rxvt and PuTTY.
enum KeySequences {
  /// The first code for our own keys. The codes of curses start at 0x101, and its extensions stay below 2000.
  static let firstCode: Int32 = 3000
  /// The codes that begin and end a bracketed paste.
  static let pasteBegin: Int32 = 2998
  static let pasteEnd: Int32 = 2999

  /// All sequences with their keys.
  static let all: [(bytes: String, key: Key)] = plain + modified + controlled

  private static let letters: [(letter: String, key: Key, withControl: Key)] = [
    ("A", .up, .paragraphUp), ("B", .down, .paragraphDown), ("C", .right, .wordRight), ("D", .left, .wordLeft),
    ("H", .home, .home), ("F", .end, .end), ("P", .function(1), .function(1)), ("Q", .function(2), .function(2)),
    ("R", .function(3), .function(3)), ("S", .function(4), .function(4)),
  ]

  private static let numbers: [(number: Int, key: Key)] =
    [
      (1, .home), (2, .insert), (3, .delete), (4, .end), (5, .pageUp), (6, .pageDown), (7, .home), (8, .end),
    ] + [11, 12, 13, 14, 15, 17, 18, 19, 20, 21, 23, 24].enumerated().map { ($0.element, .function($0.offset + 1)) }

  private static let plain: [(String, Key)] =
    letters.flatMap { [("\u{1B}[" + $0.letter, $0.key), ("\u{1B}O" + $0.letter, $0.key)] }
    + numbers.map { ("\u{1B}[\($0.number)~", $0.key) }
    + zip("ABCDE", 1...).map { ("\u{1B}[[\($0)", .function($1)) }
    + [("\u{1B}[Z", .backTab), ("\u{1B}OM", .enter)]

  /// Shift is 1, alt 2 and control 4; terminals send their sum plus 1.
  private static let modified: [(String, Key)] = (2...8).flatMap { modifier -> [(String, Key)] in
    let movesByWords = (modifier - 1) & 6 != 0
    return letters.map { ("\u{1B}[1;\(modifier)\($0.letter)", movesByWords ? $0.withControl : $0.key) }
      + numbers.map { ("\u{1B}[\($0.number);\(modifier)~", $0.key) }
      + [("\u{1B}[13;\(modifier)u", .enter), ("\u{1B}[27;\(modifier);13~", .enter)]
  }

  /// The arrows with control or alt as rxvt sends them, and with an escape before them.
  private static let controlled: [(String, Key)] = letters.prefix(4).flatMap {
    [
      ("\u{1B}O" + $0.letter.lowercased(), $0.withControl), ("\u{1B}\u{1B}[" + $0.letter, $0.withControl),
      ("\u{1B}\u{1B}O" + $0.letter, $0.withControl), ("\u{1B}[5" + $0.letter, $0.withControl),
    ]
  }

  /// Defines all sequences in curses.
  static func define() {
    for (index, sequence) in all.enumerated() { define_key(sequence.bytes, firstCode + Int32(index)) }
    define_key("\u{1B}[200~", pasteBegin)
    define_key("\u{1B}[201~", pasteEnd)
  }

  /// The key for a code; `nil` if the workbook doesn't use that key.
  static func key(_ code: Int32) -> Key? {
    let index = Int(code - firstCode)
    if all.indices.contains(index) { return all[index].key }
    return switch code {
    case KEY_UP: .up
    case KEY_DOWN: .down
    case KEY_LEFT: .left
    case KEY_RIGHT: .right
    case KEY_SLEFT: .left
    case KEY_SRIGHT: .right
    case KEY_HOME, KEY_A1: .home
    case KEY_END, KEY_C1, KEY_LL: .end
    case KEY_PPAGE, KEY_A3: .pageUp
    case KEY_NPAGE, KEY_C3: .pageDown
    case KEY_BACKSPACE: .backspace
    case KEY_DC: .delete
    case KEY_IC: .insert
    case KEY_ENTER: .enter
    case KEY_BTAB: .backTab
    case KEY_F0 + 1...KEY_F0 + 24: .function(Int(code - KEY_F0))
    default: nil
    }
  }
}
