internal import Canvas

/// The outline: beside the page if there is room, or over it with a cursor.
struct OutlinePane {
  let entries: [OutlineEntry]
  let glyphs: Glyphs

  /// What follows the title of an optional section; a long title is cut to leave room for it.
  static let optional = " (optional)"

  /// Draws it beside the page.
  func draw(on canvas: inout Canvas, in area: Rect) {
    let here = entries.firstIndex(where: \.isCurrent) ?? entries.firstIndex { $0.state == .unfolded } ?? 0
    draw(around: here, cursor: nil, on: &canvas, in: area)
  }

  /// Draws it over the page, with a cursor.
  func drawOver(on canvas: inout Canvas, in body: Rect, cursor: Int) {
    let widest =
      entries.map { cellWidth(of: $0.title) + ($0.isOptional ? OutlinePane.optional.count : 0) + 8 }.max() ?? 20
    let width = min(body.width - 2, max(34, widest))
    let area = Rect(x: 0, y: body.y, width: width, height: body.height)
    canvas.fill(area)
    for y in area.y..<area.bottom { canvas.put(String(glyphs.vertical), x: area.right, y: y, style: .dim) }
    canvas.fill(Rect(x: area.right + 1, y: area.y, width: 1, height: area.height))
    draw(around: cursor, cursor: cursor, on: &canvas, in: area.inset(x: 2))
  }

  private func draw(
    around here: Int, cursor: Int?, on canvas: inout Canvas, in area: Rect
  ) {
    let first = max(0, min(here - area.height / 2, entries.count - area.height))
    for (row, entry) in entries.dropFirst(first).prefix(area.height).enumerated() {
      let index = first + row
      let indent = entry.stop == nil ? 0 : 2
      let after = entry.isOptional ? OutlinePane.optional : ""
      let title = truncate(
        "\(glyph(entry)) \(entry.title)", to: max(1, area.width - indent - after.count), ellipsis: glyphs.ellipsis
      )
      let text = fit(title + after, to: max(1, area.width - indent))
      var style = Style(
        bold: entry.state == .unfolded || entry.isCurrent, dim: entry.state == .locked && !entry.isCurrent)
      style.reverse = index == cursor
      canvas.put(text, x: area.x + indent, y: area.y + row, style: style, in: area)
    }
  }

  private func glyph(_ entry: OutlineEntry) -> Character {
    switch entry.state {
    case .done: glyphs.done
    case .unfolded: glyphs.unfolded
    case .open where entry.isCurrent, .locked where entry.isCurrent: glyphs.current
    case .open: glyphs.open
    case .locked: glyphs.separator
    }
  }
}
