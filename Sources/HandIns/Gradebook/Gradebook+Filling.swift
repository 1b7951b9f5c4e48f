/// The points that a person gets.
package struct Points: Sendable, Equatable {
  /// Who gets them.
  package var person: Person
  /// How many.
  package var points: Double

  /// Makes an entry.
  package init(_ person: Person, _ points: Double) { (self.person, self.points) = (person, points) }
}

/// A filled file of grades, and who is not in it.
package struct FilledGradebook: Sendable, Equatable {
  /// The file.
  package var bytes: [UInt8]
  /// How many students have their points in it.
  package var filled = 0
  /// The people without a row, and why, as sentences.
  package var unmatched: [String] = []
  /// The rows of students without points, as the file names them; their cells stay as they are.
  package var withoutPoints: [String] = []
  /// What else the teacher should know, as sentences.
  package var notes: [String] = []
}

extension Gradebook {
  /// Writes points into the column.
  package func filled(with points: [Points]) -> FilledGradebook {
    var filling = FilledGradebook(bytes: [])
    var byRow: [Int: [Points]] = [:]
    for entry in points {
      switch people.row(of: entry.person) {
      case .one(let index): byRow[index, default: []].append(entry)
      case .none: filling.unmatched.append("\(entry.person.shown) is in no row.")
      case .several: filling.unmatched.append("\(entry.person.shown) fits more than one row.")
      }
    }
    var values: [(cell: CSVTable.Cell, text: String)] = []
    for (index, row) in people.rows.enumerated() {
      guard let entries = byRow[index], let entry = entries.first else {
        // Canvas lists the student that shows a teacher what students see.
        if system != .canvas || row.shown != "Test Student" { filling.withoutPoints.append(row.shown) }
        continue
      }
      guard entries.count == 1 else {
        filling.unmatched += entries.map {
          "\($0.person.shown) fits the row of \(row.shown), and so does somebody else."
        }
        filling.withoutPoints.append(row.shown)
        continue
      }
      add(entry, to: row, &values, &filling)
    }
    filling.bytes = table.replacing(values)
    return filling
  }

  private func add(
    _ entry: Points, to row: PeopleIndex.Row, _ values: inout [(cell: CSVTable.Cell, text: String)],
    _ filling: inout FilledGradebook
  ) {
    guard table.rows[row.row].indices.contains(column.index) else {
      filling.unmatched.append("\(entry.person.shown) has a row that ends before the column for the points.")
      return
    }
    guard entry.points.isFinite, (0...1e6).contains(entry.points) else {
      filling.unmatched.append("\(entry.person.shown) has points that are no number from 0 to a million.")
      return
    }
    let cell = table.rows[row.row][column.index]
    let old = withoutSpace(cell.text)
    if system == .canvas, old.uppercased() == "EX" {
      filling.notes.append("\(row.shown) is excused (EX), and the cell stays as it is.")
      return
    }
    if let most = pointsPossible, entry.points > most {
      filling.notes.append("\(row.shown) has \(number(entry.points)) points of \(number(most)).")
    }
    filling.filled += 1
    // The same number written in another way is no change.
    if decimal(old) != entry.points { values.append((cell, number(entry.points))) }
  }

  /// A number as the file writes numbers, with at most four decimals.
  private func number(_ points: Double) -> String {
    let rounded = (points * 10_000).rounded() / 10_000
    let text = rounded == rounded.rounded() ? String(Int(rounded)) : "\(rounded)"
    return usesDecimalComma ? text.replacing(".", with: ",") : text
  }

  /// Whether numbers have a decimal comma: those of the column and the one beside it show it, else those of the file. If
  /// there are none, it follows from the semicolons that separate the cells.
  private var usesDecimalComma: Bool {
    func signs(_ isIncluded: (Int) -> Bool) -> (commas: Int, points: Int) {
      var (commas, points) = (0, 0)
      for row in table.rows.dropFirst() {
        for (index, cell) in row.enumerated() where isIncluded(index) {
          let text = withoutSpace(cell.text)
          guard decimal(text) != nil else { continue }
          if text.contains(",") { commas += 1 } else if text.contains(".") { points += 1 }
        }
      }
      return (commas, points)
    }
    for near in [signs { $0 == column.index || $0 == column.index + 1 }, signs { _ in true }]
    where near.commas != near.points {
      return near.commas > near.points
    }
    return table.separator == UInt8(ascii: ";")
  }
}
