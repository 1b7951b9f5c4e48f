internal import Canvas

extension TextEditor {
  /// Moves the cursor by rows and keeps its column if it can.
  mutating func moveRows(_ count: Int) {
    let column = aimedColumn
    let here = content.rowStart(of: cursor)
    let there = content.row(here, movedBy: count)
    // In the first row, up goes to its start; in the last row, down goes to its end.
    if there == here {
      move(to: count < 0 ? here : content.rowEnd(of: here))
    } else {
      move(to: content.position(inRowOf: there, nearest: column), keepingColumn: column)
    }
  }

  /// Moves the cursor to the blank line before (-1) or after (1) the paragraph.
  mutating func moveParagraph(_ direction: Int) {
    var line = cursor.line
    func isBlank(_ line: Int) -> Bool { content.lines[line].allSatisfy(\.isWhitespace) }
    func hasNext() -> Bool { direction < 0 ? line > 0 : line + 1 < content.lines.count }
    while hasNext(), isBlank(line) { line += direction }
    while hasNext(), !isBlank(line) { line += direction }
    let isAtEnd = direction > 0 && !isBlank(line)
    move(to: EditorPosition(line: line, column: isAtEnd ? content.lines[line].count : 0))
  }
}
