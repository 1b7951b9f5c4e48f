internal import Text

/// A regular expression that finds the student in a path: `(?<id>…)` is the id, `(?<name>…)` the name.
package struct NamePattern {
  private let regex: Regex<AnyRegexOutput>

  /// Why a pattern can't be used, as a sentence.
  package struct Problem: Error, Sendable, CustomStringConvertible {
    /// The sentence.
    package let description: String
  }

  /// Reads a regular expression.
  package init(_ pattern: String) throws(Problem) {
    let shown = visible(pattern, onOneLine: true)
    guard pattern.contains("(?<id>") || pattern.contains("(?<name>") else {
      throw Problem(
        description: "“\(shown)” names neither (?<id>…) nor (?<name>…): put one around the part that says who.")
    }
    do { regex = try Regex(pattern) } catch {
      throw Problem(description: "“\(shown)” is not a regular expression: \(visible("\(error)", onOneLine: true)).")
    }
  }

  /// Reads a path; returns `nil` if it doesn't match.
  func origin(of path: [String]) -> Origin? {
    // A path is short, but a pattern may take very long for a long one.
    let text = path.joined(separator: "/")
    guard text.utf8.count <= 1_000, let match = try? regex.firstMatch(in: text) else { return nil }
    let id = match["id"]?.substring.map { String($0) } ?? ""
    let name = match["name"]?.substring.map { String($0) } ?? ""
    guard !id.isEmpty || !name.isEmpty else { return nil }
    // Names that end within or before the match belong to the student's folder.
    let depth = text[..<match.range.upperBound].count { $0 == "/" }
    let inner = min(depth, path.count - 1)
    return Origin(.pattern, Person(id: id, name: name), depth: inner, rest: Array(path[inner...]))
  }
}
