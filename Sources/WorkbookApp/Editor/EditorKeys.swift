extension TextEditor {
  /// What the keys do, for the help overlay: the keys as they are written on a keyboard, and their effect.
  public static let keys: [(keys: String, effect: String)] = [
    ("arrows", "move"),
    ("ctrl-left ctrl-right, alt-b alt-f", "move by words"),
    ("ctrl-up ctrl-down", "move by paragraphs"),
    ("home end, ctrl-a ctrl-e", "start, end of the row"),
    ("page up, page down", "a screenful"),
    ("alt-< alt->", "start, end of the text"),
    ("backspace, delete or ctrl-d", "delete a character"),
    ("ctrl-w, alt-d", "cut the word before, after"),
    ("ctrl-u, ctrl-k", "cut to the start, the end of the line"),
    ("ctrl-y", "put back what was cut"),
    ("ctrl-_ or alt-z", "undo"),
    ("ctrl-r or alt-_", "redo"),
    ("tab, shift-tab", "in code: indent by four, take it back"),
  ]
}
