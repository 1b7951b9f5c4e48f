import Text

extension FrontMatter {
  /// Adds what the front matter says about the lesson to its pages: objectives at the top of the first one, authors and
  /// license at its end, and the key points at the end of the last one.
  func add(to sections: inout [Lesson.Section]) {
    guard let last = sections.indices.last else { return }
    sections[last].parts += Self.list("Key points", keypoints)
    sections[0].parts.insert(contentsOf: Self.list("What you will learn", objectives), at: 0)
    if !credits.isEmpty { sections[0].parts.append(.prose(.paragraph([.text(credits)]))) }
  }

  /// The authors, the source and the license, in sentences; empty if there are none.
  var credits: String {
    var credits: [String] = []
    if !authors.isEmpty { credits.append("By \(listed(authors)).") }
    if let origin { credits.append("Source: \(origin).") }
    if let license { credits.append("License: \(license).") }
    return credits.joined(separator: " ")
  }

  private static func list(_ title: String, _ items: [String]) -> [Lesson.Part] {
    guard !items.isEmpty else { return [] }
    return [
      .prose(.paragraph([.strong([.text(title)])])),
      .prose(.list(start: nil, tight: true, items: items.map { [.paragraph([.text($0)])] })),
    ]
  }
}
