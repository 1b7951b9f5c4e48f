import Text

/// Turns cmark's tree into blocks of prose and reports what a terminal can't show.
struct ProseReader {
  /// The text that the tree was parsed from.
  let source: SourceText
  /// The formulas, by the cover that hides each of them from cmark.
  let covers: [Formulas.Cover]
  /// The faults found so far.
  var diagnostics: [Diagnostic] = []

  /// The blocks of a node: one, or none if it is an ordinary comment.
  mutating func blocks(_ node: MarkdownNode) -> [Block] {
    switch node.kind {
    case .paragraph: return [.paragraph(inlines(node))]
    case .heading: return [.heading(level: node.number, inlines(node))]
    case .thematicBreak: return [.rule]
    case .blockQuote: return [.quote(allBlocks(node.children))]
    case .list:
      let start = node.number < 0 ? nil : node.number
      return [.list(start: start, tight: node.tight, items: node.children.map { allBlocks($0.children) })]
    case .table: return [table(node)]
    case .codeBlock: return codeBlock(node)
    case .htmlBlock:
      html(node)
      return []
    default: return allBlocks(node.children)
    }
  }

  private mutating func allBlocks(_ nodes: [MarkdownNode]) -> [Block] { nodes.flatMap { blocks($0) } }

  private mutating func codeBlock(_ node: MarkdownNode) -> [Block] {
    let language = node.detail.split(separator: " ").first.map { visible(String($0)) }
    if language == "experiment" {
      report(
        node, "An experiment can't be inside a list, a quote, a question or notes.",
        fix: "Move it outside and start it at the left margin.")
    }
    var code = visible(node.literal)
    if code.hasSuffix("\n") { code.removeLast() }
    return [.code(language: language, code)]
  }

  private mutating func table(_ node: MarkdownNode) -> Block {
    let columns = node.columns.map { column -> Block.ColumnAlignment in
      switch column {
      case UInt8(ascii: "c"): .center
      case UInt8(ascii: "r"): .right
      default: .left
      }
    }
    var rows = node.children.map { row in
      var cells = row.children.prefix(columns.count).map { inlines($0) }
      while cells.count < columns.count { cells.append([]) }
      return cells
    }
    let header = rows.isEmpty ? [] : rows.removeFirst()
    return .table(columns: columns, header: header, rows: rows)
  }

  private mutating func html(_ node: MarkdownNode) {
    let text = node.literal.drop { $0 == " " || $0 == "\n" }
    guard text.hasPrefix("<!--") else {
      return report(
        node, "A terminal can't show HTML.", fix: "Use Markdown, or write `&lt;` for `<`.")
    }
    if let marker = Marker(comment: node.literal) {
      report(
        node, "`<!-- \(marker.word.rawValue) -->` has no effect inside a list or a quote.",
        fix: "Start it at the left margin.")
    }
  }

  /// Reports a fault at a node's first character.
  mutating func report(_ node: MarkdownNode, _ message: String, fix: String) {
    let column = source.column(line: node.line, byte: node.byte)
    diagnostics.append(source.diagnostic(line: node.line, column: column, message, fix: fix))
  }
}
