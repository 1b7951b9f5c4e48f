/// A screen as a value: a grid of cells that panes write to and a terminal, or a test, reads.
package struct Canvas: Sendable, Equatable {
  /// Columns and rows.
  package let size: Size
  /// The terminal's cursor; `nil` if it is hidden.
  package var cursor: Cursor?
  private var cells: [PackedCell]
  /// The glyphs that don't fit in a packed cell.
  private var clusters: [Character] = []

  /// Makes a blank canvas.
  package init(size: Size) {
    self.size = size
    cells = Array(repeating: .blank, count: size.width * size.height)
  }

  /// The whole canvas as a rectangle.
  package var bounds: Rect { Rect(x: 0, y: 0, width: size.width, height: size.height) }

  /// The cell at a column and a row; beyond the edge it is blank, and setting it does nothing.
  ///
  /// Setting half of a wide glyph blanks the other half. To set a wide glyph, set its cell, then its continuation;
  /// `put` does both.
  package subscript(x: Int, y: Int) -> Cell {
    get { contains(x, y) ? cells[y * size.width + x].cell(clusters) : .blank }
    set {
      if contains(x, y) { set(PackedCell(newValue, &clusters), x, y) }
    }
  }

  private mutating func set(_ cell: PackedCell, _ x: Int, _ y: Int) {
    let index = y * size.width + x
    if cells[index].isContinuation && !cell.isContinuation { cells[index - 1].glyph = PackedCell.blank.glyph }
    if x + 1 < size.width, cells[index + 1].isContinuation {
      cells[index + 1].glyph = PackedCell.blank.glyph
      cells[index + 1].isContinuation = false
    }
    cells[index] = cell
    // A continuation with nothing wide before it is a blank.
    if x == 0 { cells[index].isContinuation = false }
  }

  /// Sets all cells of a rectangle that is on the canvas.
  mutating func set(_ cell: Cell, in area: Rect) {
    let cell = PackedCell(cell, &clusters)
    for y in area.y..<area.bottom { for x in area.x..<area.right { set(cell, x, y) } }
  }

  /// Whether a row looks the same on another canvas of the same width.
  package func row(_ y: Int, equals other: Canvas) -> Bool {
    guard size.width == other.size.width, y >= 0, y < size.height, y < other.size.height else { return false }
    let row = y * size.width..<(y + 1) * size.width
    if clusters.isEmpty, other.clusters.isEmpty { return cells[row] == other.cells[row] }
    return row.allSatisfy { cells[$0].cell(clusters) == other.cells[$0].cell(other.clusters) }
  }

  /// Whether two canvases look the same.
  package static func == (left: Canvas, right: Canvas) -> Bool {
    left.size == right.size && left.cursor == right.cursor
      && (0..<left.size.height).allSatisfy { left.row($0, equals: right) }
  }

  /// Replaces a cell by one of the same width.
  mutating func replace(_ cell: Cell, x: Int, y: Int) {
    if contains(x, y) { cells[y * size.width + x] = PackedCell(cell, &clusters) }
  }

  private func contains(_ x: Int, _ y: Int) -> Bool { x >= 0 && y >= 0 && x < size.width && y < size.height }

  /// A column and a row.
  package struct Cursor: Sendable, Equatable {
    /// The column.
    package var x: Int
    /// The row.
    package var y: Int

    /// Makes a position.
    package init(x: Int, y: Int) {
      self.x = x
      self.y = y
    }
  }
}

/// One place on a canvas.
package struct Cell: Sendable, Equatable {
  /// One grapheme of width 1 or 2; after one of width 2 comes a continuation.
  package var glyph: Character
  /// How it looks.
  package var style: Style
  /// Whether it is the right half of a glyph of width 2; its own glyph is ignored.
  package var isContinuation: Bool

  /// Makes a cell.
  package init(_ glyph: Character, _ style: Style = .plain, isContinuation: Bool = false) {
    self.glyph = glyph
    self.style = style
    self.isContinuation = isContinuation
  }

  /// A space in the terminal's own colours.
  package static let blank = Cell(" ")
}
