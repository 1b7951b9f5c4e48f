/// Where a file of a download comes from, as its path says.
package struct Origin: Sendable, Equatable {
  /// The layout of the download.
  package var layout: Layout
  /// Who handed it in.
  package var person: Person
  /// Who else handed it in, if a group did.
  package var partners: [Person] = []
  /// Attempts of one student are in this order: the time of the attempt, or a number that grows; 0 if the path doesn't
  /// say.
  package var attempt = 0
  /// Whether the system says that it came late.
  package var isLate = false
  /// How many names of the path come before the one that says who the student is.
  package var depth: Int
  /// The path of the file as the student handed it in.
  package var rest: [String]

  /// The layouts of downloads.
  package enum Layout: String, Sendable, Equatable, CaseIterable {
    case canvas = "Canvas"
    case moodle = "Moodle"
    case brightspace = "Brightspace"
    case gradescope = "Gradescope"
    case githubClassroom = "GitHub Classroom"
    case blackboard = "Blackboard"
    case nbgrader
    /// What the user's own pattern says.
    case pattern = "--names"
    /// Folders or files with the students' names.
    case plain = "folders"
  }

  init(_ layout: Layout, _ person: Person, depth: Int, rest: [String], attempt: Int = 0, isLate: Bool = false) {
    (self.layout, self.person, self.depth, self.rest) = (layout, person, depth, rest)
    (self.attempt, self.isLate) = (attempt, isLate)
  }

  /// Reads a path.
  ///
  /// - Parameters:
  ///   - path: The names on the path of a file, from the one of the download itself. A zip counts as a folder.
  ///   - submitters: Who made the submissions of Gradescope, by the name of their folder.
  /// - Returns: `nil` if the path is that of no known layout.
  package init?(_ path: [String], submitters: (_ above: ArraySlice<String>) -> [String: [Person]] = { _ in [:] }) {
    for depth in path.indices {
      let inner = Array(path[(depth + 1)...])
      let isLast = inner.isEmpty
      // A name that ends with the student's own file, or a folder that has the student's files.
      if let found = Self.moodle(path[depth]) ?? Self.blackboard(path[depth]) ?? Self.brightspace(path[depth])
        ?? Self.canvas(path[depth]), !found.name.isEmpty || !isLast
      {
        self.init(
          found.layout, found.person, depth: depth, rest: (found.name.isEmpty ? [] : [found.name]) + inner,
          attempt: found.attempt, isLate: found.isLate)
        return
      }
      if let submission = number(path[depth], after: "submission_"), !isLast {
        let people = submitters(path[..<depth])[path[depth]] ?? []
        self.init(
          .gradescope, people.first ?? Person(id: "submission \(submission)"), depth: depth, rest: inner,
          attempt: submission)
        partners = Array(people.dropFirst())
        return
      }
      if let user = Self.repository(path[depth], in: depth > 0 ? path[depth - 1] : ""), !isLast {
        self.init(.githubClassroom, Person(id: user), depth: depth, rest: inner)
        return
      }
      // `submitted/STUDENT/ASSIGNMENT/FILE`
      if path[depth] == "submitted", inner.count > 2 {
        self.init(.nbgrader, Person(id: inner[0]), depth: depth + 1, rest: Array(inner.dropFirst(2)))
        return
      }
    }
    return nil
  }

  /// The user of a repository that `gh classroom clone student-repos` has cloned.
  private static func repository(_ name: String, in folder: String) -> String? {
    let ending = "-submissions"
    guard folder.hasSuffix(ending) else { return nil }
    let slug = folder.dropLast(ending.count) + "-"
    return name.hasPrefix(slug) && name.count > slug.count ? String(name.dropFirst(slug.count)) : nil
  }
}

/// The number at the end of a name that begins with a word.
private func number(_ name: String, after word: String) -> Int? {
  guard name.hasPrefix(word) else { return nil }
  let digits = name.dropFirst(word.count)
  return digits.allSatisfy { $0.isASCII && $0.isNumber } ? Int(digits) : nil
}
