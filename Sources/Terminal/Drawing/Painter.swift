internal import CNcurses
internal import Canvas

/// Brings the terminal from one canvas to the next, row by row; curses sends only what differs.
struct Painter {
  private let palette: Palette
  private let wideText: WideText
  private var shown: Canvas?
  private var cursorIsShown: Bool?

  init(palette: Palette, isUTF8: Bool) {
    self.palette = palette
    wideText = WideText(isUTF8: isUTF8)
  }

  /// Forgets what is shown: after a resize, or another program had the terminal.
  mutating func forget() {
    shown = nil
    cursorIsShown = nil
  }

  /// Draws a canvas; what lies beyond the terminal's edge is left out.
  mutating func draw(_ canvas: Canvas, columns: Int, rows: Int) {
    let before = shown.flatMap { $0.size == canvas.size ? $0 : nil }
    if before == nil { werase(curses_stdscr()) }
    for y in 0..<min(rows, canvas.size.height) {
      if let before, before.row(y, equals: canvas) { continue }
      // A whole row at a time: curses blanks the other half of a wide glyph it overwrites, which a finer comparison
      // would not know of.
      draw(row: y, of: canvas, columns: min(columns, canvas.size.width))
    }
    shown = canvas
    place(canvas.cursor, columns: columns, rows: rows)
    wrefresh(curses_stdscr())
  }

  private func draw(row y: Int, of canvas: Canvas, columns: Int) {
    var text: [wchar_t] = []
    var start = 0
    var style = canvas[0, y].style
    func flush() {
      let look = palette.look(style)
      curses_write(Int32(y), Int32(start), text, Int32(text.count), look.attributes, look.pair)
    }
    var x = 0
    while x < columns {
      let cell = canvas[x, y]
      if cell.style != style {
        flush()
        text.removeAll(keepingCapacity: true)
        start = x
        style = cell.style
      }
      let isWide = canvas[x + 1, y].isContinuation
      // Half of a glyph at the edge, or one without its other half, is a blank.
      let isCut = cell.isContinuation || (isWide && x + 1 >= columns)
      wideText.append(isCut ? " " : cell.glyph, width: isWide && !isCut ? 2 : 1, to: &text)
      x += isWide && !isCut ? 2 : 1
    }
    flush()
  }

  private mutating func place(_ cursor: Canvas.Cursor?, columns: Int, rows: Int) {
    let isShown = cursor != nil
    if isShown != cursorIsShown {
      curs_set(isShown ? 1 : 0)
      cursorIsShown = isShown
    }
    // A terminal that can't hide its cursor has it out of the way.
    let x = cursor.map { min(max(0, $0.x), columns - 1) } ?? columns - 1
    let y = cursor.map { min(max(0, $0.y), rows - 1) } ?? rows - 1
    wmove(curses_stdscr(), Int32(y), Int32(x))
  }
}
