internal import Canvas
internal import Text

/// Keys of the text editor, what they do to the text, and in which modes.
struct EditorBinding: Sendable {
  /// The keys and their description.
  let entry: KeyEntry
  /// The modes in which they do it; in others the keys are left to the layer that has the field.
  let modes: Set<TextEditor.Mode>
  /// What to say if nothing changed and the cursor didn't move; `nil` for keys that always do something.
  let idle: String?
  /// Whether it applies to a text as it is now.
  let isUsable: @Sendable (TextEditor) -> Bool
  /// What the key line says; `nil` if it doesn't show the keys.
  let line: @Sendable (TextEditor) -> String?
  /// Whether it goes on with the word that is being completed; all other keys accept that word.
  let completes: Bool
  /// Acts on one of the keys.
  let act: @Sendable (inout TextEditor, Key) -> Void

  /// Binds keys.
  init(
    _ keys: [KeyPattern], also: [KeyPattern] = [], _ does: String,
    in modes: Set<TextEditor.Mode> = [.prose, .code, .python, .line],
    idle: String? = nil, completes: Bool = false, line: @escaping @Sendable (TextEditor) -> String? = { _ in nil },
    if isUsable: @escaping @Sendable (TextEditor) -> Bool = { _ in true },
    act: @escaping @Sendable (inout TextEditor, Key) -> Void
  ) {
    entry = KeyEntry(keys: keys, also: also, does: does)
    self.modes = modes
    self.idle = idle
    self.completes = completes
    self.line = line
    self.isUsable = isUsable
    self.act = act
  }

  /// Whether the keys do this in a text as it is now.
  func isActive(in editor: TextEditor) -> Bool { modes.contains(editor.mode) && isUsable(editor) }

  /// Acts on one of the keys; returns what to say if it changed nothing, or if not all of the text had room.
  func press(_ key: Key, in editor: inout TextEditor) -> String? {
    // A copy of the editor would make each change copy its text.
    let (revision, cursor) = (editor.revision, editor.cursor)
    _ = editor.handle(key)
    if editor.lost > 0 {
      return "\(counted(editor.lost, "character")) had no room: this field holds \(formatCount(editor.capacity))."
    }
    return editor.revision == revision && editor.cursor == cursor ? idle : nil
  }
}

extension TextEditor {
  /// The title of the editor's keys in the help.
  static let keysTitle = "While typing"
  /// All keys of the editor.
  static let bindings: [EditorBinding] =
    [typing, newLine, completing, restoring] + moving + movingByRows + [deleteBefore, deleteAfter] + cutting + [
      undoing, redoing, indenting,
    ]

  private static let rows: Set<Mode> = [.prose, .code, .python]
  private static let atEdge = "The cursor is already there."

  private static let typing = EditorBinding([.text], "write; pasted text is added as it is") { editor, key in
    switch key {
    case .character(let character): editor.type(character)
    case .paste(let text): editor.paste(text)
    default: break
    }
  }

  private static let newLine = EditorBinding([.key(.enter)], "start a new line", in: rows) { editor, _ in
    editor.breakLine()
  }

  private static let moving = [
    EditorBinding(
      [.key(.left), .key(.right)], also: [.key(.control("b")), .key(.control("f"))], "move by a character", idle: atEdge
    ) {
      $0.move(to: [.left, .control("b")].contains($1) ? $0.content.before($0.cursor) : $0.content.after($0.cursor))
    },
    EditorBinding(
      [.key(.wordLeft), .key(.wordRight)], also: [.key(.alt("b")), .key(.alt("f"))], "move by a word", idle: atEdge
    ) {
      let isBack = [.wordLeft, .alt("b")].contains($1)
      $0.move(to: isBack ? $0.content.wordStart(before: $0.cursor) : $0.content.wordEnd(after: $0.cursor))
    },
    EditorBinding(
      [.key(.home), .key(.end)], also: [.key(.control("a"))], "the start, the end of the row", idle: atEdge
    ) { $0.move(to: $1 == .end ? $0.content.rowEnd(of: $0.cursor) : $0.content.rowStart(of: $0.cursor)) },
    EditorBinding([.key(.control("e"))], "the end of the row, unless it opens your own editor", idle: atEdge) {
      editor, _ in editor.move(to: editor.content.rowEnd(of: editor.cursor))
    },
    EditorBinding([.key(.alt("<")), .key(.alt(">"))], "the start, the end of the text", idle: atEdge) {
      $0.move(to: $1 == .alt("<") ? EditorPosition() : $0.content.end)
    },
  ]

  private static let movingByRows = [
    EditorBinding(
      [.key(.up), .key(.down)], also: [.key(.control("p")), .key(.control("n"))], "move by a row", in: rows,
      idle: atEdge
    ) { $0.moveRows([.up, .control("p")].contains($1) ? -1 : 1) },
    EditorBinding(
      [.key(.pageUp), .key(.pageDown)], also: [.key(.alt("v")), .key(.control("v"))], "move by a page", in: rows,
      idle: atEdge
    ) { $0.moveRows(([.pageUp, .alt("v")].contains($1) ? -1 : 1) * max(1, $0.size.height - 1)) },
    EditorBinding(
      [.key(.paragraphUp), .key(.paragraphDown)], also: [.key(.alt("{")), .key(.alt("}"))], "move by a paragraph",
      in: rows, idle: atEdge
    ) { $0.moveParagraph([.paragraphUp, .alt("{")].contains($1) ? -1 : 1) },
  ]

  private static let deleteBefore = EditorBinding(
    [.key(.backspace)], "delete the character before the cursor", idle: "There is nothing to delete before the cursor."
  ) { editor, _ in editor.deleteBack() }

  private static let deleteAfter = EditorBinding(
    [.key(.delete)], also: [.key(.control("d"))], "delete the character after the cursor",
    idle: "There is nothing to delete after the cursor."
  ) { editor, _ in editor.delete(editor.cursor, editor.content.after(editor.cursor)) }

  private static let nothingToCut = "There is nothing to cut there."

  private static let cutting = [
    EditorBinding(
      [.key(.control("w"))], also: [.key(.alt("\u{7F}"))], "cut the word before the cursor", idle: nothingToCut
    ) { editor, _ in editor.cutOut(editor.content.wordStart(before: editor.cursor), editor.cursor) },
    EditorBinding([.key(.alt("d"))], "cut the word after the cursor", idle: nothingToCut) { editor, _ in
      editor.cutOut(editor.cursor, editor.content.wordEnd(after: editor.cursor))
    },
    EditorBinding(
      [.key(.control("u")), .key(.control("k"))], "cut to the start, to the end of the line", idle: nothingToCut
    ) { editor, key in
      if key == .control("k") {
        editor.cutToLineEnd()
      } else {
        editor.cutOut(EditorPosition(line: editor.cursor.line), editor.cursor)
      }
    },
    EditorBinding([.key(.control("y"))], "insert what was cut last", idle: "Nothing was cut yet.") { editor, _ in
      editor.putBack()
    },
  ]

  private static let undoing = EditorBinding(
    [.key(.control("_"))], also: [.key(.alt("z"))], "undo", idle: "There is nothing to undo.",
    line: { $0.canUndo ? "undo" : nil }
  ) { editor, _ in editor.undo() }

  private static let redoing = EditorBinding(
    [.key(.control("r"))], also: [.key(.alt("_"))], "redo", idle: "There is nothing to redo."
  ) { editor, _ in editor.redo() }

  private static let indenting = EditorBinding(
    [.key(.tab), .key(.backTab)], "in program text: spaces up to the next level of indent, or a level less",
    in: [.code, .python], idle: "This line has no indent.", line: { _ in "indent" }
  ) { editor, key in
    if key == .tab { editor.indent() } else { editor.outdent() }
  }

  private static let completing = EditorBinding(
    [.key(.control("n"))], "in Python, after the beginning of a name: complete it; again: the next name", in: [.python],
    idle: "No other name begins like this one.", completes: true, line: { $0.canComplete ? "complete" : nil },
    if: \.canComplete
  ) { editor, _ in editor.complete() }

  private static let restoring = EditorBinding(
    [.key(.escape)], also: [.key(.control("c"))], "while a name is completed: the name as it was", in: [.python],
    completes: true, line: { _ in "as it was" }, if: { $0.completion != nil }
  ) { editor, _ in editor.restoreCompleted() }
}
