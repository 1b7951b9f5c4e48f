import Text

extension ProseReader {
  /// The running text inside a paragraph, a heading or a table cell.
  mutating func inlines(_ node: MarkdownNode) -> [Inline] {
    var hidden = 0
    return inlines(node.children, in: node, hidden: &hidden)
  }

  /// - Parameter hidden: How many letters of a formula's cover are still to come.
  private mutating func inlines(_ nodes: [MarkdownNode], in block: MarkdownNode, hidden: inout Int) -> [Inline] {
    var result: [Inline] = []
    for node in nodes {
      switch node.kind {
      case .text: append(text(node.literal, &hidden), to: &result)
      case .softBreak: if hidden == 0 { result.append(.softBreak) }
      case .lineBreak: if hidden == 0 { result.append(.lineBreak) }
      case .code:
        checkSpan(node.literal, in: block)
        result.append(.code(restored(node.literal)))
      case .emphasis: result.append(.emphasis(inlines(node.children, in: block, hidden: &hidden)))
      case .strong: result.append(.strong(inlines(node.children, in: block, hidden: &hidden)))
      case .strikethrough: result.append(.strikethrough(inlines(node.children, in: block, hidden: &hidden)))
      case .link:
        result.append(.link(inlines(node.children, in: block, hidden: &hidden), target: restored(node.detail)))
        addTarget(of: node, in: block)
        append(title(of: node), to: &result)
      case .image:
        let words = plainText(inlines(node.children, in: block, hidden: &hidden))
        result.append(.image(alternative: words, target: restored(node.detail)))
        addTarget(of: node, in: block)
        append(title(of: node), to: &result)
      case .htmlInline: inlineHTML(node, in: block, &result)
      default:
        if node.children.isEmpty { append(text(node.literal, &hidden), to: &result) }
        result += inlines(node.children, in: block, hidden: &hidden)
      }
    }
    return result
  }

  private mutating func addTarget(of node: MarkdownNode, in block: MarkdownNode) {
    targets.append((node.detail, MarkdownNode(kind: .link, line: block.line, byte: block.byte, endLine: block.endLine)))
  }

  /// The title of a link or an image in parentheses: a terminal has no pointer that could rest on it.
  private func title(of node: MarkdownNode) -> [Inline] {
    node.title.isEmpty ? [] : [.text(" (\(restored(node.title)))")]
  }

  /// One line of text with the TeX of its formulas instead of their covers.
  func restored(_ text: String) -> String {
    var unused = 0
    let parts = self.text(text, &unused).map { if case .math(let tex) = $0 { "$\(tex)$" } else { plainText([$0]) } }
    return oneLine(visible(parts.joined()))
  }

  private mutating func inlineHTML(_ node: MarkdownNode, in block: MarkdownNode, _ result: inout [Inline]) {
    let tag = node.literal
    if let comment = Comment(tag) {
      guard let word = Marker(comment)?.word.rawValue ?? Marker.meant(by: comment)?.typed else { return }
      return report(
        place(of: tag, in: block), "`<!-- \(word) -->` has no effect within a line of text.",
        fix: "Write it on a line of its own, at the left margin.")
    }
    if ["<br>", "<br/>", "<br />"].contains(tag.lowercased()) {
      result.append(.lineBreak)
      return
    }
    report(
      place(of: tag, in: block), "A terminal can't show HTML: `\(tag.prefix(40))`.",
      fix: "Use Markdown, put it in a code span, or write `&lt;` for `<`.")
  }

  /// Text with its formulas instead of their covers.
  private func text(_ literal: String, _ hidden: inout Int) -> [Inline] {
    var result: [Inline] = []
    var plain = String.UnicodeScalarView()
    for scalar in visibleKeepingCovers(literal) {
      if hidden > 0 {
        if scalar == "x" { hidden -= 1 }
        continue
      }
      let index = Int(scalar.value) - 0xE000
      guard covers.indices.contains(index) else {
        plain.append(scalar == "\t" ? " " : scalar)
        continue
      }
      if !plain.isEmpty { result.append(.text(String(plain))) }
      plain = .init()
      result.append(.math(tex: covers[index].tex))
      hidden = covers[index].letters
    }
    if !plain.isEmpty { result.append(.text(String(plain))) }
    return result
  }

  private func visibleKeepingCovers(_ literal: String) -> [Unicode.Scalar] {
    literal.unicodeScalars.map { covers.indices.contains(Int($0.value) - 0xE000) ? $0 : $0.shown }
  }

  /// Joins the texts that cmark split at characters that might have had a meaning.
  private func append(_ new: [Inline], to result: inout [Inline]) {
    for inline in new {
      if case .text(let more) = inline, case .text(let before)? = result.last {
        result[result.count - 1] = .text(before + more)
      } else {
        result.append(inline)
      }
    }
  }
}

/// The text with a space for every line break.
private func oneLine(_ text: String) -> String {
  text.utf8.contains(UInt8(ascii: "\n")) ? text.split(separator: "\n").joined(separator: " ") : text
}
