internal import Canvas
internal import Experiments
internal import Text

/// The last lines that a program printed.
struct PrintedPane {
  /// The lines, the last one last.
  let printed: [String]
  /// How many lines there are before these; `nil` if nobody counted.
  let before: Int?
  let context: PaneContext

  /// The most rows that are shown.
  static let most = 8

  /// What a program under way has printed.
  init(_ tail: OutputTail, context: PaneContext) {
    (printed, before) = (tail.lines, tail.before)
    self.context = context
  }

  /// What a program printed.
  init(_ findings: PythonFindings, context: PaneContext) {
    printed = Self.lines(of: findings.printed)
    before = findings.printed_left_out == nil ? 0 : nil
    self.context = context
  }

  /// The lines of a program's output.
  static func lines(of text: String) -> [String] {
    var lines = text.split(omittingEmptySubsequences: false) { $0.isNewline }.map(String.init)
    if lines.last?.isEmpty == true { lines.removeLast() }
    return lines
  }

  /// The rows: a count if there are more lines than shown, and the last lines.
  ///
  /// - Parameter key: The key that shows everything.
  func lines(atMost most: Int, key: String? = nil) -> Lines {
    guard !printed.isEmpty else { return [] }
    let hidden = printed.count > most || before != 0
    let shown = printed.suffix(hidden ? max(1, most - 1) : most)
    var rows: Lines = []
    if hidden {
      let count = before.map { "of \(counted(printed.count + $0, "line"))" } ?? "of more than are kept"
      let way = key.map { ": \($0) shows all" } ?? ""
      rows.append(TextLine("the last \(shown.count) \(count)\(way)", .dim))
    }
    let bar = StyledRun("\(context.glyphs.vertical) ", .dim)
    return rows
      + shown.map {
        // A line can be as long as all that was printed.
        let line = visible(String($0.prefix(context.wholeWidth)), onOneLine: true)
        let text = truncate(line, to: context.wholeWidth - 2, ellipsis: context.glyphs.ellipsis)
        return TextLine(runs: [bar, StyledRun(text)])
      }
  }
}
