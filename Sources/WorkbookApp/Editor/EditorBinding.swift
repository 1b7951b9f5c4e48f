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
  /// Acts on one of the keys.
  let act: @Sendable (inout TextEditor, Key) -> Void

  /// Binds keys.
  init(
    _ keys: [KeyPattern], also: [KeyPattern] = [], _ does: String,
    in modes: Set<TextEditor.Mode> = [.prose, .code, .line],
    idle: String? = nil, act: @escaping @Sendable (inout TextEditor, Key) -> Void
  ) {
    entry = KeyEntry(keys: keys, also: also, does: does)
    self.modes = modes
    self.idle = idle
    self.act = act
  }

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
  /// The keys that undo, which the key line shows.
  static let undoKeys = undoing.entry

  /// All keys of the editor.
  static let bindings: [EditorBinding] =
    [typing, newLine] + moving + movingByRows + [deleteBefore, deleteAfter] + cutting + [undoing, redoing, indenting]

  private static let rows: Set<Mode> = [.prose, .code]
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
    [.key(.control("_"))], also: [.key(.alt("z"))], "undo", idle: "There is nothing to undo."
  ) { editor, _ in editor.undo() }

  private static let redoing = EditorBinding(
    [.key(.control("r"))], also: [.key(.alt("_"))], "redo", idle: "There is nothing to redo."
  ) { editor, _ in editor.redo() }

  private static let indenting = EditorBinding(
    [.key(.tab), .key(.backTab)], "in program text: indent by four spaces, or by four less", in: [.code],
    idle: "This line has no indent."
  ) { editor, key in
    if key == .tab { editor.indent() } else { editor.outdent() }
  }
}
