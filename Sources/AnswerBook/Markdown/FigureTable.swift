/// A table of the runs of an experiment, or of the jobs that were submitted, as the record and its exports show it.
package struct FigureTable: Sendable, Equatable {
  /// The id of the lesson's experiment or job.
  package let id: String
  /// The lesson's title for it.
  package let title: String?
  /// The name of the task, or of the batch file.
  package let subject: String
  /// Which rows are shown, if not all of them.
  package let omission: String?
  /// The columns; those of runs are left out if no run has anything to show in them.
  package let columns: [Column]
  /// The cells of each run or job, oldest first. A text from a program may contain anything.
  package let rows: [[String]]

  /// A column.
  package struct Column: Sendable, Equatable {
    /// The title.
    package let title: String
    /// Whether the cells are numbers, to be aligned by their last digit.
    package let isNumber: Bool
  }

  /// The table as Markdown, below a line that says what it is of; one string per line.
  package var markdown: [String] {
    var heading = "**\(escaped(title ?? id))**"
    if title != nil { heading += " (\(escaped(id)))" }
    heading += ([escaped(subject)] + (omission.map { [$0] } ?? [])).map { " · " + $0 }.joined()
    func row(_ cells: [String]) -> String { "|" + cells.map { " \($0) |" }.joined() }
    return [heading, "", row(columns.map(\.title)), row(columns.map { $0.isNumber ? "---:" : "---" })]
      + rows.map { row($0.map { oneLine(escaped($0, afterNewline: false)) }) }
  }
}
