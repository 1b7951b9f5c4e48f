internal import Canvas
internal import Experiments
internal import Session

/// The knobs of an experiment, one in each row, and an explanation of the current one.
struct KnobsPane {
  let panel: KnobPanel
  let context: PaneContext

  private var width: Int { context.width }
  private var glyphs: Glyphs { context.glyphs }

  /// Columns of a knob's name.
  static let nameWidth = 12

  /// Adds the rows below an experiment's header.
  func add(to part: inout PagePart) {
    part.lines.append(.blank)
    for (index, knob) in panel.names.enumerated() {
      let isCurrent = index == panel.cursor
      let name = StyledRun(fit(knob.name, to: KnobsPane.nameWidth), isCurrent ? .bold : .plain)
      let bar = StyledRun("\(glyphs.fieldBar) ", isCurrent ? .bold : .dim)
      var value = StyledRun(panel.settings.text(of: knob))
      if isCurrent {
        if knob.choices != nil {
          value.text = "\(glyphs.left) \(value.text) \(glyphs.right)"
        } else {
          value.text = panel.editor.visibleRows.first?.text ?? ""
          part.cursor = Canvas.Cursor(
            x: 4 + KnobsPane.nameWidth + 2 + panel.editor.visibleCursor.x, y: part.lines.count)
        }
      }
      let room = width - 2 - KnobsPane.nameWidth - 2
      let runs = [name, bar] + truncate([value], to: room, ellipsis: glyphs.ellipsis)
      part.lines.append(TextLine(runs: runs, indent: 4))
    }
    part.lines.append(.blank)
    part.lines += words.indented(by: 4)
    part.lines.append(.blank)
  }

  /// What the knob does, or why its value can't be used; always three rows or more, so that nothing below moves.
  private var words: Lines {
    let text = panel.error.map { "! " + $0 } ?? explanation
    var lines = wrap(text, width: width - 4, style: panel.error == nil ? .dim : .bold)
    while lines.count < 3 { lines.append(.blank) }
    return lines
  }

  private var explanation: String {
    let explanation = ExperimentSettings.explanation(of: panel.current, for: panel.spec)
    return ([explanation] + panel.usual.map(\.sentence)).joined(separator: " ")
  }
}
