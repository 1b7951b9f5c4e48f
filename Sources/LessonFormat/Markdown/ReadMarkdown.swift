import Text

/// Reads Markdown that anybody may have written, with formulas, for a page. HTML is shown as the text that it is.
///
/// - Returns: `nil` if the text is nested too deeply, or so long that reading it could take a disproportionate time.
package func readMarkdown(_ text: String) -> [Block]? {
  // More than fifty pages are no answer.
  guard text.utf8.count <= 128 << 10, let source = try? SourceText(Array(visible(text).utf8), file: ""),
    let (tree, covers) = try? LessonReader.parse(source.lines, source: source)
  else { return nil }
  var reader = ProseReader(source: source, covers: covers)
  return tree.flatMap { reader.blocks($0.withoutHTML) }
}

extension MarkdownNode {
  /// The node with its HTML as text and code.
  fileprivate var withoutHTML: MarkdownNode {
    var node = self
    switch kind {
    case .htmlInline: node.kind = .text
    case .htmlBlock: node.kind = .codeBlock
    default: node.children = children.map(\.withoutHTML)
    }
    return node
  }
}
