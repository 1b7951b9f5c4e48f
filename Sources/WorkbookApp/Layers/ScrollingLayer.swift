internal import Canvas

/// A layer that covers the page with rows that can be scrolled.
protocol ScrollingLayer: Layer {
  /// The number of rows above the window.
  var scroll: Int { get set }
  /// What it is called in remarks: `the help`.
  static var name: String { get }
  /// All rows.
  func rows(_ model: Model) -> Lines
}

extension ScrollingLayer {
  static var coversPage: Bool { true }

  /// The keys that scroll, and those that lead back to the page: escape, and these.
  static func keys(alsoClosing closing: [KeyPattern]) -> [Binding<Self>] {
    [
      Binding(
        [.up: -1, .down: 1], "scroll",
        when: { layer, model in .yes(layer.rows(model).count > model.frame.body.height ? "scroll" : nil) }
      ) { layer, model, step in layer.scroll(by: step, &model) },
      Binding(
        [.character(" "): 1, .character("b"): -1], also: [.pageDown: 1, .pageUp: -1], "a page down, a page up"
      ) { layer, model, step in layer.scroll(by: step * max(1, model.frame.body.height - 2), &model) },
      Binding([.home: -1, .end: 1], "the start, the end") { layer, model, step in
        layer.scroll(by: step * layer.rows(model).count, &model)
      },
      Binding([.key(.escape)], also: closing + [.key(.control("c"))], "back to the page", line: "back to the page") {
        _, model, _ in
        model.closeLayer()
        return []
      },
    ]
  }

  func draw(on canvas: inout Canvas, _ model: Model) {
    let (area, x) = (model.frame.body, model.frame.page.x)
    canvas.fill(area)
    for (row, line) in rows(model).dropFirst(clamped(scroll, model)).prefix(area.height).enumerated() {
      canvas.put(line, x: x, y: area.y + row, in: area)
    }
  }

  private mutating func scroll(by rows: Int, _ model: inout Model) {
    let before = scroll
    scroll = clamped(scroll + rows, model)
    if scroll == before { model.remark = "This is the \(rows > 0 ? "end" : "start") of \(Self.name)." }
  }

  private func clamped(_ scroll: Int, _ model: Model) -> Int {
    min(max(0, scroll), max(0, rows(model).count - model.frame.body.height))
  }
}
