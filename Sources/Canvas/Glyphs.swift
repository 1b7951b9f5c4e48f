/// The furniture of a page: what rules, marks and bars are drawn with, in UTF-8 or in ASCII; each one cell wide.
public struct Glyphs: Sendable, Equatable {
  /// Whether only ASCII may be drawn.
  public let isASCII: Bool
  /// A rule across the page.
  public let horizontal: Character
  /// A rule down the page.
  public let vertical: Character
  /// Where a rule across meets an axis down.
  public let corner: Character
  /// Before an item of a list.
  public let bullet: Character
  /// Before what is done.
  public let done: Character
  /// Before what stands open.
  public let open: Character
  /// Before what has the reader's attention.
  public let current: Character
  /// Before the section the reader is in, unfolded.
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
  /// Mean and deviation.
  public let plusMinus: Character
  /// Arrow keys.
  public let up: Character, down: Character, left: Character, right: Character
  /// A bar's full cell, and its empty one.
  public let barFull: Character, barEmpty: Character
  /// A bar's last cell, from one eighth to seven; none where there is only whole or nothing.
  public let barEighths: [Character]
  /// A chunk on a worker's lane, after its number.
  public let laneBusy: Character
  /// A measured point of a chart.
  public let point: Character

  /// Box drawing, blocks and braille.
  public static let utf8 = Glyphs(
    isASCII: false, horizontal: "─", vertical: "│", corner: "└", bullet: "•", done: "✓", open: "○", current: "●",
    unfolded: "▸", run: "▶", ellipsis: "…", fieldBar: "▏", separator: "·", again: "↺", lost: "✗", times: "×",
    plusMinus: "±", up: "↑",
    down: "↓",
    left: "←", right: "→", barFull: "█", barEmpty: "░", barEighths: ["▏", "▎", "▍", "▌", "▋", "▊", "▉"], laneBusy: "━",
    point: "●")

  /// What every terminal has.
  public static let ascii = Glyphs(
    isASCII: true, horizontal: "-", vertical: "|", corner: "+", bullet: "*", done: "x", open: "o", current: "@",
    unfolded: ">", run: ">", ellipsis: "~", fieldBar: "|", separator: "-", again: "'", lost: "!", times: "x",
    plusMinus: "~", up: "^",
    down: "v",
    left: "<", right: ">", barFull: "#", barEmpty: ".", barEighths: [], laneBusy: "=", point: "*")
}
