extension LessonReader {
  /// `# Title {#id}`: ends what was open and begins a section.
  mutating func beginSection(_ node: MarkdownNode) {
    closeForgotten()
    if let section, !section.id.isEmpty { sections.append(section) }
    let heading = prose.inlines(node)
    var title = plainText(heading)
    let place = place(node)
    var id = ""
    if let found = Self.takeID(from: &title) {
      id = found
      let column = source.lines.indices.contains(place.line - 1) ? columnOfID(found, in: place.line) : place.column
      claim(found, .section, at: .init(line: place.line, column: column))
    } else {
      let proposal = Self.proposedID(for: title)
      report(place, "This section has no id.", mend: "Write `# \(title) {#\(proposal)}`.")
      id = proposal
    }
    if title.isEmpty { report(place, "This section has no title.", mend: "Write `# Its title {#\(id)}`.") }
    section = Lesson.Section(id: id.isEmpty ? "section" : id, title: title, parts: [])
  }

  /// Only sections have ids, so that a page can be named.
  mutating func refuseID(ofSubheading node: MarkdownNode) {
    var silent = prose
    var title = plainText(silent.inlines(node))
    guard let id = Self.takeID(from: &title) else { return }
    report(
      .init(line: node.line, column: columnOfID(id, in: node.line)), "Only a section's heading has an id.",
      mend: "Leave `{#\(id)}` out, or make it a section with one `#`.")
  }

  /// Notes an id and refuses what is no id or was given before.
  mutating func claim(_ id: String, _ kind: GivenID.Kind, isScale: Bool = false, at place: YAMLMapping.Place) {
    guard isID(id) else {
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

  private func columnOfID(_ id: String, in line: Int) -> Int {
    guard source.lines.indices.contains(line - 1) else { return 1 }
    let text = source.lines[line - 1]
    guard let found = text.firstRange(of: "{#" + id) else { return 1 }
    return text.distance(from: text.startIndex, to: found.lowerBound) + 1
  }

  /// Takes ` {#id}` from a title's end.
  private static func takeID(from title: inout String) -> String? {
    guard title.hasSuffix("}"), let open = title.lastIndex(of: "{") else { return nil }
    let inner = title[title.index(after: open)...].dropLast()
    guard inner.hasPrefix("#") else { return nil }
    title = String(title[..<open])
    while title.last?.isWhitespace == true { title.removeLast() }
    return String(inner.dropFirst())
  }

  /// An id made of the words of a text.
  private static func proposedID(for text: String) -> String {
    let words = text.lowercased().split { !($0.isASCII && ($0.isLetter || $0.isNumber)) }
    let id = String(words.joined(separator: "-").prefix(64))
    return id.isEmpty ? "a-name" : id
  }
}

/// Whether a text can be an id: `[A-Za-z0-9_-]{1,64}`.
func isID(_ text: String) -> Bool {
  (1...64).contains(text.utf8.count)
    && text.utf8.allSatisfy {
      switch $0 {
      case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
        UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"), UInt8(ascii: "-"):
        true
      default: false
      }
    }
}
