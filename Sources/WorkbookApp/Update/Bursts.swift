internal import Canvas

extension Model {
  /// Takes text that arrived at once: into a field it is pasted, and anywhere else it is not taken for commands.
  ///
  /// - Parameter press: Gives the open layer a key.
  mutating func take(burst text: String, press: (inout Model, Key) -> [Effect]) -> [Effect] {
    var effects: [Effect] = []
    var rest = text[...]
    while !rest.isEmpty {
      guard let mode = fieldMode else {
        remark =
          "Text came faster than anyone types: it wasn't taken for commands. enter at a question opens its answer."
        return effects
      }
      // A field of one line ends with its line; what follows is for the next field.
      let line = mode == .line ? rest.prefix { $0 != "\n" } : rest
      if !line.isEmpty { effects += press(&self, .paste(String(line))) }
      rest = rest[line.endIndex...]
      if rest.first == "\n" {
        rest.removeFirst()
        effects += press(&self, .enter)
      }
    }
    return effects
  }

  /// What the open field takes; `nil` if no text is being written.
  private var fieldMode: TextEditor.Mode? {
    if let editing { return editing.field == .choice ? nil : editing.editor.mode }
    if let panel = layer as? KnobPanel, panel.choices == nil { return .line }
    return nil
  }
}
