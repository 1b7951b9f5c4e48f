import Text

extension LessonReader {
  /// Starts a section at a heading `# Title {#id}` or `# Title {#id .optional}`.
  mutating func beginSection(_ node: MarkdownNode) {
    closeUnended(before: node)
    if let section, !section.id.isEmpty { sections.append(section) }
    let heading = prose.inlines(node)
    var title = plainText(heading)
    let place = place(node)
    if let target = heading.firstTarget {
      prose.report(
        node, severity: .warning,
        "A section's title shows the words of a link, but not its target `\(target.prefix(80))`.",
        fix: "Move the link below the heading.")
    }
    var id = ""
    let attributes = HeadingAttributes.remove(from: &title)
    if let found = attributes?.id {
      id = found
      register(found, .section, at: .init(line: place.line, column: column(of: "{#" + found, in: place.line)))
    } else {
      let proposal = Self.proposedID(for: title)
      let line = source.lines.indices.contains(place.line - 1) ? source.lines[place.line - 1] : ""
      let isHash = line.drop { $0 == " " }.hasPrefix("#")
      let words = isHash && attributes == nil ? Self.withoutClosingHashes(line) : "# " + title
      report(place, "This section has no id.", fix: "Write `\(words) {#\(proposal)}`.")
      id = proposal
    }
    if title.isEmpty { report(place, "This section has no title.", fix: "Write `# Its title {#\(id)}`.") }
    let classes = classes(attributes, line: place.line)
    section = Lesson.Section(
      id: id.isEmpty ? "section" : id, title: title, isOptional: classes.contains(.optional),
      showsFigures: classes.contains(.figures), parts: [])
  }

  /// Reads a section's classes and reports every unknown word.
  private mutating func classes(_ attributes: HeadingAttributes?, line: Int) -> [HeadingAttributes.Class] {
    let known = HeadingAttributes.Class.allCases.map { "." + $0.rawValue }
    let odd = (attributes?.classes ?? []).map { "." + $0 }.filter { !known.contains($0) } + (attributes?.stray ?? [])
    for word in odd {
      report(
        .init(line: line, column: column(of: word, in: line)),
        "`\(word.prefix(80))` is not an attribute of a section.", fix: fix(for: word, among: known, noun: "attribute"))
    }
    return (attributes?.classes ?? []).compactMap(HeadingAttributes.Class.init)
  }

  /// Refuses ids and classes of subheadings: only sections have them.
  mutating func refuseID(ofSubheading node: MarkdownNode) {
    var silent = prose
    var title = plainText(silent.inlines(node))
    guard let attributes = HeadingAttributes.remove(from: &title) else { return }
    guard let id = attributes.id else {
      return report(
        .init(line: node.line, column: column(of: "{.", in: node.line)),
        "Only a section's heading can have attributes.",
        fix: "Remove the braces, or make it a section with one `#`.")
    }
    report(
      .init(line: node.line, column: column(of: "{#" + id, in: node.line)), "Only a section's heading can have an id.",
      fix: "Remove `{#\(id)}`, or make it a section with one `#`.")
  }

  /// Registers an id; reports one that is malformed or already in use.
  mutating func register(_ id: String, _ given: GivenID.Kind, at place: YAMLMapping.Location) {
    register(id, GivenID(kind: given, line: place.line), at: place)
  }

  /// Registers an id of something with more to know; reports one that is malformed or already in use.
  mutating func register(_ id: String, _ given: GivenID, at place: YAMLMapping.Location) {
    guard isIdentifier(id) else {
      return report(
        place, "`\(id.prefix(80))` is not an id.",
        fix: "An id has 1 to 64 letters, digits, `-` or `_`: `\(Self.proposedID(for: id))`.")
    }
    if let other = ids[id] {
      return report(
        place, "The id `\(id)` is already used in line \(other.line).", fix: "Choose a different id.")
    }
    ids[id] = given
  }

  private func column(of word: String, in line: Int) -> Int {
    guard source.lines.indices.contains(line - 1) else { return 1 }
    let text = source.lines[line - 1]
    guard let found = text.firstRange(of: word) else { return 1 }
    return text.distance(from: text.startIndex, to: found.lowerBound) + 1
  }

  /// A heading's line without the signs `#` at its end.
  private static func withoutClosingHashes(_ line: String) -> String {
    var text = line[...]
    while text.last?.isWhitespace == true { text.removeLast() }
    let open = text.reversed().drop { $0 == "#" }
    if open.first == " ", open.count > 2 { text = text.dropLast(text.count - open.count) }
    while text.last?.isWhitespace == true { text.removeLast() }
    return String(text.drop { $0 == " " })
  }

  /// Makes an id from the words of a text.
  private static func proposedID(for text: String) -> String {
    let words = text.lowercased().split { !($0.isASCII && ($0.isLetter || $0.isNumber)) }
    let id = String(words.joined(separator: "-").prefix(64))
    return id.isEmpty ? "a-name" : id
  }
}
