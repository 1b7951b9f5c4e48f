internal import Canvas

extension EditorText {
  /// Whether there are more rows than a number.
  func hasMoreRows(than count: Int) -> Bool {
    if lines.count > count { return true }
    var left = count
    for line in rows {
      left -= line.count
      if left < 0 { return true }
    }
    return false
  }

  /// The nearest position in the text.
  func clamped(_ position: EditorPosition) -> EditorPosition {
    let line = min(max(0, position.line), lines.count - 1)
    return EditorPosition(line: line, column: min(max(0, position.column), lines[line].count))
  }

  /// The row of its line that a position is in; a position between two rows is in the second.
  func rowNumber(of position: EditorPosition) -> Int {
    let rows = rows[position.line]
    var low = 0
    var high = rows.count - 1
    while low < high {
      let middle = (low + high + 1) / 2
      if rows[middle].lowerBound <= position.column { low = middle } else { high = middle - 1 }
    }
    return low
  }

  /// The first position in the same row.
  func rowStart(of position: EditorPosition) -> EditorPosition {
    EditorPosition(line: position.line, column: rows[position.line][rowNumber(of: position)].lowerBound)
  }

  /// The last position in the same row: after the last grapheme, or before it if the line continues in the next row.
  func rowEnd(of position: EditorPosition) -> EditorPosition {
    let number = rowNumber(of: position)
    let row = rows[position.line][number]
    let isLast = number == rows[position.line].count - 1
    return EditorPosition(
      line: position.line, column: isLast ? row.upperBound : max(row.lowerBound, row.upperBound - 1))
  }

  /// The start of the row this many rows further down, or up if negative; stops at the ends of the text.
  func row(_ position: EditorPosition, movedBy count: Int) -> EditorPosition {
    var line = position.line
    var number = rowNumber(of: position)
    for _ in 0..<abs(count) {
      if count > 0 {
        if number + 1 < rows[line].count {
          number += 1
        } else if line + 1 < lines.count {
          line += 1
          number = 0
        }
      } else if number > 0 {
        number -= 1
      } else if line > 0 {
        line -= 1
        number = rows[line].count - 1
      }
    }
    return EditorPosition(line: line, column: rows[line][number].lowerBound)
  }

  /// The number of rows from one position down to another, counted up to a limit.
  func rowDistance(from start: EditorPosition, to end: EditorPosition, limit: Int) -> Int {
    if start.line == end.line { return rowNumber(of: end) - rowNumber(of: start) }
    var distance = rows[start.line].count - rowNumber(of: start)
    for line in (start.line + 1)..<max(start.line + 1, end.line) {
      if distance >= limit { return limit }
      distance += rows[line].count
    }
    return distance + rowNumber(of: end)
  }

  /// The width in cells of some graphemes of a line.
  func width(of line: Int, _ columns: Range<Int>) -> Int {
    lines[line][columns].reduce(0) { $0 + cellWidth(of: $1) }
  }

  /// The cell of a position in its row; spaces beyond the edge are all in the last cell.
  func cell(of position: EditorPosition, width: Int) -> Int {
    let start = rowStart(of: position).column
    return min(self.width(of: position.line, start..<position.column), max(0, width - 1))
  }

  /// The position in a row that is nearest to a cell.
  func position(inRowOf start: EditorPosition, nearest cell: Int) -> EditorPosition {
    let end = rowEnd(of: start).column
    var column = rowStart(of: start).column
    var used = 0
    while column < end {
      let next = cellWidth(of: lines[start.line][column])
      if used + (next + 1) / 2 > cell { break }
      used += next
      column += 1
    }
    return EditorPosition(line: start.line, column: column)
  }

  /// The position one step back; the same at the start of the text.
  func before(_ position: EditorPosition) -> EditorPosition {
    if position.column > 0 { return EditorPosition(line: position.line, column: position.column - 1) }
    if position.line > 0 { return EditorPosition(line: position.line - 1, column: lines[position.line - 1].count) }
    return position
  }

  /// The next position; the same at the end of the text.
  func after(_ position: EditorPosition) -> EditorPosition {
    if position.column < lines[position.line].count {
      return EditorPosition(line: position.line, column: position.column + 1)
    }
    if position.line + 1 < lines.count { return EditorPosition(line: position.line + 1) }
    return position
  }

  /// The start of the word before a position, across blanks and newlines.
  func wordStart(before position: EditorPosition) -> EditorPosition {
    var place = position
    while place > EditorPosition(), !isWord(before(place)) { place = before(place) }
    while place.column > 0, isWord(before(place)) { place = before(place) }
    return place
  }

  /// The end of the word after a position, across blanks and newlines.
  func wordEnd(after position: EditorPosition) -> EditorPosition {
    var place = position
    while place < end, !isWord(place) { place = after(place) }
    while isWord(place) { place = after(place) }
    return place
  }

  /// Whether the grapheme after a position is a letter, a digit or an underscore.
  private func isWord(_ position: EditorPosition) -> Bool {
    guard position.column < lines[position.line].count else { return false }
    let character = lines[position.line][position.column]
    return character.isLetter || character.isNumber || character == "_"
  }
}
