import Text

extension LessonReader {
  /// `# Title {#id}` or `# Title {#id .optional}`: ends what was open and begins a section.
  mutating func beginSection(_ node: MarkdownNode) {
    closeForgotten()
    if let section, !section.id.isEmpty { sections.append(section) }
    let heading = prose.inlines(node)
    var title = plainText(heading)
    let place = place(node)
    var id = ""
    let attributes = HeadingAttributes.take(from: &title)
    if let found = attributes?.id {
      id = found
      claim(found, .section, at: .init(line: place.line, column: column(of: "{#" + found, in: place.line)))
    } else {
      let proposal = Self.proposedID(for: title)
      report(place, "This section has no id.", mend: "Write `# \(title) {#\(proposal)}`.")
      id = proposal
    }
    if title.isEmpty { report(place, "This section has no title.", mend: "Write `# Its title {#\(id)}`.") }
    let isOptional = isOptional(attributes, line: place.line)
    section = Lesson.Section(id: id.isEmpty ? "section" : id, title: title, isOptional: isOptional, parts: [])
  }

  /// Reads a section's classes, and names every word that means nothing.
  private mutating func isOptional(_ attributes: HeadingAttributes?, line: Int) -> Bool {
    let known = HeadingAttributes.Class.allCases.map { "." + $0.rawValue }
    let odd = (attributes?.classes ?? []).map { "." + $0 }.filter { !known.contains($0) } + (attributes?.stray ?? [])
    for word in odd {
      report(
        .init(line: line, column: column(of: word, in: line)),
        "`\(word.prefix(80))` says nothing of a section.", mend: mend(for: word, among: known, noun: "attribute"))
    }
    return attributes?.classes.contains(HeadingAttributes.Class.optional.rawValue) ?? false
  }

  /// Only sections have ids, so that a page can be named.
  mutating func refuseID(ofSubheading node: MarkdownNode) {
    var silent = prose
    var title = plainText(silent.inlines(node))
    guard let attributes = HeadingAttributes.take(from: &title) else { return }
    guard let id = attributes.id else {
      return report(
        .init(line: node.line, column: column(of: "{.", in: node.line)), "Only a section's heading has attributes.",
        mend: "Leave the braces out, or make it a section with one `#`.")
    }
    report(
      .init(line: node.line, column: column(of: "{#" + id, in: node.line)), "Only a section's heading has an id.",
      mend: "Leave `{#\(id)}` out, or make it a section with one `#`.")
  }

  /// Notes an id and refuses what is no id or was given before.
  mutating func claim(_ id: String, _ kind: GivenID.Kind, isScale: Bool = false, at place: YAMLMapping.Place) {
    guard isIdentifier(id) else {
      return report(
        place, "`\(id.prefix(80))` is not an id.",
        mend: "An id has 1 to 64 letters, digits, `-` or `_`: `\(Self.proposedID(for: id))`.")
    }
    if let given = ids[id] {
      return report(
        place, "The id `\(id)` is given already in line \(given.line).", mend: "Give this one a name of its own.")
    }
    ids[id] = GivenID(kind: kind, line: place.line, isScale: isScale)
  }

  private func column(of word: String, in line: Int) -> Int {
    guard source.lines.indices.contains(line - 1) else { return 1 }
    let text = source.lines[line - 1]
    guard let found = text.firstRange(of: word) else { return 1 }
    return text.distance(from: text.startIndex, to: found.lowerBound) + 1
  }

  /// An id made of the words of a text.
  private static func proposedID(for text: String) -> String {
    let words = text.lowercased().split { !($0.isASCII && ($0.isLetter || $0.isNumber)) }
    let id = String(words.joined(separator: "-").prefix(64))
    return id.isEmpty ? "a-name" : id
  }
}
