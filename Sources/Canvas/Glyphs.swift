/// The glyphs for rules, marks and bars, in UTF-8 or in ASCII; each is one cell wide.
package struct Glyphs: Sendable, Equatable {
  /// Whether only ASCII may be drawn.
  package let isASCII: Bool
  /// A horizontal rule.
  package let horizontal: Character
  /// A vertical rule.
  package let vertical: Character
  /// Where the two axes of a chart meet.
  package let corner: Character
  /// Before an item of a list.
  package let bullet: Character
  /// Before what is done.
  package let done: Character
  /// Before the verdict on an answer: it agrees, it differs, or it can't be compared. `done` says only that there is one.
  package let agrees: Character, differs: Character, unclear: Character
  /// Before what is still open.
  package let open: Character
  /// Before what has the focus.
  package let current: Character
  /// Before the section being read, whose experiments and questions are listed.
  package let unfolded: Character
  /// Before what can be run.
  package let run: Character
  /// Where a text was cut.
  package let ellipsis: Character
  /// Beside what is being written.
  package let fieldBar: Character
  /// Between two parts of one line.
  package let separator: Character
  /// After an item that was given out again, and before a process that ended.
  package let again: Character, lost: Character
  /// Multiplication, as in "3.7×".
  package let times: Character
  /// The keys that step through runs and choose values.
  package let left: Character, right: Character
  /// A bar's full cell, and its empty one.
  package let barFull: Character, barEmpty: Character
  /// A bar's last cell, from one eighth to seven eighths; empty if cells are only full or empty.
  package let barEighths: [Character]
  /// A chunk on a worker's lane, after its number.
  package let laneBusy: Character
  /// A measured point of a chart.
  package let point: Character

  /// Box drawing, blocks and braille.
  package static let utf8 = Glyphs(
    isASCII: false, horizontal: "─", vertical: "│", corner: "└", bullet: "•", done: "✓", agrees: "+", differs: "!",
    unclear: "?", open: "○", current: "●",
    unfolded: "▸", run: "▶", ellipsis: "…", fieldBar: "▏", separator: "·", again: "↺", lost: "✗", times: "×",
    left: "←", right: "→", barFull: "█", barEmpty: "░", barEighths: ["▏", "▎", "▍", "▌", "▋", "▊", "▉"], laneBusy: "━",
    point: "●")

  /// What every terminal has.
  package static let ascii = Glyphs(
    isASCII: true, horizontal: "-", vertical: "|", corner: "+", bullet: "*", done: "x", agrees: "+", differs: "!",
    unclear: "?", open: "o", current: "@",
    unfolded: ">", run: ">", ellipsis: "~", fieldBar: "|", separator: "-", again: "'", lost: "!", times: "x",
    left: "<", right: ">", barFull: "#", barEmpty: ".", barEighths: [], laneBusy: "=", point: "*")
}
