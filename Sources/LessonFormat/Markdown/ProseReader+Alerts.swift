/// GitHub's alerts: quotes whose first line is `[!NOTE]` and so on.
extension ProseReader {
  private static let kinds = [
    "NOTE": "Note", "TIP": "Tip", "IMPORTANT": "Important", "WARNING": "Warning", "CAUTION": "Caution",
  ]

  /// The blocks of a quote; those of an alert begin with its name.
  mutating func quote(_ node: MarkdownNode, _ blocks: [Block]) -> Block {
    guard case .paragraph(let inlines)? = blocks.first, case .text(let text)? = inlines.first, text.hasPrefix("[!"),
      let close = text.firstIndex(of: "]")
    else { return .quote(blocks) }
    let word = text[..<close].dropFirst(2)
    let isAlone =
      text[text.index(after: close)...].allSatisfy(\.isWhitespace) && (inlines.count == 1 || inlines[1].isBreak)
    guard let name = Self.kinds[word.uppercased()] else {
      if word.allSatisfy(\.isLetter), isAlone {
        report(
          node, severity: .warning, "There is no alert called `\(word.prefix(40))`, so this is an ordinary quote.",
          fix: fix(for: word.uppercased(), among: Self.kinds.keys.sorted(), noun: "alert"))
      }
      return .quote(blocks)
    }
    guard isAlone else {
      report(
        node, severity: .warning, "Text follows `[!\(word)]`, so this is an ordinary quote, on GitHub as well.",
        fix: "Move the text to the next line.")
      return .quote(blocks)
    }
    let rest = Array(inlines.dropFirst(2))
    let first: [Inline] = [.strong([.text(name)])] + (rest.isEmpty ? [] : [.lineBreak]) + rest
    return .quote([.paragraph(first)] + blocks.dropFirst())
  }
}

extension Inline {
  /// Whether it ends a line of the source.
  fileprivate var isBreak: Bool { self == .softBreak || self == .lineBreak }
}
