internal import Canvas

extension TextEditor {
  /// Columns of one level of program text.
  private static let indentWidth = 4

  /// Changes the text where the key does that.
  mutating func editing(_ key: Key) -> Bool {
    switch key {
    case .character(let character): type(character)
    case .paste(let text): paste(text)
    case .enter where mode != .line: breakLine()
    case .tab where mode == .code: indent()
    case .backTab where mode == .code: outdent()
    case .backspace: deleteBack()
    case .delete, .control("d"): delete(cursor, content.after(cursor))
    case .control("w"), .alt("\u{7F}"): cutOut(content.wordStart(before: cursor), cursor)
    case .alt("d"): cutOut(cursor, content.wordEnd(after: cursor))
    case .control("k"): cutToLineEnd()
    case .control("u"): cutOut(EditorPosition(line: cursor.line), cursor)
    case .control("y"): putBack()
    case .control("_"), .alt("z"): undo()
    case .control("r"), .alt("_"): redo()
    default: return false
    }
    return true
  }

  private mutating func type(_ character: Character) {
    let before = cursor.column > 0 ? content.lines[cursor.line][cursor.column - 1] : nil
    // A mark that comes by itself joins the character it belongs to.
    if let before, !character.isASCII, let joined = join(before, character) {
      change(content.before(cursor), cursor, to: [[joined]], .typing)
      return
    }
    let startsWord = character != " " && before == " "
    change(cursor, cursor, to: [[character]], .typing, startsWord: startsWord)
  }

  private func join(_ before: Character, _ character: Character) -> Character? {
    let joined = String(before) + String(character)
    return joined.count == 1 ? joined.first : nil
  }

  private mutating func paste(_ text: String) {
    var lines = EditorText.lines(of: text)
    if mode == .line { lines = [Array(lines.joined(separator: [" "]))] }
    change(cursor, cursor, to: lines, .other)
    endUndoStep()
  }

  private mutating func breakLine() {
    guard mode == .code else { return change(cursor, cursor, to: [[], []], .typing, startsWord: true) }
    let line = content.lines[cursor.line][..<cursor.column]
    var indent = Array(line.prefix { $0 == " " || $0 == "\t" })
    // Python opens a block with a colon.
    if line.last(where: { !$0.isWhitespace }) == ":" {
      indent += Array(repeating: " ", count: TextEditor.indentWidth)
    }
    change(cursor, cursor, to: [[], indent], .typing, startsWord: true)
  }

  private mutating func indent() {
    let width = content.width(of: cursor.line, 0..<cursor.column)
    let spaces = TextEditor.indentWidth - width % TextEditor.indentWidth
    change(cursor, cursor, to: [Array(repeating: " ", count: spaces)], .typing, startsWord: true)
  }

  private mutating func outdent() {
    let leading = content.lines[cursor.line].prefix(TextEditor.indentWidth).prefix { $0 == " " }.count
    let isTab = content.lines[cursor.line].first == "\t"
    let count = isTab ? 1 : leading
    guard count > 0 else { return }
    let here = cursor
    change(EditorPosition(line: here.line), EditorPosition(line: here.line, column: count), to: [[]], .other)
    place(EditorPosition(line: here.line, column: max(0, here.column - count)))
  }

  private mutating func deleteBack() {
    var start = content.before(cursor)
    let line = content.lines[cursor.line]
    // Within the indent of program text, a level at a time.
    if mode == .code, cursor.column > 1, line[..<cursor.column].allSatisfy({ $0 == " " }) {
      start.column = (cursor.column - 1) / TextEditor.indentWidth * TextEditor.indentWidth
    }
    delete(start, cursor)
  }

  private mutating func delete(_ start: EditorPosition, _ end: EditorPosition) {
    if start < end { change(start, end, to: [[]], .deleting) }
  }

  private mutating func cutToLineEnd() {
    let end = EditorPosition(line: cursor.line, column: content.lines[cursor.line].count)
    cutOut(cursor, cursor == end ? content.after(cursor) : end)
  }
}
