import Text

/// Turns cmark's tree into blocks of prose and reports what a terminal can't show.
struct ProseReader {
  /// The text that the tree was parsed from.
  let source: SourceText
  /// The formulas, by the cover that hides each of them from cmark.
  let covers: [Formulas.Cover]
  /// The targets of links and pictures, to be checked when all ids are known.
  var targets: [(target: String, block: MarkdownNode)] = []
  /// The faults found so far.
  var diagnostics: [Diagnostic] = []

  /// The blocks of a node: one, or none if it is an ordinary comment.
  mutating func blocks(_ node: MarkdownNode) -> [Block] {
    switch node.kind {
    case .paragraph:
      checkLines(of: node)
      let inlines = inlines(node)
      warnAboutMarkup(inlines, in: node)
      return [.paragraph(inlines)]
    case .heading:
      let inlines = inlines(node)
      warnAboutMarkup(inlines, in: node)
      return [.heading(level: node.number, inlines)]
    case .thematicBreak: return [.rule]
    case .blockQuote: return [quote(node, allBlocks(node.children))]
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
    let isNearMiss = checkFence(node)
    if !isNearMiss { warnAboutFence(node) }
    let language = node.detail.split(separator: " ").first.map { visible(String($0)) }
    if language == "experiment" {
      report(
        node, "An experiment can't be inside a list, a quote, a question or notes.",
        fix: "Move it outside and start it at the left margin.")
    }
    if let language, language != "experiment", !isNearMiss { warnAboutWords(after: language, in: node) }
    var code = visible(node.literal)
    if code.hasSuffix("\n") { code.removeLast() }
    return [.code(language: language, code)]
  }

  /// Warns about the words behind a fence's language, which no page shows.
  private mutating func warnAboutWords(after language: String, in node: MarkdownNode) {
    let words = node.detail.split(separator: " ").dropFirst().joined(separator: " ")
    guard !words.isEmpty else { return }
    report(
      node, severity: .warning,
      "What follows `\(language)` in this line isn't shown: `\(restored(words).prefix(80))`.",
      fix: "Write it above the code.")
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
      refuseExcessCells(of: row, columns: columns.count)
      var cells = row.children.prefix(columns.count).map { inlines($0) }
      while cells.count < columns.count { cells.append([]) }
      return cells
    }
    let header = rows.isEmpty ? [] : rows.removeFirst()
    return .table(columns: columns, header: header, rows: rows)
  }

  /// Reports what the formulas have that can't be shown.
  mutating func reportFormulas() {
    for cover in covers {
      var reported: Set<String> = []
      for fault in formulaFaults(cover.tex) where reported.insert(fault.tex).inserted {
        let lines = cover.tex.count { $0 == "\n" }
        var formula = MarkdownNode(kind: .text, line: cover.line, byte: cover.byte, endLine: cover.line + lines)
        formula = place(of: fault.tex, in: formula, from: cover.byte)
        report(formula, fault.message, fix: fault.fix)
      }
    }
  }

  /// Reports a row with more cells than its table has columns: cmark leaves them out.
  private mutating func refuseExcessCells(of row: MarkdownNode, columns: Int) {
    guard row.kind == .tableRow, source.lines.indices.contains(row.line - 1) else { return }
    let cells = tableCells(in: source.lines[row.line - 1], from: row.byte)
    guard cells > columns else { return }
    report(
      row, "This row has \(counted(cells, "cell")), but its table has \(counted(columns, "column")).",
      fix: "Give the first row as many columns, or write `\\|` for a bar within a cell.")
  }

  private mutating func html(_ node: MarkdownNode) {
    let text = node.literal.drop { $0 == " " || $0 == "\n" }
    guard text.hasPrefix("<!--") else {
      return report(
        node, "A terminal can't show HTML.", fix: "Use Markdown, or write `&lt;` for `<`.")
    }
    guard let comment = Comment(text) else {
      return report(node, "This comment is never closed.", fix: "Close it with `-->`.")
    }
    refuseText(after: comment, in: node)
    if let marker = Marker(comment) {
      report(
        node, "`<!-- \(marker.word.rawValue) -->` has no effect inside a list or a quote.",
        fix: "Start it at the left margin.")
    }
  }

  /// Reports text between the end of a comment and the end of its line, which Markdown takes for a part of the comment.
  mutating func refuseText(after comment: Comment, in node: MarkdownNode) {
    guard let text = comment.swallowed else { return }
    report(
      place(of: text, in: node), "Markdown treats the text after `-->` as HTML, so it isn't shown.",
      fix: "Move it to the next line.")
  }

  /// A place for a fault: where the first line of a text is within the lines of a node, or the node itself. cmark doesn't
  /// say reliably where something within a block is.
  ///
  /// - Parameter byte: Where the search starts in the node's first line, in bytes from 1.
  func place(of text: some StringProtocol, in node: MarkdownNode, from byte: Int = 1) -> MarkdownNode {
    var place = node
    // cmark gives some blocks of HTML no last line.
    let last = min(max(node.endLine, node.line + node.literal.count { $0 == "\n" }), source.lines.count)
    guard let sought = text.split(separator: "\n").first, node.line >= 1, node.line <= last else { return place }
    for number in node.line...last {
      let line = source.lines[number - 1]
      let before = number == node.line ? String(decoding: line.utf8.prefix(byte - 1), as: UTF8.self).count : 0
      guard let found = line.dropFirst(before).firstRange(of: sought) else { continue }
      place.line = number
      place.byte = line.utf8.distance(from: line.startIndex, to: found.lowerBound) + 1
      break
    }
    return place
  }

  /// Reports a fault at a node's first character.
  mutating func report(
    _ node: MarkdownNode, severity: Diagnostic.Severity = .error, _ message: String, fix: String
  ) {
    let column = source.column(line: node.line, byte: node.byte)
    diagnostics.append(
      source.diagnostic(line: node.line, column: column, severity: severity, message, fix: fix))
  }
}
