import Text

/// Turns cmark's tree into blocks of prose, and says what in it a terminal can't show.
struct ProseReader {
  /// The text the tree came from.
  let source: SourceText
  /// What covers the formulas.
  let covers: [Formulas.Cover]
  /// What was found wrong.
  var diagnostics: [Diagnostic] = []

  /// The blocks a node makes: one, or none for an ordinary comment.
  mutating func blocks(_ node: MarkdownNode) -> [Block] {
    switch node.type {
    case "paragraph": return [.paragraph(inlines(node))]
    case "heading": return [.heading(level: node.number, inlines(node))]
    case "thematic_break": return [.rule]
    case "block_quote": return [.quote(allBlocks(node.children))]
    case "list":
      let start = node.number < 0 ? nil : node.number
      return [.list(start: start, tight: node.tight, items: node.children.map { allBlocks($0.children) })]
    case "table": return [table(node)]
    case "code_block": return codeBlock(node)
    case "html_block":
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
        node, "An experiment can't stand here: it would belong to a list, a quote, a question or notes.",
        mend: "Begin it at the left margin, outside of them.")
    }
    var code = visible(node.literal)
    if code.hasSuffix("\n") { code.removeLast() }
    return [.code(language: language, withoutTabs(code))]
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
        node, "HTML can't be shown in a terminal.", mend: "Say it in Markdown, or write `&lt;` for the sign `<`.")
    }
    if let marker = Marker(comment: node.literal) {
      report(
        node, "`<!-- \(marker.word.rawValue) -->` stands inside a list or a quote, where it marks nothing.",
        mend: "Begin it at the left margin.")
    }
  }

  /// Adds a diagnostic at a node's first character.
  mutating func report(_ node: MarkdownNode, _ message: String, mend: String) {
    let column = source.column(line: node.line, byte: node.byte)
    diagnostics.append(source.diagnostic(line: node.line, column: column, message, mend: mend))
  }
}

/// Text with tabs as the spaces they stand for, every fourth column.
private func withoutTabs(_ code: String) -> String {
  guard code.utf8.contains(UInt8(ascii: "\t")) else { return code }
  var result = ""
  var column = 0
  for character in code {
    switch character {
    case "\t":
      let width = 4 - column % 4
      result += String(repeating: " ", count: width)
      column += width
    case "\n":
      result.append(character)
      column = 0
    default:
      result.append(character)
      column += 1
    }
  }
  return result
}
