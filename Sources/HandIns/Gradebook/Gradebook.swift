/// The file of grades that a learning system has exported, to be filled and uploaded again.
///
/// Only the cells of one column are replaced, and every other byte stays: that keeps the site's language, its columns and
/// the ids of its assignments, whatever they are. A column is never added, because it would become a new assignment.
package struct Gradebook: Sendable {
  /// What wrote the file.
  package let system: GradeSystem
  /// The heading of the column for the points.
  package var heading: String { column.heading }
  /// The most points there can be; `nil` if the file doesn't say.
  package let pointsPossible: Double?
  let table: CSVTable
  let column: GradeColumn
  let people: PeopleIndex

  /// Reads a file and finds the column for the points.
  ///
  /// - Parameters:
  ///   - column: The title of the column; `nil` to look for one that is titled like the lesson.
  ///   - titles: What the lesson is called: its title first, then its id.
  package init(_ bytes: [UInt8], column: String?, titles: [String]) throws(GradebookError) {
    let table = try CSVTable(bytes)
    let system = GradeSystem(table)
    guard table.rows.count > 1 else { throw .noStudents }
    let column = try GradeColumn.find(in: table, system, wanted: column, titles: titles)
    let first = system.firstRow(of: table)
    people = try PeopleTable(table, firstRow: first, system: system).index
    pointsPossible =
      switch system {
      case .canvas: decimal(table.text(first - 1, column.index))
      case .moodleWorksheet: decimal(table.text(first, column.index + 1))
      case .githubClassroom:
        (table.rows.first ?? []).firstIndex { folded($0.text) == "points_available" }
          .flatMap { decimal(table.text(first, $0)) }
      case .brightspace: maximum(inHeading: column.heading)
      case .plain: nil
      }
    (self.table, self.system, self.column) = (table, system, column)
  }
}

/// The points in `<Numeric MaxPoints:10 Weight:5>`.
private func maximum(inHeading heading: String) -> Double? {
  guard let word = heading.firstRange(of: "MaxPoints:") else { return nil }
  return decimal(String(heading[word.upperBound...].prefix { $0.isNumber || $0 == "." || $0 == "," }))
}
