extension Canvas {
  /// Writes text in one row, clipped to a rectangle and the canvas; returns the column after its last cell.
  ///
  /// Newlines are drawn as control characters, so wrap the text first. A wide glyph cut by an edge becomes a blank.
  @discardableResult
  package mutating func put(_ text: String, x: Int, y: Int, style: Style = .plain, in clip: Rect? = nil) -> Int {
    let area = (clip ?? bounds).intersection(bounds)
    var column = x
    for character in text {
      if column >= area.right {
        column += cellWidth(of: character)
        continue
      }
      forEachGlyph(of: character) { glyph, width in
        place(glyph, width: width, x: column, y: y, style: style, in: area)
        column += width
      }
    }
    return column
  }

  /// Writes runs of styled text one after the other in one row; returns the column after the last cell.
  @discardableResult
  package mutating func put(_ runs: [StyledRun], x: Int, y: Int, in clip: Rect? = nil) -> Int {
    var column = x
    for run in runs { column = put(run.text, x: column, y: y, style: run.style, in: clip) }
    return column
  }

  /// Draws a smaller canvas on this one, with its upper left corner at a place.
  package mutating func put(_ picture: Canvas, x: Int, y: Int, in clip: Rect? = nil) {
    for row in 0..<picture.size.height { put(picture.runs(row: row), x: x, y: y + row, in: clip) }
  }

  /// Fills a rectangle with a glyph one cell wide.
  package mutating func fill(_ area: Rect, with glyph: Character = " ", style: Style = .plain) {
    set(Cell(glyph, style), in: area.intersection(bounds))
  }

  /// Changes the style of the cells of a rectangle and keeps their glyphs.
  package mutating func restyle(_ area: Rect, _ change: (inout Style) -> Void) {
    let area = area.intersection(bounds)
    for y in area.y..<area.bottom {
      for x in area.x..<area.right {
        var cell = self[x, y]
        change(&cell.style)
        replace(cell, x: x, y: y)
      }
    }
  }

  /// Puts one glyph; if an edge cuts a wide one, the half that is left is blank.
  private mutating func place(_ glyph: Character, width: Int, x: Int, y: Int, style: Style, in area: Rect) {
    guard y >= area.y, y < area.bottom else { return }
    if width == 2, x >= area.x, x + 1 < area.right {
      self[x, y] = Cell(glyph, style)
      self[x + 1, y] = Cell(" ", style, isContinuation: true)
    } else {
      for column in x..<(x + width) where column >= area.x && column < area.right {
        self[column, y] = Cell(width == 1 ? glyph : " ", style)
      }
    }
  }
}
