/// Rows and columns of styled text, as wide as they need and no wider than there is room.
package struct TextTable: Sendable, Equatable {
  /// The header's cells; empty if there is no header.
  package var header: [[StyledRun]]
  /// The rows, with a cell for each column.
  package var rows: [[[StyledRun]]]
  /// How each column is aligned; left if it isn't given.
  package var alignments: [Alignment]
  /// Blank columns between two columns of text.
  package var gap = 2

  /// Makes a table of styled cells.
  package init(header: [[StyledRun]] = [], rows: [[[StyledRun]]], alignments: [Alignment] = []) {
    self.header = header
    self.rows = rows
    self.alignments = alignments
  }

  /// Makes a table of plain cells with a bold header.
  package init(header: [String] = [], rows: [[String]], alignments: [Alignment] = []) {
    self.init(
      header: header.map { [StyledRun($0, .bold)] }, rows: rows.map { $0.map { [StyledRun($0)] } },
      alignments: alignments)
  }

  /// Draws the table: the header, a rule below it, the rows; cells too long for their column are wrapped within it.
  package func lines(width: Int, glyphs: Glyphs = .utf8) -> [[StyledRun]] {
    let widths = columnWidths(within: width)
    guard !widths.isEmpty else { return [] }
    var lines: [[StyledRun]] = []
    if !header.isEmpty {
      lines += self.lines(of: header, widths)
      let rule = String(repeating: String(glyphs.horizontal), count: widths.reduce(0, +) + gap * (widths.count - 1))
      lines.append([StyledRun(rule, .dim)])
    }
    for row in rows { lines += self.lines(of: row, widths) }
    return lines
  }

  private func lines(of row: [[StyledRun]], _ widths: [Int]) -> [[StyledRun]] {
    let cells = widths.indices.map { column in
      wrap(column < row.count ? row[column] : [], width: widths[column])
    }
    let height = cells.map(\.count).max() ?? 0
    return (0..<height).map { number in
      var line: [StyledRun] = []
      for (column, cell) in cells.enumerated() {
        if column > 0 { line.append(StyledRun(String(repeating: " ", count: gap))) }
        let alignment = column < alignments.count ? alignments[column] : .left
        line += fit(number < cell.count ? cell[number].runs : [], to: widths[column], alignment)
      }
      return line
    }
  }

  /// The width of each column's longest text; if that is too much, the widest columns get narrower first.
  private func columnWidths(within width: Int) -> [Int] {
    let all = (header.isEmpty ? [] : [header]) + rows
    let count = all.map(\.count).max() ?? 0
    var widths = (0..<count).map { column in
      all.map { row in
        column < row.count ? wrap(row[column], width: .max / 4).map(\.width).max() ?? 0 : 0
      }.max() ?? 0
    }
    var excess = widths.reduce(0, +) + gap * max(0, count - 1) - width
    while excess > 0, let widest = widths.max(), widest > 1, let column = widths.firstIndex(of: widest) {
      widths[column] -= 1
      excess -= 1
    }
    return widths
  }
}
