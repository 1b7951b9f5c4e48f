package import Canvas

/// Draws the workbook on a screen of this size.
package func view(_ model: Model, size: Size) -> Canvas {
  var canvas = Canvas(size: size)
  let frame = ScreenLayout(size: size)
  guard !frame.isTooSmall else {
    drawTooSmall(on: &canvas)
    return canvas
  }
  var model = model
  if model.size != size {
    model.size = size
    model.layouts.prepare(for: model)
  }
  model.titleLine.draw(on: &canvas)
  if !type(of: model.layer).coversPage { drawPage(model, frame, on: &canvas) }
  model.layer.draw(on: &canvas, model)
  NoticeLine(sentence: model.sentence, glyphs: model.glyphs).draw(on: &canvas)
  KeyLine(hints: model.layer.hints(in: model)).draw(on: &canvas)
  return canvas
}

/// Draws the rows of the page in the window, the bar beside the focused stop, and the outline if there is room.
private func drawPage(_ model: Model, _ frame: ScreenLayout, on canvas: inout Canvas) {
  if let outline = frame.outline {
    OutlinePane(entries: model.outline(unfoldingAll: false), glyphs: model.glyphs).draw(on: &canvas, in: outline)
  }
  let page = Page(model)
  let area = frame.page
  let top = min(model.place.scroll, max(0, page.lines.count - area.height))
  for (row, line) in page.lines.dropFirst(top).prefix(area.height).enumerated() {
    canvas.put(line, x: area.x, y: area.y + row, in: frame.wholePage)
  }
  if let stop = model.place.stop, let rows = page.parts[safe: stop] {
    for row in rows.clamped(to: top..<max(top, top + area.height)) {
      let bar = model.glyphs.isASCII ? "|" : "┃"
      canvas.put(bar, x: area.x - 2, y: area.y + row - top, style: .bold)
    }
  }
  if let cursor = page.cursor, (top..<(top + area.height)).contains(cursor.y) {
    canvas.cursor = Canvas.Cursor(x: min(area.x + cursor.x, canvas.size.width - 1), y: area.y + cursor.y - top)
  }
}

private func drawTooSmall(on canvas: inout Canvas) {
  let needed = ScreenLayout.smallest
  let text =
    "This window is \(canvas.size.width) by \(canvas.size.height); the workbook needs \(needed.width) by \(needed.height)."
  let lines = wrap(text, width: max(1, canvas.size.width))
  canvas.put(lines, x: 0, y: max(0, (canvas.size.height - lines.count) / 2))
}
