internal import Canvas
internal import Exports
internal import LessonFormat
internal import Text

extension Collection {
  /// The table in lines for people, at most 80 columns wide. It may contain anything that students wrote.
  package var lines: [String] {
    Self.wrapped("\(lesson.title) (\(lesson.id), edition \(lesson.version))", indent: 0) + [headline]
      + (rows.isEmpty ? [] : [""] + table + legend) + flagLines + earlierLines
      + setAsideLines
  }

  /// How many handed in something.
  package var headline: String {
    let late = handedIn.count { $0.attempt?.isLate == true }
    let parts =
      ["\(counted(handedIn.count, "hand-in")) of \(counted(rows.count, "student"))"]
      + (late > 0 ? ["\(late) late"] : [])
      + (setAside.isEmpty ? [] : ["\(counted(setAside.count, "thing")) set aside"])
    return parts.joined(separator: ", ")
  }

  private var table: [String] {
    // Those of optional sections are in the other outputs.
    let optional = Set(lesson.optionalQuestions.map(\.id))
    let places = lesson.questions.indices.filter { !optional.contains(lesson.questions[$0].id) }
    let groups = stride(from: 0, to: places.count, by: 5).map { Array(places[$0..<min($0 + 5, places.count)]) }
    // The number of the first question is above each group.
    let widths = groups.map { max($0.count, String(($0.first ?? 0) + 1).count) }
    let marksWidth = widths.reduce(0, +) + max(0, groups.count - 1)
    // A lesson with very many questions has no room for each.
    let hasMarks = marksWidth <= 40
    let hasLate = rows.contains { $0.attempt?.isLate == true }
    let idWidth = min(12, rows.map { $0.person.name.isEmpty ? 0 : cellWidth(of: $0.person.id) }.max() ?? 0)
    let taken = (idWidth > 0 ? idWidth + 2 : 0) + (hasLate ? 6 : 0) + 9 + (hasMarks ? marksWidth + 2 : 0) + 7
    let nameWidth = max(7, min(80 - taken, rows.map { cellWidth(of: $0.name) }.max() ?? 0))
    func line(_ name: String, _ id: String, _ late: String, _ rest: [String]) -> String {
      let cells =
        [fit(name, to: nameWidth)] + (idWidth > 0 ? [fit(id, to: idWidth)] : []) + (hasLate ? [late] : []) + rest
      return String(cells.joined(separator: "  ").reversed().drop { $0 == " " }.reversed())
    }
    let numbers = zip(groups, widths).map { fit(String(($0.first ?? 0) + 1), to: $1) }.joined(separator: " ")
    let header = line("student", "id", "late", ["   done"] + (hasMarks ? [numbers] : []) + ["flags"])
    return [header]
      + rows.map { row in
        let id = row.person.name.isEmpty ? "" : visible(row.person.id, onOneLine: true)
        guard let attempt = row.attempt else {
          return line(row.name, id, "    ", [row.state == .nothing ? "nothing" : "nothing that can be read"])
        }
        let asked = attempt.report.totals.asked
        let marks = attempt.report.questions.map { CellState($0).mark }
        return line(
          row.name, id, attempt.isLate ? "late" : "    ",
          [fit("\(asked.answered)/\(asked.all)", to: 7, .right)]
            + (hasMarks
              ? [zip(groups, widths).map { fit($0.map { marks[$0] }.joined(), to: $1) }.joined(separator: " ")] : [])
            + (row.flags.isEmpty ? [] : [fit("\(row.flags.count)", to: 5, .right)]))
      }
  }

  private var legend: [String] {
    let words = CellState.allCases.map { "\($0.mark) \($0.rawValue)" }
    return ["", words.prefix(5).joined(separator: "  "), words.dropFirst(5).joined(separator: "  ")]
  }

  private var flagLines: [String] {
    let flagged = rows.filter { !$0.flags.isEmpty }
    return list("Look at \(counted(flagged.count, "hand-in")):", flagged.map { ($0.shown, $0.flags.map(\.sentence)) })
  }

  private var earlierLines: [String] {
    list("Earlier attempts, which don't count:", rows.filter { !$0.earlier.isEmpty }.map { ($0.shown, $0.earlier) })
  }

  /// Things in one archive that have the same reason are a line together. Of one student, or of one folder, only the first
  /// few are shown.
  private var setAsideLines: [String] {
    var counts: [[String]: Int] = [:]
    var inPlace: [String: Int] = [:]
    var shown: [(key: [String], path: String)] = []
    for entry in setAside {
      let archive = entry.path.lastRange(of: ".zip/").map { String(entry.path[..<$0.upperBound]) } ?? entry.path
      let key = [archive, entry.reason]
      counts[key, default: 0] += 1
      guard counts[key] == 1 else { continue }
      let isArchive = archive != entry.path
      let place =
        entry.person?.shown
        ?? (isArchive ? archive : entry.path.split(separator: "/").prefix(2).joined(separator: "/"))
      inPlace[place, default: 0] += 1
      if inPlace[place, default: 0] <= Self.mostAside { shown.append((key, entry.path)) }
    }
    let left = inPlace.values.reduce(0) { $0 + max(0, $1 - Self.mostAside) }
    let note = "\(counted(left, "more thing")) \(left == 1 ? "is" : "are") in the files of --json and --html."
    return list(
      "Set aside:",
      shown.map { key, path in
        let more = (counts[key] ?? 1) - 1
        return (path + (more > 0 ? " and \(more) more in this zip" : ""), [key[1]])
      }) + (left > 0 ? ["", note] : [])
  }

  /// How many things that were set aside are shown of a student or a folder.
  private static let mostAside = 20

  private func list(_ heading: String, _ entries: [(String, [String])]) -> [String] {
    guard !entries.isEmpty else { return [] }
    return ["", heading]
      + entries.flatMap { name, texts in
        [(name, 2)].flatMap(Self.wrapped) + texts.map { ($0, 4) }.flatMap(Self.wrapped)
      }
  }

  private static func wrapped(_ text: String, indent: Int) -> [String] {
    wrap(visible(text, onOneLine: true), width: 80, indent: indent, hanging: indent).map {
      String(repeating: " ", count: $0.indent) + $0.text
    }
  }
}

extension CellState {
  /// One character for the table.
  package var mark: String {
    switch self {
    case .answered: "+"
    case .empty: "."
    case .fits: "="
    case .differs: "x"
    case .noRun: "?"
    case .unreadable: "!"
    case .outdated: "<"
    case .changedPrompt: "~"
    }
  }
}

extension CollectedRow {
  /// The names, or the ids of those who have none.
  fileprivate var name: String {
    visible(([person] + partners).map { $0.name.isEmpty ? $0.shown : $0.name }.joined(separator: ", "), onOneLine: true)
  }
}

extension String {
  /// The last place of another text.
  fileprivate func lastRange(of text: String) -> Range<String.Index>? { ranges(of: text).last }
}
