internal import Canvas

/// Rows of a page.
typealias Lines = [TextLine]

extension TextLine {
  /// An empty row.
  static let blank = TextLine(runs: [])

  /// A row of one style.
  init(_ text: String, _ style: Style = .plain, indent: Int = 0) {
    self.init(runs: [StyledRun(text, style)], indent: indent)
  }

  /// The row indented further.
  func indented(by columns: Int) -> TextLine { TextLine(runs: runs, indent: indent + columns, source: source) }

  /// The row with a prefix before its indent.
  func prefixed(_ prefix: StyledRun) -> TextLine {
    var all = [prefix]
    if indent > 0 { all.append(StyledRun(String(repeating: " ", count: indent))) }
    return TextLine(runs: all + runs)
  }

  /// A row with one text at the left edge and one at the right; the left one is cut if there isn't room for both.
  static func spread(_ left: [StyledRun], _ right: [StyledRun], width: Int, ellipsis: Character) -> TextLine {
    let rightWidth = cellWidth(of: right)
    guard rightWidth > 0, rightWidth + 2 < width else {
      return TextLine(runs: truncate(left, to: width, ellipsis: ellipsis))
    }
    return TextLine(runs: fit(left, to: width - rightWidth - 2, ellipsis: ellipsis) + [StyledRun("  ")] + right)
  }
}

extension Lines {
  /// The rows indented further.
  func indented(by columns: Int) -> Lines { map { $0.indented(by: columns) } }

  /// The rows of a canvas.
  init(_ canvas: Canvas) {
    self = (0..<canvas.size.height).map { TextLine(runs: canvas.runs(row: $0)) }
  }
}
