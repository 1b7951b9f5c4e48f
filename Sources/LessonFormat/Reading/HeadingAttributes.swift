/// What stands in braces at a heading's end: `{#pool-chunks .optional}`, an id and classes as Pandoc writes them.
struct HeadingAttributes: Equatable {
  /// Classes that mean something to a section.
  enum Class: String, CaseIterable {
    /// The section may be left out: what it asks is not counted as missing.
    case optional
  }

  /// The id, without its `#`.
  var id: String?
  /// Words with a dot before them, without it.
  var classes: [String] = []
  /// Words with neither a `#` nor a dot before them.
  var stray: [String] = []

  /// Takes the braces from a title's end; nothing where there are none, or none that begin with an id or a class.
  static func take(from title: inout String) -> HeadingAttributes? {
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
