extension Canvas {
  /// The rows as text, without blanks at their ends: what a snapshot test compares.
  package var text: String { rows.joined(separator: "\n") }

  /// The rows as strings, without blanks at their ends.
  package var rows: [String] {
    (0..<size.height).map { y in
      var row = ""
      for x in 0..<size.width where !self[x, y].isContinuation { row.append(self[x, y].glyph) }
      return trimmed(row)
    }
  }

  /// A letter for the style of each cell, without blanks at the ends: the last digit of a worker counted from 1;
  /// `k` keyword, `s` string, `c` comment, `n` number; else `R` reverse, `B` bold, `D` dim, `I` italic, `U` underline; `.`
  /// plain text; a blank for an empty cell.
  package var styles: String {
    (0..<size.height).map { y in
      trimmed(String((0..<size.width).map { x in self[x, y].styleLetter }))
    }.joined(separator: "\n")
  }

  /// A row as runs of equal style, blanks at its end included.
  package func runs(row y: Int) -> [StyledRun] {
    var runs: [StyledRun] = []
    for x in 0..<size.width where !self[x, y].isContinuation {
      let cell = self[x, y]
      if let last = runs.indices.last, runs[last].style == cell.style {
        runs[last].text.append(cell.glyph)
      } else {
        runs.append(StyledRun(String(cell.glyph), cell.style))
      }
    }
    return runs
  }

  private func trimmed(_ row: String) -> String {
    guard let last = row.lastIndex(where: { $0 != " " }) else { return "" }
    return String(row[...last])
  }
}

extension Cell {
  fileprivate var styleLetter: Character {
    switch style.ink {
    case .worker(let index): return Character(String((index + 1) % 10))
    case .keyword: return "k"
    case .string: return "s"
    case .comment: return "c"
    case .number: return "n"
    case .plain: break
    }
    if style.reverse { return "R" }
    if style.bold { return "B" }
    if style.dim { return "D" }
    if style.italic { return "I" }
    if style.underline { return "U" }
    return glyph == " " && !isContinuation ? " " : "."
  }
}
