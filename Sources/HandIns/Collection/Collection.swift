internal import AnswerBook
internal import Exports
package import LessonFormat

/// What a class has handed in: a row for each student, and what could not be read.
package struct Collection: Sendable {
  /// The lesson.
  package let lesson: Lesson
  /// The students in the order of their names.
  package private(set) var rows: [CollectedRow]
  /// What could not be read, with the reasons.
  package let setAside: [SetAside]

  /// Puts the hand-ins in order: of each student, the newest one counts.
  ///
  /// - Parameter roster: Everybody who should have handed in something; `nil` if that isn't known.
  package init(_ finder: Finder, roster: Roster? = nil) {
    lesson = finder.lesson
    setAside = finder.setAside
    var groups: [[String]: [Candidate]] = [:]
    for candidate in Candidate.all(finder.handIns, finder.lesson, roster) {
      groups[candidate.key, default: []].append(candidate)
    }
    var rows = groups.values.map { Self.row($0, finder.lesson) }
    var known = Set(groups.keys)
    for entry in setAside {
      guard let (person, key) = entry.person.map({ Candidate.identify($0, roster) }) else { continue }
      if known.insert(key).inserted { rows.append(CollectedRow(person: person, state: .unreadable)) }
    }
    for (index, person) in (roster?.people ?? []).enumerated() where known.insert(["roster", "\(index)"]).inserted {
      rows.append(CollectedRow(person: person, state: .nothing))
    }
    rows.sort { a, b in
      let (one, other) = (a.person, b.person)
      return (folded(one.name.isEmpty ? one.id : one.name), one.id, a.attempt?.path ?? "")
        < (folded(other.name.isEmpty ? other.id : other.name), other.id, b.attempt?.path ?? "")
    }
    for (index, flags) in sharedWork(in: rows, lesson) { rows[index].flags += flags }
    self.rows = rows
  }

  /// Makes a collection of rows that are known, in their order.
  package init(_ lesson: Lesson, rows: [CollectedRow]) { (self.lesson, self.rows, setAside) = (lesson, rows, []) }

  /// The rows with a hand-in.
  package var handedIn: [CollectedRow] { rows.filter { $0.attempt != nil } }

  private static func row(_ group: [Candidate], _ lesson: Lesson) -> CollectedRow {
    let newest = group.sorted { one, other in
      // A bundle in the folder that it was made of is never newer than the folder.
      (one.order, one.report.lastWork ?? 0, one.isPacked ? 0 : 1, one.found.path) > (
        other.order, other.report.lastWork ?? 0, other.isPacked ? 0 : 1, other.found.path
      )
    }
    let first = newest[0]
    var row = CollectedRow(person: first.person, state: .handedIn)
    row.named = first.named
    row.partners = first.found.origin?.partners ?? []
    row.attempt = CollectedRow.Attempt(
      path: first.found.path, layout: first.found.origin?.layout ?? .plain,
      isLate: first.found.origin?.isLate ?? false, report: first.report, version: first.found.handIn.version)
    // A folder can also have the file that was made of it to be handed in.
    row.earlier = newest.dropFirst().filter { $0.order != first.order || $0.report != first.report }.map(\.found.path)
    row.flags = ownFlags(of: first.found.handIn, first.report, lesson)
    return row
  }
}

/// A hand-in with its student.
private struct Candidate {
  var found: FoundHandIn
  var person: Person
  /// Who the path says it is.
  var named: Person
  /// The same for all attempts of a student.
  var key: [String]
  var report: Report
  var order: Int { found.origin?.attempt ?? 0 }
  var isPacked: Bool { found.path.contains(".zip/") }

  static func all(_ handIns: [FoundHandIn], _ lesson: Lesson, _ roster: Roster?) -> [Candidate] {
    let plain = handIns.filter { $0.origin == nil }
    var names = plainNames(of: withoutBundles(plain.map(\.names)), lesson: lesson.id)[...]
    return handIns.map { found in
      let named = found.origin?.person ?? Person(id: names.popFirst() ?? "")
      var person = named
      // What the record says is the student's own word, so that it only fills in what the path doesn't say.
      if person.name.isEmpty { person.name = found.handIn.book.student.name }
      let (known, key) = identify(person, roster)
      let report = Report(found.handIn.book, of: lesson, files: found.files)
      return Candidate(found: found, person: known, named: named, key: key, report: report)
    }
  }

  /// The person with what the roster knows, and a key that only this person has.
  static func identify(_ person: Person, _ roster: Roster?) -> (person: Person, key: [String]) {
    guard let roster, let index = roster.index(of: person) else {
      return (person, [folded(person.id), person.id.isEmpty ? folded(person.name) : "", "\(person.scope)"])
    }
    var known = roster.people[index]
    if known.id.isEmpty { known.id = person.id }
    return (known, ["roster", "\(index)"])
  }
}

/// The paths, but that of the only zip in a folder with a record is the path of the folder: it is the same student's.
private func withoutBundles(_ paths: [[String]]) -> [[String]] {
  let folders = Set(paths)
  func folder(_ path: [String]) -> [String]? {
    guard let archive = path.firstIndex(where: { $0.lowercased().hasSuffix(".zip") }) else { return nil }
    let above = Array(path[..<archive])
    return folders.contains(above) ? above : nil
  }
  let counts = paths.reduce(into: [[String]: Int]()) { counts, path in
    if let folder = folder(path) { counts[folder, default: 0] += 1 }
  }
  return paths.map { path in folder(path).flatMap { counts[$0] == 1 ? $0 : nil } ?? path }
}
