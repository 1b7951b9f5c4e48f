internal import Text

/// Why a file of grades can't be filled or read, as one sentence that says what to do.
package enum GradebookError: Error, Sendable, Equatable, CustomStringConvertible {
  /// The file is in UTF-16.
  case isUTF16
  /// A quote is never closed.
  case openQuote(row: Int)
  /// There are no rows below the headings.
  case noStudents
  /// No system writes these headings, and no column was named.
  case unknownSystem
  /// There is no column of this title; the others may be meant.
  case noColumn(title: String, candidates: [String])
  /// Several columns have this title.
  case severalColumns(title: String, candidates: [String])
  /// No column says who the students are.
  case noPeople

  /// The sentence, safe to print: headings may contain anything.
  package var description: String { visible(sentence, onOneLine: true) }

  private var sentence: String {
    switch self {
    case .isUTF16: "The file of grades is in UTF-16: export it again, or save it as CSV in UTF-8."
    case .openQuote(let row):
      "Row \(row) of the file of grades has a quote that is never closed: export the file again."
    case .noStudents: "The file of grades has no row for a student: export it again with the students in it."
    case .unknownSystem:
      "These headings are not those of Canvas, a Moodle worksheet, Brightspace or GitHub Classroom: name the column for "
        + "the points with --column."
    case .noColumn(let title, let candidates):
      candidates.isEmpty
        ? "The file of grades has no column for points: make the assignment in the system first, then export again."
        : "No column is titled “\(title)”: make the assignment in the system and export again, or name one of these with "
          + "--column: \(list(candidates))."
    case .severalColumns(let title, let candidates):
      "Several columns are titled “\(title)”: name one of these with --column: \(list(candidates))."
    case .noPeople:
      "No column says who the students are: the file needs one titled ID, Username, Email or Name."
    }
  }

  private func list(_ candidates: [String]) -> String {
    let shown = candidates.prefix(8).map { "“\($0)”" }.joined(separator: ", ")
    return candidates.count > 8 ? "\(shown) and \(candidates.count - 8) more" : shown
  }
}
