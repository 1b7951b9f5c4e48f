internal import AnswerBook
internal import Canvas
internal import Session

/// The student's name and id, which may both stay empty. It leads to the list of what is handed in.
struct NamePanel: Layer {
  /// The field that is written in: 0 is the name, 1 the id.
  private var cursor = 0
  private var editors: [TextEditor]

  init(_ student: Student) {
    editors = [student.name, student.id].map { TextEditor(text: $0, mode: .line, size: Size(width: 60, height: 1)) }
  }

  private static let fields = [
    ("Name", "as it should appear on your work"), ("Id", "the number or the login by which your school knows you"),
  ]

  static let coversPage = true
  static let hasCursorOnPage = true
  static let advice = "enter goes on."
  static let sections = [
    BindingSection("Saying who you are", [move, type, done, leave]),
    BindingSection(TextEditor.keysTitle, typing),
  ]

  private static let move = Binding<NamePanel>(
    [.up: -1, .down: 1], also: [.backTab: -1, .tab: 1], "choose a field", line: "field"
  ) { panel, model, step in
    let before = panel.cursor
    panel.cursor = min(max(0, before + step), 1)
    if panel.cursor == before { model.remark = step > 0 ? "This is the last field." : "This is the first field." }
  }

  private static let type = Binding<NamePanel>([.text], "your name or your id") { panel, _, key in
    _ = panel.editors[panel.cursor].handle(key)
    return []
  }

  private static let typing = TextEditor.bindings.map { binding in
    Binding<NamePanel>(binding.entry) { _, _ in
      binding.modes.contains(.line) ? .yes() : .skip
    } act: { panel, model, key in
      if let sentence = binding.press(key, in: &panel.editors[panel.cursor]) { model.remark = sentence }
      return []
    }
  }

  private static let done = Binding<NamePanel>([.key(.enter)], "the next field, and then go on", line: "go on") {
    panel, model, _ in
    guard panel.cursor == 1 else {
      panel.cursor = 1
      return []
    }
    do throws(Refused) { try model.session.name(panel.student) } catch { model.remark = error.description }
    return model.listHandIn()
  }

  private static let leave = Binding<NamePanel>(
    [.key(.escape)], also: [.key(.control("c"))], "go on without a change", line: "no change"
  ) { _, model, _ in model.listHandIn() }

  private var student: Student { Student(name: editors[0].text, id: editors[1].text) }

  func draw(on canvas: inout Canvas, _ model: Model) {
    let (area, context) = (model.frame.body, model.paneContext)
    canvas.fill(area)
    var lines: Lines = [TextLine("Who hands this in?", .bold), .blank]
    for (index, field) in Self.fields.enumerated() {
      let isCurrent = index == cursor
      lines.append(
        TextLine(runs: [
          StyledRun(fit(field.0, to: 6), isCurrent ? .bold : .plain),
          StyledRun("\(context.glyphs.fieldBar) ", isCurrent ? .bold : .dim),
          StyledRun(editors[index].visibleRows.first?.text ?? ""),
        ]))
      if isCurrent {
        canvas.cursor = Canvas.Cursor(
          x: model.frame.page.x + 8 + editors[index].visibleCursor.x, y: area.y + lines.count - 1)
      }
      lines += wrap(field.1, width: context.width - 8, style: .dim).indented(by: 8) + [.blank]
    }
    lines += wrap(
      "Both may stay empty. They are written into the first line of answers.md and into everything you export.",
      width: context.width)
    for (row, line) in lines.prefix(area.height).enumerated() {
      canvas.put(line, x: model.frame.page.x, y: area.y + row, in: area)
    }
  }
}
