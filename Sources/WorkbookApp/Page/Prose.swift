internal import Canvas
internal import LessonFormat

/// Lays out blocks of prose as rows of a width; code and tables may be wider.
struct ProseSetter {
  /// Columns of a row of prose.
  let width: Int
  /// Columns of a row of code or of a table.
  let wholeWidth: Int
  /// The glyphs that can be drawn.
  let glyphs: Glyphs

  /// The rows of some blocks, with a blank row between two.
  func lines(_ blocks: [Block]) -> Lines {
    var lines: Lines = []
    for block in blocks {
      if !lines.isEmpty { lines.append(.blank) }
      lines += self.lines(block)
    }
    return lines
  }

  /// The rows of a block.
  func lines(_ block: Block) -> Lines {
    switch block {
    case .heading(let level, let inlines):
      wrap(runs(inlines, Style(bold: true, underline: level == 2)), width: width)
    case .paragraph(let inlines): paragraph(inlines)
    case .list(let start, let tight, let items): list(start, tight, items)
    case .table(let columns, let header, let rows): table(columns, header, rows)
    case .code(let language, let code): self.code(code, language)
    case .quote(let blocks):
      narrower(by: 2).lines(blocks).map { $0.prefixed(StyledRun("\(glyphs.vertical) ", .dim)) }
    case .rule: [TextLine(String(repeating: glyphs.horizontal, count: min(width, 24)), .dim)]
    }
  }

  /// Running text. A formula in a paragraph of its own keeps its rows and columns if there is room for them.
  private func paragraph(_ inlines: [Inline]) -> Lines {
    if case .math(let tex)? = inlines.first, inlines.count == 1 {
      let rows = formulaLines(tex)
      if rows.count > 1, rows.allSatisfy({ cellWidth(of: $0) <= width }) {
        return rows.map { TextLine($0, Style(italic: true)) }
      }
    }
    return wrap(runs(inlines), width: width)
  }

  /// The same for text that is indented.
  func narrower(by columns: Int) -> ProseSetter {
    ProseSetter(width: max(8, width - columns), wholeWidth: max(8, wholeWidth - columns), glyphs: glyphs)
  }

  private func list(_ start: Int?, _ tight: Bool, _ items: [[Block]]) -> Lines {
    let widest = start.map { String($0 &+ items.count).count + 2 } ?? 2
    var lines: Lines = []
    for (index, item) in items.enumerated() {
      if index > 0, !tight { lines.append(.blank) }
      let setter = narrower(by: widest)
      var body: Lines = []
      for (number, block) in item.enumerated() {
        if number > 0, !tight { body.append(.blank) }
        body += setter.lines(block)
      }
      if body.isEmpty { body = [.blank] }
      let marker = start.map { "\($0 &+ index)." } ?? String(glyphs.bullet)
      lines.append(body[0].prefixed(StyledRun(fit(marker, to: widest))))
      lines += Lines(body.dropFirst()).indented(by: widest)
    }
    return lines
  }

  private func table(_ columns: [Block.ColumnAlignment], _ header: [[Inline]], _ rows: [[[Inline]]]) -> Lines {
    let alignments = columns.map { column in
      switch column {
      case .left: Alignment.left
      case .center: Alignment.center
      case .right: Alignment.right
      }
    }
    guard columns.count * ProseSetter.narrowestColumn <= wholeWidth else { return records(header, rows) }
    let table = TextTable(
      header: header.map { runs($0, .bold) }, rows: rows.map { $0.map { runs($0) } }, alignments: alignments)
    return table.lines(width: wholeWidth, glyphs: glyphs).map { TextLine(runs: $0) }
  }

  /// The fewest columns of the screen that a column of a table needs on average, including the gap beside it.
  private static let narrowestColumn = 6

  /// The rows of a table with too many columns, one cell below the other.
  private func records(_ header: [[Inline]], _ rows: [[[Inline]]]) -> Lines {
    if rows.isEmpty { return header.flatMap { wrap(runs($0, .bold), width: width) } }
    return Lines(
      rows.map { row in
        row.enumerated().flatMap { column, cell -> Lines in
          let name = column < header.count ? runs(header[column], .bold) + [StyledRun(": ", .bold)] : []
          return wrap(name + runs(cell), width: width, hanging: 2)
        }
      }.joined(separator: [TextLine.blank]))
  }

  /// Program text with a dim rule at its left; the rest of a long line is in the next row, indented.
  private func code(_ code: String, _ language: String?) -> Lines {
    codeRuns(expandingTabs(code, every: tabWidth), language: language).flatMap { line in
      wrap(line, width: max(8, wholeWidth - 2), hanging: 4).map { $0.prefixed(StyledRun("\(glyphs.vertical) ", .dim)) }
    }
  }

  /// The runs of some inlines; nested styles add up.
  func runs(_ inlines: [Inline], _ style: Style = .plain) -> [StyledRun] {
    inlines.flatMap { inline -> [StyledRun] in
      switch inline {
      case .text(let text): return [StyledRun(text.replacing("\n", with: " "), style)]
      case .softBreak: return [StyledRun(" ", style)]
      case .lineBreak: return [StyledRun("\n", style)]
      case .code(let code):
        // Bold, as in manuals: a colour would mean a worker.
        return [StyledRun(code.replacing("\n", with: " "), style.with(\.bold))]
      case .emphasis(let inner): return runs(inner, style.with(\.italic))
      case .strong(let inner): return runs(inner, style.with(\.bold))
      case .strikethrough(let inner):
        return [StyledRun("~", style.with(\.dim))] + runs(inner, style.with(\.dim))
          + [StyledRun("~", style.with(\.dim))]
      case .link(let inner, let target):
        let words = runs(inner, style.with(\.underline))
        if words.map(\.text).joined() == target || target.isEmpty { return words }
        return words + [StyledRun(" <\(target)>", style.with(\.dim))]
      case .image(let alternative, let target):
        return [StyledRun("[\(alternative.isEmpty ? target : alternative)]", style.with(\.dim))]
      case .math(let tex): return [StyledRun(unicodeFormula(tex), style.with(\.italic))]
      }
    }
  }
}

extension Style {
  /// The style with one more attribute.
  func with(_ attribute: WritableKeyPath<Style, Bool>) -> Style {
    var style = self
    style[keyPath: attribute] = true
    return style
  }
}
