/// The students of a table of any kind: a gradebook, a worksheet, a roster.
struct PeopleTable {
  /// The students, with the numbers of their rows.
  let index: PeopleIndex

  /// Finds the columns that say who the students are by their headings, and reads the students from them.
  ///
  /// - Parameters:
  ///   - first: The first row that is a student's.
  ///   - system: What wrote the table.
  init(_ table: CSVTable, firstRow first: Int, system: GradeSystem) throws(GradebookError) {
    let headings = (table.rows.first ?? []).map { folded($0.text) }
    func columns(_ known: Set<String>) -> [Int] { headings.indices.filter { known.contains(headings[$0]) } }
    var id = columns(system.idHeadings).first
    var others = columns(Self.others).filter { $0 != id }
    var names = columns(Self.names)
    if system == .moodleWorksheet {
      // The headings are in the site's language; these two columns always come first.
      (id, names) = (0, [1])
      others = headings.indices.filter { column in
        column > 1 && (first..<table.rows.count).contains { table.text($0, column).contains("@") }
      }
    }
    let (last, given) = (columns(Self.lastNames).first, columns(Self.firstNames).first)
    guard id != nil || !others.isEmpty || !names.isEmpty || last != nil else { throw .noPeople }
    let rows = (first..<max(first, table.rows.count)).compactMap { number -> PeopleIndex.Row? in
      var row = PeopleIndex.Row(row: number)
      row.id = id.map { system.id(table.text(number, $0)) } ?? ""
      row.others = others.map { system.id(table.text(number, $0)) }.filter { !$0.isEmpty }
      row.names = names.flatMap { Self.forms(of: table.text(number, $0)) }
      if let last, let given, !table.text(number, last).isEmpty {
        row.names.append("\(table.text(number, given)) \(table.text(number, last))")
        row.names.append("\(table.text(number, last)), \(table.text(number, given))")
      }
      return row.id.isEmpty && row.others.isEmpty && row.names.isEmpty ? nil : row
    }
    guard !rows.isEmpty else { throw .noStudents }
    index = PeopleIndex(rows, scope: system.scope)
  }

  /// The name as it is written; `Doe, Jane` is also `Jane Doe`.
  private static func forms(of name: String) -> [String] {
    let parts = name.split(separator: ",").map { withoutSpace($0) }
    return name.isEmpty ? [] : parts.count == 2 ? ["\(parts[1]) \(parts[0])", name] : [name]
  }

  private static let others: Set<String> = [
    "id", "id number", "student id", "student number", "student_id", "sid", "identifier", "orgdefinedid",
    "matriculation number", "matrikelnummer", "sis user id", "sis login id", "integration id", "username", "user name",
    "user", "login", "login id", "github_username", "roster_identifier", "student_repository_name", "email",
    "email address", "e-mail", "e-mail address", "mail",
  ]
  private static let names: Set<String> = ["student", "name", "full name", "fullname", "student name"]
  private static let lastNames: Set<String> = ["last name", "lastname", "last_name", "surname", "family name"]
  private static let firstNames: Set<String> = ["first name", "firstname", "first_name", "given name"]
}

extension GradeSystem {
  /// The headings of the column with the id by which the system knows a student.
  fileprivate var idHeadings: Set<String> {
    switch self {
    case .canvas: ["id"]
    case .moodleWorksheet: []
    case .brightspace: ["orgdefinedid"]
    case .githubClassroom: ["github_username"]
    case .plain:
      [
        "id", "student id", "student_id", "sid", "student number", "id number", "identifier", "matrikelnummer",
      ]
    }
  }

  /// Whose numbers these ids are.
  fileprivate var scope: Person.Scope {
    switch self {
    case .canvas: .canvas
    case .moodleWorksheet: .moodle
    case .brightspace, .githubClassroom, .plain: .any
    }
  }

  /// An id without what the system writes around it.
  fileprivate func id(_ text: String) -> String {
    switch self {
    case .moodleWorksheet:
      // `Participant 12345`, whatever that word is in the site's language.
      text.contains("@") ? text : String(text.reversed().prefix { $0.isASCII && $0.isNumber }.reversed())
    case .brightspace: text.hasPrefix("#") ? String(text.dropFirst()) : text
    case .canvas, .githubClassroom, .plain: text
    }
  }
}
