internal import Canvas

extension TextEditor {
  /// Columns of one level of indent in program text.
  static let indentWidth = 4

  /// Types a character.
  mutating func type(_ character: Character) {
    if let end = enterPlaceholder() { return change(cursor, end, to: [[character]], .typing, startsWord: true) }
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
    let end = enterPlaceholder() ?? cursor
    change(cursor, end, to: lines, .other)
    endUndoStep()
  }

  /// Starts a new line; in program text with the indent of the one before.
  mutating func breakLine() {
    switch mode {
    case .python: breakPythonLine()
    case .code:
      let indent = content.lines[cursor.line][..<cursor.column].prefix { $0 == " " || $0 == "\t" }
      change(cursor, cursor, to: [[], Array(indent)], .typing, startsWord: true)
    case .prose, .line: change(cursor, cursor, to: [[], []], .typing, startsWord: true)
    }
  }

  /// Adds spaces up to the next multiple of four columns; in an indent of tabs, a tab.
  mutating func indent() {
    let before = content.lines[cursor.line][..<cursor.column]
    let width = content.width(of: cursor.line, 0..<cursor.column)
    let spaces = TextEditor.indentWidth - width % TextEditor.indentWidth
    let isTabs = before.last == "\t" && before.allSatisfy { $0 == "\t" }
    endUndoStep()
    change(cursor, cursor, to: [isTabs ? ["\t"] : Array(repeating: " ", count: spaces)], .other)
    endUndoStep()
  }

  /// Takes a level of the line's indent away: a tab, or spaces down to the next multiple of four.
  mutating func outdent() {
    let indent = content.lines[cursor.line].prefix { $0 == " " || $0 == "\t" }
    guard let last = indent.last else { return }
    let spaces = indent.reversed().prefix { $0 == " " }.count
    let count = last == "\t" ? 1 : min(spaces, (indent.count - 1) % TextEditor.indentWidth + 1)
    let here = cursor
    endUndoStep()
    let end = EditorPosition(line: here.line, column: indent.count)
    change(EditorPosition(line: here.line, column: indent.count - count), end, to: [[]], .other)
    let column = here.column >= indent.count ? here.column - count : min(here.column, indent.count - count)
    moveCursor(to: EditorPosition(line: here.line, column: column))
  }

  /// Deletes the character before the cursor; within the indent of program text, one level of it.
  mutating func deleteBack() {
    var start = content.before(cursor)
    // Within the indent of program text, one level at a time.
    if mode.isCode, cursor.column > 1, content.isIndent(before: cursor) {
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
