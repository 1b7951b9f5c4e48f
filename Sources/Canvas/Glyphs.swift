/// The glyphs for rules, marks and bars, in UTF-8 or in ASCII; each is one cell wide.
public struct Glyphs: Sendable, Equatable {
  /// Whether only ASCII may be drawn.
  public let isASCII: Bool
  /// A horizontal rule.
  public let horizontal: Character
  /// A vertical rule.
  public let vertical: Character
  /// Where the two axes of a chart meet.
  public let corner: Character
  /// Before an item of a list.
  public let bullet: Character
  /// Before what is done.
  public let done: Character
  /// Before what is still open.
  public let open: Character
  /// Before what has the focus.
  public let current: Character
  /// Before the section being read, whose experiments and questions are listed.
  public let unfolded: Character
  /// Before what can be run.
  public let run: Character
  /// Where a text was cut.
  public let ellipsis: Character
  /// Beside what is being written.
  public let fieldBar: Character
  /// Between two parts of one line.
  public let separator: Character
  /// After an item that was given out again, and before a process that ended.
  public let again: Character, lost: Character
  /// Multiplication, as in "3.7×".
  public let times: Character
  /// The keys that step through runs and choose values.
  public let left: Character, right: Character
  /// A bar's full cell, and its empty one.
  public let barFull: Character, barEmpty: Character
  /// A bar's last cell, from one eighth to seven eighths; empty if cells are only full or empty.
  public let barEighths: [Character]
  /// A chunk on a worker's lane, after its number.
  public let laneBusy: Character
  /// A measured point of a chart.
  public let point: Character

  /// Box drawing, blocks and braille.
  public static let utf8 = Glyphs(
    isASCII: false, horizontal: "─", vertical: "│", corner: "└", bullet: "•", done: "✓", open: "○", current: "●",
    unfolded: "▸", run: "▶", ellipsis: "…", fieldBar: "▏", separator: "·", again: "↺", lost: "✗", times: "×",
    left: "←", right: "→", barFull: "█", barEmpty: "░", barEighths: ["▏", "▎", "▍", "▌", "▋", "▊", "▉"], laneBusy: "━",
    point: "●")

  /// What every terminal has.
  public static let ascii = Glyphs(
    isASCII: true, horizontal: "-", vertical: "|", corner: "+", bullet: "*", done: "x", open: "o", current: "@",
    unfolded: ">", run: ">", ellipsis: "~", fieldBar: "|", separator: "-", again: "'", lost: "!", times: "x",
    left: "<", right: ">", barFull: "#", barEmpty: ".", barEighths: [], laneBusy: "=", point: "*")
}
