extension Canvas {
  /// Writes a text in one row, clipped to a rectangle and the canvas; answers the column after its last cell.
  ///
  /// Newlines are control characters here and drawn as such: wrap first. A wide glyph cut by an edge becomes a blank.
  @discardableResult
  public mutating func put(_ text: String, x: Int, y: Int, style: Style = .plain, in clip: Rect? = nil) -> Int {
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

  /// Writes runs of styled text one after the other in one row; answers the column after the last cell.
  @discardableResult
  public mutating func put(_ runs: [StyledRun], x: Int, y: Int, in clip: Rect? = nil) -> Int {
    var column = x
    for run in runs { column = put(run.text, x: column, y: y, style: run.style, in: clip) }
    return column
  }

  /// Fills a rectangle with a glyph one cell wide.
  public mutating func fill(_ area: Rect, with glyph: Character = " ", style: Style = .plain) {
    let area = area.intersection(bounds)
    for y in area.y..<area.bottom { for x in area.x..<area.right { self[x, y] = Cell(glyph, style) } }
  }

  /// Changes the style of the cells of a rectangle and leaves their glyphs.
  public mutating func restyle(_ area: Rect, _ change: (inout Style) -> Void) {
    let area = area.intersection(bounds)
    for y in area.y..<area.bottom {
      for x in area.x..<area.right {
        var cell = self[x, y]
        change(&cell.style)
        replace(cell, x: x, y: y)
      }
    }
  }

  /// Copies another canvas, or a part of it, with its top left corner to a column and a row, clipped to a rectangle.
  public mutating func blit(_ source: Canvas, from part: Rect? = nil, x: Int, y: Int, in clip: Rect? = nil) {
    let part = (part ?? source.bounds).intersection(source.bounds)
    let area = (clip ?? bounds).intersection(bounds)
    for row in 0..<part.height {
      for column in 0..<part.width {
        let cell = source[part.x + column, part.y + row]
        if cell.isContinuation && column > 0 { continue }
        let isWide = part.x + column + 1 < source.size.width && source[part.x + column + 1, part.y + row].isContinuation
        let isCut = cell.isContinuation || (isWide && column + 1 == part.width)
        place(
          isCut ? " " : cell.glyph, width: isWide && !isCut ? 2 : 1, x: x + column, y: y + row, style: cell.style,
          in: area)
      }
    }
  }

  /// Moves what a rectangle shows up by a number of rows (down where negative) and blanks the rows that come free.
  public mutating func scroll(_ area: Rect, by rows: Int) {
    let area = area.intersection(bounds)
    let before = self
    fill(area)
    let shown = Rect(x: area.x, y: max(area.y, area.y + rows), width: area.width, height: area.height - abs(rows))
    blit(before, from: shown, x: area.x, y: max(area.y, area.y - rows), in: area)
  }

  /// Puts one glyph where it fits; the half of a wide one that an edge leaves is blank.
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
