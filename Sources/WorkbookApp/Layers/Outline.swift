internal import Canvas
internal import LessonFormat

/// The lesson's sections, experiments and questions over the page, with a cursor on one.
struct Outline: Layer {
  /// The row of the outline.
  var cursor: Int

  static let sections = [BindingSection("In the outline", [move, page, ends, section, go, leave])]
  static let opening: Opening? = Opening(
    place: .anywhere,
    binding: Binding(
      ["o"], also: ["g"], "open the outline, to go anywhere", line: "outline", rank: 4
    ) { _, model, _ in
      let here = model.outline(unfoldingAll: true).firstIndex {
        $0.section == model.place.section && $0.stop == model.place.stop
      }
      model.open(Outline(cursor: here ?? 0))
      return []
    })

  func draw(on canvas: inout Canvas, _ model: Model) {
    canvas.cursor = nil
    OutlinePane(entries: model.outline(unfoldingAll: true), glyphs: model.glyphs)
      .drawOver(on: &canvas, in: model.frame.body, cursor: cursor)
  }

  private static let move = Binding<Outline>([.up: -1, .down: 1], "move", line: "move") { outline, model, step in
    outline.move(to: outline.cursor + step, &model)
  }

  private static let page = Binding<Outline>(
    [.character(" "): 1, .character("b"): -1], also: [.pageDown: 1, .pageUp: -1], "a page down, a page up"
  ) { outline, model, step in outline.move(to: outline.cursor + step * max(1, model.frame.page.height - 2), &model) }

  private static let ends = Binding<Outline>([.home: -1, .end: 1], "the start, the end") { outline, model, step in
    outline.move(to: step < 0 ? 0 : .max, &model)
  }

  private static let section = Binding<Outline>(
    [.character("n"): 1, .character("p"): -1], also: [.tab: 1, .backTab: -1], "the next, the previous section"
  ) { outline, model, step in
    let entries = model.outline(unfoldingAll: true)
    let sections = entries.indices.filter { entries[$0].stop == nil }
    let here = outline.cursor
    let there = step > 0 ? sections.first { $0 > here } : sections.last { $0 < here }
    outline.move(to: there ?? here, &model)
  }

  private static let go = Binding<Outline>([.key(.enter)], "go there", line: "go there") { outline, model, _ in
    model.closeLayer()
    if let entry = model.outline(unfoldingAll: true)[safe: outline.cursor] {
      model.open(entry.section, stop: entry.stop)
    }
    return []
  }

  private static let leave = Binding<Outline>(
    [.key(.escape)], also: ["o", "g", "q", .key(.control("c"))], "back to the page", line: "back to the page"
  ) { _, model, _ in
    model.closeLayer()
    return []
  }

  private mutating func move(to row: Int, _ model: inout Model) {
    let before = cursor
    cursor = min(max(0, row), model.outline(unfoldingAll: true).count - 1)
    if cursor == before { model.remark = "The outline ends here: enter goes to the row, esc back to the page." }
  }
}
