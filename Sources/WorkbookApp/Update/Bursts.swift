internal import Canvas

/// Text that arrived at once: into a field it is pasted, and anywhere else it is not taken for commands.
enum Burst {
  /// What is said about text that no field takes; what to press instead follows.
  static let refusal = "Text came faster than anyone types: it wasn't taken for commands."

  /// Gives the text to the fields of a screen, line by line.
  ///
  /// - Parameters:
  ///   - mode: What the open field takes; `nil` if no text is being written.
  ///   - press: Gives the screen a key.
  /// - Returns: The effects, and whether all of it was taken.
  static func take<Screen, Effect>(
    _ text: String, into screen: inout Screen, mode: (Screen) -> TextEditor.Mode?,
    press: (inout Screen, Key) -> [Effect]
  ) -> (effects: [Effect], isTaken: Bool) {
    var effects: [Effect] = []
    var rest = text[...]
    while !rest.isEmpty {
      guard let mode = mode(screen) else { return (effects, false) }
      // A field of one line ends with its line; what follows is for the next field.
      let line = mode == .line ? rest.prefix { $0 != "\n" } : rest
      if !line.isEmpty { effects += press(&screen, .paste(String(line))) }
      rest = rest[line.endIndex...]
      if rest.first == "\n" {
        rest.removeFirst()
        effects += press(&screen, .enter)
      }
    }
    return (effects, true)
  }
}

extension Model {
  /// Takes text that arrived at once.
  ///
  /// - Parameter press: Gives the open layer a key.
  mutating func take(burst text: String, press: (inout Model, Key) -> [Effect]) -> [Effect] {
    let (effects, isTaken) = Burst.take(text, into: &self, mode: \.fieldMode, press: press)
    if !isTaken { remark = Burst.refusal + " enter at a question opens its answer." }
    return effects
  }

  /// What the open field takes; `nil` if no text is being written.
  private var fieldMode: TextEditor.Mode? {
    if let editing { return editing.field == .choice ? nil : editing.editor.mode }
    if let panel = layer as? KnobPanel, panel.choices == nil { return .line }
    return layer is NamePanel ? .line : nil
  }
}
