internal import Canvas

extension TextEditor {
  /// Moves the cursor where the key does that.
  mutating func movement(_ key: Key) -> Bool {
    switch key {
    case .left, .control("b"): move(to: content.before(cursor))
    case .right, .control("f"): move(to: content.after(cursor))
    case .wordLeft, .alt("b"): move(to: content.wordStart(before: cursor))
    case .wordRight, .alt("f"): move(to: content.wordEnd(after: cursor))
    case .home, .control("a"): move(to: content.rowStart(of: cursor))
    case .end, .control("e"): move(to: content.rowEnd(of: cursor))
    case .alt("<"): move(to: EditorPosition())
    case .alt(">"): move(to: content.end)
    default: return mode != .line && movementByRows(key)
    }
    return true
  }

  private mutating func movementByRows(_ key: Key) -> Bool {
    switch key {
    case .up, .control("p"): moveRows(-1)
    case .down, .control("n"): moveRows(1)
    case .pageUp, .alt("v"): moveRows(-max(1, size.height - 1))
    case .pageDown, .control("v"): moveRows(max(1, size.height - 1))
    case .paragraphUp, .alt("{"): moveParagraph(-1)
    case .paragraphDown, .alt("}"): moveParagraph(1)
    default: return false
    }
    return true
  }

  private mutating func moveRows(_ count: Int) {
    let column = aimedColumn
    let here = content.rowStart(of: cursor)
    let there = content.row(here, movedBy: count)
    // From the first row up to its start, from the last down to its end.
    if there == here {
      move(to: count < 0 ? here : content.rowEnd(of: here))
    } else {
      move(to: content.place(inRowOf: there, nearest: column), keepingColumn: column)
    }
  }

  /// To the blank line before or after the paragraph.
  private mutating func moveParagraph(_ direction: Int) {
    var line = cursor.line
    func isBlank(_ line: Int) -> Bool { content.lines[line].allSatisfy(\.isWhitespace) }
    func hasNext() -> Bool { direction < 0 ? line > 0 : line + 1 < content.lines.count }
    while hasNext(), isBlank(line) { line += direction }
    while hasNext(), !isBlank(line) { line += direction }
    let isAtEnd = direction > 0 && !isBlank(line)
    move(to: EditorPosition(line: line, column: isAtEnd ? content.lines[line].count : 0))
  }
}
