internal import Canvas

extension TextEditor {
  /// Columns of one level of indent in program text.
  private static let indentWidth = 4

  /// Types a character.
  mutating func type(_ character: Character) {
    let before = cursor.column > 0 ? content.lines[cursor.line][cursor.column - 1] : nil
    // A combining mark that arrives alone joins the character before it.
    if let before, !character.isASCII, let joined = join(before, character) {
      change(content.before(cursor), cursor, to: [[joined]], .typing)
      return
    }
    let startsWord = character != " " && before?.printableASCII == UInt8(ascii: " ")
    change(cursor, cursor, to: [[character]], .typing, startsWord: startsWord)
  }

  private func join(_ before: Character, _ character: Character) -> Character? {
    let joined = String(before) + String(character)
    return joined.count == 1 ? joined.first : nil
  }

  /// Inserts pasted text: one step that can be undone.
  mutating func paste(_ text: String) {
    var lines = EditorText.lines(of: text)
    if mode == .line { lines = [Array(lines.joined(separator: [" "]))] }
    change(cursor, cursor, to: lines, .other)
    endUndoStep()
  }

  /// Starts a new line; in program text with the indent of the one before.
  mutating func breakLine() {
    guard mode == .code else { return change(cursor, cursor, to: [[], []], .typing, startsWord: true) }
    let line = content.lines[cursor.line][..<cursor.column]
    var indent = Array(line.prefix { $0 == " " || $0 == "\t" })
    // Python opens a block with a colon.
    if line.last(where: { !$0.isWhitespace }) == ":" {
      indent += Array(repeating: " ", count: TextEditor.indentWidth)
    }
    change(cursor, cursor, to: [[], indent], .typing, startsWord: true)
  }

  /// Indents program text to the next multiple of four columns.
  mutating func indent() {
    let width = content.width(of: cursor.line, 0..<cursor.column)
    let spaces = TextEditor.indentWidth - width % TextEditor.indentWidth
    change(cursor, cursor, to: [Array(repeating: " ", count: spaces)], .typing, startsWord: true)
  }

  /// Removes up to four columns of the line's indent.
  mutating func outdent() {
    let leading = content.lines[cursor.line].prefix(TextEditor.indentWidth).prefix { $0 == " " }.count
    let isTab = content.lines[cursor.line].first == "\t"
    let count = isTab ? 1 : leading
    guard count > 0 else { return }
    let here = cursor
    change(EditorPosition(line: here.line), EditorPosition(line: here.line, column: count), to: [[]], .other)
    moveCursor(to: EditorPosition(line: here.line, column: max(0, here.column - count)))
  }

  /// Deletes the character before the cursor; within the indent of program text, one level of it.
  mutating func deleteBack() {
    var start = content.before(cursor)
    // Within the indent of program text, one level at a time.
    if mode == .code, cursor.column > 1, content.isIndent(before: cursor) {
      start.column = (cursor.column - 1) / TextEditor.indentWidth * TextEditor.indentWidth
    }
    delete(start, cursor)
  }

  /// Deletes the text between two positions.
  mutating func delete(_ start: EditorPosition, _ end: EditorPosition) {
    if start < end { change(start, end, to: [[]], .deleting) }
  }

  /// Cuts to the end of the line, or the newline if the cursor is there.
  mutating func cutToLineEnd() {
    let end = EditorPosition(line: cursor.line, column: content.lines[cursor.line].count)
    cutOut(cursor, cursor == end ? content.after(cursor) : end)
  }
}
