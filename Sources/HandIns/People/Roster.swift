/// Everybody who should hand in something, from a table of any system.
package struct Roster: Sendable {
  /// The people, in the order of the table.
  package let people: [Person]
  private let index: PeopleIndex

  /// Reads a table. Its headings say which columns have the ids and the names.
  package init(_ bytes: [UInt8]) throws(GradebookError) {
    let table = try CSVTable(bytes)
    let system = GradeSystem(table)
    guard table.rows.count > 1 else { throw .noStudents }
    let found = try PeopleTable(table, firstRow: system.firstRow(of: table), system: system)
    let rows = found.index.rows.filter { system != .canvas || $0.shown != "Test Student" }
    index = PeopleIndex(rows, scope: found.index.scope)
    people = rows.map { row in
      let email = row.others.first { $0.contains("@") } ?? ""
      let id = row.id.isEmpty ? row.others.first { !$0.contains("@") } ?? email : row.id
      return Person(id: id, scope: found.index.scope, name: row.names.first ?? "", email: email)
    }
  }

  /// The place of somebody in the list; `nil` if nobody or more than one fits.
  func index(of person: Person) -> Int? {
    if case .one(let index) = index.row(of: person) { index } else { nil }
  }
}
