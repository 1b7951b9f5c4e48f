package import Canvas

/// A text being edited in a field of some size: the text, the cursor, and what can be undone.
package struct TextEditor: Sendable, Equatable {
  /// What is edited; it decides what enter and tab do.
  package enum Mode: Sendable, Equatable {
    /// Lines of words; tab is left to the page.
    case prose
    /// Program text: enter keeps the indent, tab adds spaces.
    case code
    /// Python: enter adds and takes away levels of indent, too, and names can be completed.
    case python
    /// One line, as for a number; enter, tab, up and down are left to the page.
    case line

    /// Whether it is program text.
    var isCode: Bool { self == .code || self == .python }
  }

  /// What is edited.
  package let mode: Mode
  /// Where the next character is inserted.
  package private(set) var cursor = EditorPosition()
  /// How many characters of the last key had no room.
  private(set) var lost = 0
  /// The number of changes to the text: a cheap way to see whether it changed.
  package private(set) var revision = 0

  var content: EditorText
  var size: Size
  /// Parts of the starter that the first character replaces.
  var placeholders: [Placeholder] = []
  /// The word that is being completed.
  var completion: Completion?
  /// What the text is made of, if it is Python and not too long.
  private(set) var scan: PythonScan?
  private var scannedRevision = -1
  /// The first visible row; of a single line, the first visible column.
  var top = EditorPosition()
  private var history = UndoHistory()
  private var cut: [[Character]] = [[]]
  /// The column, in cells, that up and down keep.
  private var stickyColumn: Int?

  /// Opens a text with the cursor at its end; in the mode `line`, newlines become spaces.
  package init(text: String = "", mode: Mode = .prose, size: Size = Size(width: 76, height: 10)) {
    self.mode = mode
    self.size = Size(width: max(2, size.width), height: mode == .line ? 1 : max(1, size.height))
    let text = mode == .line ? String(text.map { $0.isNewline ? " " : $0 }) : text
    content = EditorText(text, width: TextEditor.rowWidth(mode, self.size))
    cursor = content.end
    reveal()
    rescan()
  }

  /// The text, with `\n` between its lines.
  package var text: String { content.string }

  /// Changes the size of the field.
  package mutating func resize(_ size: Size) {
    let size = Size(width: max(2, size.width), height: mode == .line ? 1 : max(1, size.height))
    guard size != self.size else { return }
    self.size = size
    content.rewrap(width: TextEditor.rowWidth(mode, size))
    reveal()
  }

  /// Replaces the whole text, as when `$EDITOR` returns it: one step that can be undone.
  package mutating func replaceAll(with text: String) {
    guard text != self.text else { return }
    let lines = EditorText.lines(of: mode == .line ? String(text.map { $0.isNewline ? " " : $0 }) : text)
    endUndoStep()
    change(EditorPosition(), content.end, to: lines, .other)
    endUndoStep()
    completion = nil
    rescan()
  }

  /// Ends the step: the next edit is undone separately.
  package mutating func endUndoStep() { history.endStep() }

  /// Moves the cursor to a position, or the nearest one in the text.
  package mutating func moveCursor(to position: EditorPosition) {
    let line = min(max(0, position.line), content.lines.count - 1)
    move(to: EditorPosition(line: line, column: min(max(0, position.column), content.lines[line].count)))
  }

  /// Acts on a key; `false` if the key does nothing in this mode.
  package mutating func handle(_ key: Key) -> Bool {
    guard let binding = TextEditor.bindings.first(where: { $0.entry.matches(key) && $0.isActive(in: self) }) else {
      return false
    }
    lost = 0
    // Any other key accepts the name that was completed.
    if !binding.completes { completion = nil }
    binding.act(&self, key)
    reveal()
    rescan()
    return true
  }

  private mutating func rescan() {
    guard mode == .python, scannedRevision != revision else { return }
    scan = content.count <= TextEditor.mostScanned ? PythonScan(content.lines) : nil
    scannedRevision = revision
  }

  // MARK: - Used by the extensions in other files

  /// Moves the cursor; the next edit is a new step.
  mutating func move(to position: EditorPosition, keepingColumn column: Int? = nil) {
    cursor = position
    stickyColumn = column
    history.endStep()
    reveal()
  }

  /// The column that up and down aim for.
  var aimedColumn: Int { stickyColumn ?? cursorCell.x }

  /// Replaces the text between two positions and puts the cursor after the new text.
  mutating func change(
    _ start: EditorPosition, _ end: EditorPosition, to new: [[Character]], _ kind: UndoHistory.Kind,
    startsWord: Bool = false
  ) {
    let new = fitting(new, in: max(0, capacity - content.count + content.count(from: start, to: end)))
    let edit = UndoHistory.Edit(start: start, removed: content.slice(start, end), inserted: new)
    let before = cursor
    cursor = content.replace(start, end, with: new)
    history.record(edit, kind: kind, before: before, after: cursor, startsWord: startsWord)
    stickyColumn = nil
    revision += 1
    reveal()
  }

  /// The most characters of the text, newlines included.
  var capacity: Int { mode == .line ? 1_000 : 8 << 20 }

  /// As much of new text as there is room for; notes how much is lost.
  private mutating func fitting(_ new: [[Character]], in room: Int) -> [[Character]] {
    let count = new.reduce(new.count - 1) { $0 + $1.count }
    guard count > room else { return new }
    lost += count - room
    var room = room
    var fitting: [[Character]] = []
    for line in new {
      fitting.append(Array(line.prefix(max(0, room))))
      room -= line.count + 1
      if room < 0 { break }
    }
    return fitting
  }

  /// Removes the text between two positions and keeps it for `putBack`.
  mutating func cutOut(_ start: EditorPosition, _ end: EditorPosition) {
    guard start < end else { return }
    cut = content.slice(start, end)
    change(start, end, to: [[]], .other)
  }

  /// Inserts the text that was cut last.
  mutating func putBack() {
    if cut != [[]] { change(cursor, cursor, to: cut, .other) }
  }

  /// Whether there is a step to undo.
  var canUndo: Bool { !history.done.isEmpty }

  /// Undoes the last step.
  mutating func undo() { settle(history.undo(&content)) }

  /// Redoes the last step that was undone.
  mutating func redo() { settle(history.redo(&content)) }

  private mutating func settle(_ position: EditorPosition?) {
    guard let position else { return }
    cursor = position
    stickyColumn = nil
    revision += 1
    reveal()
  }

  /// Rows are one column narrower than the field, which leaves room for the cursor after the last character.
  private static func rowWidth(_ mode: Mode, _ size: Size) -> Int { mode == .line ? .max / 4 : size.width - 1 }
}
