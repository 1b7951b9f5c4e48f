/// Finds people in the rows of a table: by id, and else by a name, login or email that only one row has.
struct PeopleIndex {
  /// Who a row is about.
  struct Row: Equatable {
    /// The number of the row in its table, from 0.
    var row: Int
    /// The id by which the system itself knows the student; empty if there is none.
    var id = ""
    /// Logins, other ids and the email address.
    var others: [String] = []
    /// The name in all its forms.
    var names: [String] = []
    /// How the row is shown in a list.
    var shown: String { names.first ?? (id.isEmpty ? others.first ?? "row \(row + 1)" : id) }
  }

  /// What was found.
  enum Match: Equatable {
    /// One row, by its place in the list of rows.
    case one(Int)
    /// None.
    case none
    /// More than one.
    case several
  }

  /// Whose numbers the ids of the rows are.
  let scope: Person.Scope
  /// The rows.
  let rows: [Row]
  private var ids: [String: [Int]] = [:]
  private var others: [String: [Int]] = [:]
  private var names: [String: [Int]] = [:]

  init(_ rows: [Row], scope: Person.Scope) {
    (self.rows, self.scope) = (rows, scope)
    for (index, row) in rows.enumerated() {
      if !row.id.isEmpty { ids[folded(row.id), default: []].append(index) }
      for other in Set(row.others.map(folded)) where !other.isEmpty { others[other, default: []].append(index) }
      for name in Set(row.names.flatMap { [folded($0)] + turned($0) }) where !name.isEmpty {
        names[name, default: []].append(index)
      }
    }
  }

  /// Finds the row of a person.
  func row(of person: Person) -> Match {
    let (id, name) = (folded(person.id), folded(person.name))
    let isOwn = person.scope == scope || person.scope == .any
    var attempts: [[Int]?] = []
    if isOwn { attempts.append(ids[id]) }
    if person.scope == .any { attempts.append(others[id]) }
    attempts += [others[folded(person.email)], names[name]]
    // A folder may be named like the student.
    if person.scope == .any { attempts += [names[id], others[name]] }
    guard let found = attempts.lazy.compactMap({ $0 }).first else { return .none }
    return found.count == 1 ? .one(found[0]) : .several
  }
}

/// A name with each of its words in front, without blanks: `Jane van Doe` is `vandoejane` in the names of Canvas's files.
private func turned(_ name: String) -> [String] {
  let words = name.split(whereSeparator: \.isWhitespace)
  guard words.count <= 8 else { return [squeezed(name)] }
  return words.indices.map { squeezed((words[$0...] + words[..<$0]).joined()) }
}
