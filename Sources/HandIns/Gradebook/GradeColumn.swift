/// A column that points can be written to.
struct GradeColumn: Equatable {
  /// Its place in a row, from 0.
  var index: Int
  /// The heading as the file has it.
  var heading: String
  /// The heading without what the system adds to the title of an assignment.
  var title: String

  /// The columns of a table that can hold points.
  static func candidates(in table: CSVTable, _ system: GradeSystem) -> [GradeColumn] {
    let columns = (table.rows.first ?? []).enumerated().map { index, cell in
      GradeColumn(index: index, heading: withoutSpace(cell.text), title: system.title(of: withoutSpace(cell.text)))
    }
    switch system {
    case .canvas:
      let section = columns.lastIndex { folded($0.heading) == "section" } ?? 0
      let points = system.firstRow(of: table) - 1
      let own = columns.filter { column in
        column.index > section && !table.text(points, column.index).lowercased().contains("read only")
      }
      // Teachers' own columns, such as notes, have no number.
      let numbered = own.filter { $0.title != $0.heading }
      return numbered.isEmpty ? own : numbered
    case .brightspace: return columns.filter { $0.title != $0.heading }
    case .githubClassroom: return columns.filter { $0.heading == "points_awarded" }
    case .moodleWorksheet:
      guard let maximum = GradeSystem.maximumColumn(of: table) else { return [] }
      return [columns[maximum - 1]]
    case .plain: return columns
    }
  }

  /// Finds the one column for the points.
  ///
  /// - Parameters:
  ///   - wanted: The title that the user named; `nil` to look for the lesson's.
  ///   - titles: What the lesson is called.
  static func find(
    in table: CSVTable, _ system: GradeSystem, wanted: String?, titles: [String]
  ) throws(GradebookError) -> GradeColumn {
    let candidates = Self.candidates(in: table, system)
    if let wanted {
      let isAny = system == .moodleWorksheet || system == .githubClassroom
      let all = isAny ? Self.candidates(in: table, .plain) : candidates
      let exact = all.filter { $0.heading == withoutSpace(wanted) }
      let found = exact.isEmpty ? all.filter { isSame($0.title, wanted) || isSame($0.heading, wanted) } : exact
      return try one(of: found, title: wanted, all)
    }
    switch system {
    // These files belong to one assignment.
    case .moodleWorksheet, .githubClassroom: return try one(of: candidates, title: titles.first ?? "", candidates)
    case .plain: throw .unknownSystem
    case .canvas, .brightspace: break
    }
    let exact = candidates.filter { column in titles.contains { isSame(column.title, $0) } }
    let titled = exact.isEmpty ? candidates.filter { folded($0.title).contains(folded(titles.first ?? "?")) } : exact
    return try one(of: titled, title: titles.first ?? "", candidates)
  }

  private static func one(
    of found: [GradeColumn], title: String, _ candidates: [GradeColumn]
  ) throws(GradebookError) -> GradeColumn {
    if found.count > 1 { throw .severalColumns(title: title, candidates: found.map(\.heading)) }
    guard let column = found.first else { throw .noColumn(title: title, candidates: candidates.map(\.heading)) }
    return column
  }

  private static func isSame(_ a: String, _ b: String) -> Bool { folded(a) == folded(b) }
}

extension GradeSystem {
  /// The title of an assignment in a heading.
  fileprivate func title(of heading: String) -> String {
    switch self {
    case .canvas:
      // `Sharing Work (12345)`
      guard heading.hasSuffix(")"), let open = heading.lastIndex(of: "(") else { return heading }
      let number = heading[heading.index(after: open)...].dropLast()
      return !number.isEmpty && number.allSatisfy(\.isNumber) ? withoutSpace(heading[..<open]) : heading
    case .brightspace:
      // `Sharing Work Points Grade <Numeric MaxPoints:10>`
      return heading.firstRange(of: " Points Grade").map { String(heading[..<$0.lowerBound]) } ?? heading
    case .moodleWorksheet, .githubClassroom, .plain: return heading
    }
  }
}
