/// Markup of other systems, which the page would show as it is typed.
extension ProseReader {
  /// Words of other systems, and what to write instead.
  private static let markup: [(sign: String, atStart: Bool, of: String, fix: String)] = [
    ("{{", false, "a template", "Write what it stands for."), ("{%", false, "a template", "Write what it stands for."),
    ("{: ", false, "an attribute of kramdown", "Remove it; for a note, write `> [!NOTE]` above the quoted text."),
    ("{:.", false, "an attribute of kramdown", "Remove it; for a note, write `> [!NOTE]` above the quoted text."),
    (":::", true, "a block of Pandoc or MyST", "Write a quote that begins with `> [!NOTE]`, or a question."),
    ("%%", true, "a command of a notebook", "Remove it, or put it in a fenced block."),
    ("!!! ", true, "a note of MkDocs", "Write a quote that begins with `> [!NOTE]`."),
    (".. ", true, "a directive of reStructuredText", "Write a quote that begins with `> [!NOTE]`, or a fenced block."),
    ("[^", false, "a footnote", "Write it in the text, in parentheses."),
    (": ", true, "a definition list", "Write a list, with the term in `**…**`."),
    ("$$", false, "a formula that isn't closed", "Close it with `$$` before the next blank line."),
    ("][", false, "a link to a target that isn't defined", "Write `[words](target)`."),
  ]

  /// Warns about markup of other systems in running text.
  mutating func warnAboutMarkup(_ inlines: [Inline], in block: MarkdownNode) {
    for line in Self.plainLines(inlines) {
      let start = line.drop(while: \.isWhitespace)
      for markup in Self.markup where markup.atStart ? start.hasPrefix(markup.sign) : line.contains(markup.sign) {
        if markup.sign == ".. ", !start.contains("::") { continue }
        if markup.sign.hasPrefix("{:"), !line.contains("}") { continue }
        if markup.sign == "[^" || markup.sign == "][", !line.contains("]") { continue }
        report(
          place(of: markup.sign, in: block), severity: .warning,
          "This looks like \(markup.of), which is shown as it is typed: `\(start.prefix(40))`.", fix: markup.fix)
        return
      }
      if start.hasPrefix("#"), line.contains("{#") {
        report(
          place(of: "#", in: block), severity: .warning, "This looks like a heading, but it is shown as text.",
          fix: "Write a space after `#`, at the left margin.")
        return
      }
    }
  }

  /// Warns about a fence that is probably not closed where its author wanted, and about directives of other systems.
  mutating func warnAboutFence(_ node: MarkdownNode) {
    guard let first = source.lines.indices.contains(node.line - 1) ? source.lines[node.line - 1] : nil,
      let sign = ["```", "~~~"].first(where: { first.contains($0) })
    else { return }
    let lines = node.literal.split(separator: "\n", omittingEmptySubsequences: false)
    let isMarkdown = ["markdown", "md"].contains(node.detail.split(separator: " ").first?.lowercased() ?? "")
    if let index = lines.firstIndex(where: Self.belongsToPage), !isMarkdown {
      return report(
        node, severity: .warning,
        "This fence takes line \(node.line + index + 1) as code, which looks like a part of the page: `\(lines[index].prefix(60))`.",
        fix: "Close the fence with \(sign == "~~~" ? "`~~~`" : "```` ``` ````") above that line.")
    }
    if !isClosed(node, lines, sign) {
      return report(
        node, severity: .warning, "This fence is never closed, so everything below it is code.",
        fix: "Write \(sign == "~~~" ? "`~~~`" : "```` ``` ````") after the last line of the code.")
    }
    if node.detail.hasPrefix("{") {
      report(
        node, severity: .warning,
        "This looks like a directive of another system, which is shown as code: `\(node.detail.prefix(40))`.",
        fix: "Write a quote that begins with `> [!NOTE]`, or the language without braces.")
    } else if let magic = lines.first, magic.hasPrefix("%%") {
      report(
        node, severity: .warning,
        "This looks like a command of a notebook, which is shown as code: `\(magic.prefix(40))`.",
        fix: "Remove it, or write an experiment that measures the time.")
    }
  }

  private func isClosed(_ node: MarkdownNode, _ lines: [Substring], _ sign: String) -> Bool {
    // The literal ends with a line end, so its last line is empty.
    let number = node.line + lines.count
    guard source.lines.indices.contains(number - 1) else { return false }
    return source.lines[number - 1].drop { " \t>".contains($0) }.hasPrefix(sign)
  }

  private static func belongsToPage(_ line: Substring) -> Bool {
    line.hasPrefix("# ") && line.contains("{#") && line.hasSuffix("}")
      || Comment(line).map { Marker($0) != nil } ?? false
  }

  /// Running text line by line, with nothing of what is code, formulas, links and pictures.
  private static func plainLines(_ inlines: [Inline]) -> [Substring] {
    func text(_ inlines: [Inline]) -> String {
      inlines.map { inline in
        switch inline {
        case .text(let text): text
        case .softBreak, .lineBreak: "\n"
        case .emphasis(let inner), .strong(let inner), .strikethrough(let inner): text(inner)
        case .code, .link, .image, .math: "…"
        }
      }.joined()
    }
    return text(inlines).split(separator: "\n")
  }
}
