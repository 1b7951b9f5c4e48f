/// What wrote a table of grades, recognised by its headings.
package enum GradeSystem: String, Sendable, Equatable {
  /// The gradebook of Canvas.
  case canvas
  /// The grading worksheet of a Moodle assignment, in any language.
  case moodleWorksheet
  /// The grades of Brightspace.
  case brightspace
  /// `grades.csv` of GitHub Classroom.
  case githubClassroom
  /// Any other table.
  case plain

  /// Recognises a table.
  init(_ table: CSVTable) {
    let headings = (table.rows.first ?? []).map { folded($0.text) }
    let hasNames = headings.first?.contains("student") ?? false || headings.prefix(2) == ["lastname", "firstname"]
    if hasNames, headings.contains("id"), headings.contains("section") {
      self = .canvas
    } else if headings.last == "end-of-line indicator" {
      self = .brightspace
    } else if headings.contains("github_username"), headings.contains("points_awarded") {
      self = .githubClassroom
    } else if Self.hasParticipants(table), Self.maximumColumn(of: table) != nil {
      self = .moodleWorksheet
    } else {
      self = .plain
    }
  }

  /// The name, for a sentence.
  package var name: String {
    switch self {
    case .canvas: "Canvas"
    case .moodleWorksheet: "Moodle"
    case .brightspace: "Brightspace"
    case .githubClassroom: "GitHub Classroom"
    case .plain: "a plain table"
    }
  }

  /// The first row that can be a student's.
  func firstRow(of table: CSVTable) -> Int {
    guard self == .canvas else { return 1 }
    let points = (1..<min(5, max(1, table.rows.count))).first { folded(table.text($0, 0)) == "points possible" }
    return (points ?? 0) + 1
  }

  /// Whether each row begins with the same word and a number, such as `Participant 12345`.
  private static func hasParticipants(_ table: CSVTable) -> Bool {
    guard table.rows.count > 1, (table.rows.first ?? []).count > 5 else { return false }
    let words = (1..<table.rows.count).map { row -> String? in
      let text = table.text(row, 0)
      let word = text.reversed().drop { $0.isASCII && $0.isNumber }
      return word.isEmpty || word.count == text.count ? nil : String(word.reversed())
    }
    return words.allSatisfy { $0 != nil && $0 == words[0] }
  }

  /// The column with the maximum grade of a worksheet: the same positive number in all rows, right of a column that has
  /// only numbers or nothing. To the right of it are states and dates, so the last such column is the one.
  static func maximumColumn(of table: CSVTable) -> Int? {
    let rows = 1..<table.rows.count
    return (table.rows.first ?? []).indices.dropFirst(3).last { column in
      let texts = Set(rows.map { table.text($0, column) })
      guard texts.count == 1, let text = texts.first, let number = decimal(text), number > 0 else { return false }
      return rows.allSatisfy {
        let grade = table.text($0, column - 1)
        return grade.isEmpty || grade == "-" || decimal(grade) != nil
      }
    }
  }
}

/// Reads a number with a decimal point or a decimal comma.
func decimal(_ text: String) -> Double? {
  guard text.utf8.allSatisfy({ (48...57).contains($0) || $0 == 44 || $0 == 46 || $0 == 45 }) else { return nil }
  return Double(text.replacing(",", with: "."))
}
