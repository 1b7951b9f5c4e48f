internal import CNcurses
internal import Canvas

/// Draws canvases with curses, row by row. Curses sends only what differs from what the terminal shows.
struct ScreenWriter {
  private let palette: Palette
  private let wideText: WideText
  private var shown: Canvas?
  private var cursorIsShown: Bool?

  init(palette: Palette, isUTF8: Bool) {
    self.palette = palette
    wideText = WideText(isUTF8: isUTF8)
  }

  /// Forgets what the terminal shows. Call it after a resize, and after another program has used the terminal.
  mutating func forget() {
    shown = nil
    cursorIsShown = nil
  }

  /// Draws the part of a canvas that fits on the terminal.
  mutating func draw(_ canvas: Canvas, columns: Int, rows: Int) {
    let before = shown.flatMap { $0.size == canvas.size ? $0 : nil }
    if before == nil { werase(curses_stdscr()) }
    for y in 0..<min(rows, canvas.size.height) {
      if let before, before.row(y, equals: canvas) { continue }
      // Whole rows, because curses blanks the other half of a wide glyph that it overwrites, and a finer comparison would
      // miss that.
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
      // Half of a wide glyph is drawn as a space.
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
    // If the terminal can't hide its cursor, it is out of the way in the corner.
    let x = cursor.map { min(max(0, $0.x), columns - 1) } ?? columns - 1
    let y = cursor.map { min(max(0, $0.y), rows - 1) } ?? rows - 1
    wmove(curses_stdscr(), Int32(y), Int32(x))
  }
}
