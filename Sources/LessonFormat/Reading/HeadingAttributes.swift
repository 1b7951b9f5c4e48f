/// The braces at the end of a heading, with an id and classes as Pandoc writes them: `{#pool-chunks .optional}`.
struct HeadingAttributes: Equatable {
  /// The classes a section can have.
  enum Class: String, CaseIterable {
    /// The section is optional: its questions never count as missing.
    case optional
    /// The section's page ends with a table of the student's own figures.
    case figures
  }

  /// The id, without its `#`.
  var id: String?
  /// The words that begin with a dot, without the dot.
  var classes: [String] = []
  /// The words that begin with neither `#` nor a dot.
  var stray: [String] = []

  /// Removes the braces from the end of a title; returns `nil` if there are none that begin with an id or a class.
  static func remove(from title: inout String) -> HeadingAttributes? {
    guard title.hasSuffix("}"), let open = title.lastIndex(of: "{") else { return nil }
    let words = title[title.index(after: open)...].dropLast().split(whereSeparator: \.isWhitespace).map(String.init)
    guard let first = words.first, first.hasPrefix("#") || first.hasPrefix(".") else { return nil }
    var attributes = HeadingAttributes()
    for word in words {
      if word.hasPrefix("#"), attributes.id == nil {
        attributes.id = String(word.dropFirst())
      } else if word.hasPrefix(".") {
        attributes.classes.append(String(word.dropFirst()))
      } else {
        attributes.stray.append(word)
      }
    }
    title = String(title[..<open])
    while title.last?.isWhitespace == true { title.removeLast() }
    return attributes
  }
}
