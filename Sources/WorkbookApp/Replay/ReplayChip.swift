internal import Canvas

/// Draws items in the hands of a worker as a box that is as long as they took, with their name in it.
struct ReplayChip {
  /// The items' name.
  let label: String
  /// Rows: one, two or three.
  let height: Int
  let style: Style
  /// Whether the worker still has them.
  let isOpen: Bool
  /// Whether the process ended before it was done.
  let isLost: Bool
  let glyphs: Glyphs

  /// Draws it in some columns of a row and the rows below.
  func draw(on canvas: inout Canvas, columns: Range<Int>, y: Int) {
    let width = columns.count
    let text = middle(width)
    let nameRow = height == 3 ? y + 1 : y
    canvas.put(text, x: columns.lowerBound, y: nameRow, style: style)
    if height > 1 { canvas.put(edge(width, lower: true), x: columns.lowerBound, y: nameRow + 1, style: style) }
    if height > 2 { canvas.put(edge(width, lower: false), x: columns.lowerBound, y: y, style: style) }
  }

  private var left: String { glyphs.isASCII ? "[" : "▐" }
  private var right: String {
    if isLost { return String(glyphs.lost) }
    if isOpen { return shade }
    return glyphs.isASCII ? "]" : "▌"
  }
  private var shade: String { glyphs.isASCII ? ":" : "▒" }

  /// The row with the name, which is left out if there is no room for it.
  private func middle(_ width: Int) -> String {
    let name = cellWidth(of: label)
    guard width >= 3 else {
      if name <= width, name > 0 { return label + String(repeating: shade, count: width - name) }
      return String(repeating: isLost ? String(glyphs.lost) : isOpen ? shade : solid, count: max(1, width))
    }
    let room = width - 2
    guard name <= room else {
      // A name without its frame is better than none.
      if name <= width { return fit(label, to: width) }
      return left + String(repeating: isOpen ? shade : solid, count: room) + right
    }
    let before = (room - name) / 2
    let after = room - name - before
    let shaded = isOpen ? min(after, max(1, width / 3) - 1) : 0
    return left + String(repeating: " ", count: before) + label + String(repeating: " ", count: after - shaded)
      + String(repeating: shade, count: shaded) + right
  }

  private var solid: String { String(glyphs.barFull) }

  /// The row above or below the name.
  private func edge(_ width: Int, lower: Bool) -> String {
    let line = glyphs.isASCII ? (lower ? "_" : "-") : (lower ? "▄" : "▀")
    guard width >= 3 else { return String(repeating: isOpen ? shade : solid, count: max(1, width)) }
    let shaded = isOpen ? min(width - 2, max(1, width / 3) - 1) : 0
    return left + String(repeating: line, count: width - 2 - shaded) + String(repeating: shade, count: shaded) + right
  }
}
