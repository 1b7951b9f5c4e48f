/// A screen as a value: a grid of cells that panes write to and a terminal, or a test, reads.
public struct Canvas: Sendable, Equatable {
  /// Columns and rows.
  public let size: Size
  /// Where the terminal's cursor stands, if it is shown.
  public var cursor: Cursor?
  private var cells: [Cell]

  /// Makes a blank canvas.
  public init(size: Size) {
    self.size = size
    cells = Array(repeating: .blank, count: size.width * size.height)
  }

  /// The whole canvas as a rectangle.
  public var bounds: Rect { Rect(x: 0, y: 0, width: size.width, height: size.height) }

  /// The cell at a column and a row; blank beyond the edge, where nothing can be set either.
  ///
  /// Setting half of a wide glyph blanks the other half. A wide glyph is set as its cell and then its continuation;
  /// `put` does both.
  public subscript(x: Int, y: Int) -> Cell {
    get { contains(x, y) ? cells[y * size.width + x] : .blank }
    set {
      guard contains(x, y) else { return }
      let index = y * size.width + x
      if cells[index].isContinuation && !newValue.isContinuation { cells[index - 1].glyph = " " }
      if x + 1 < size.width, cells[index + 1].isContinuation { cells[index + 1] = Cell(" ", cells[index + 1].style) }
      cells[index] = newValue
      // A continuation with nothing wide before it is a blank.
      if x == 0 { cells[index].isContinuation = false }
    }
  }

  /// Whether a row looks the same on another canvas of the same width.
  public func row(_ y: Int, equals other: Canvas) -> Bool {
    guard size.width == other.size.width, y >= 0, y < size.height, y < other.size.height else { return false }
    let row = y * size.width..<(y + 1) * size.width
    return cells[row] == other.cells[row]
  }

  /// Sets a cell whose width is that of the one before.
  mutating func replace(_ cell: Cell, x: Int, y: Int) {
    if contains(x, y) { cells[y * size.width + x] = cell }
  }

  private func contains(_ x: Int, _ y: Int) -> Bool { x >= 0 && y >= 0 && x < size.width && y < size.height }

  /// A column and a row.
  public struct Cursor: Sendable, Equatable {
    /// The column.
    public var x: Int
    /// The row.
    public var y: Int

    /// Makes a position.
    public init(x: Int, y: Int) {
      self.x = x
      self.y = y
    }
  }
}

/// One place on a canvas.
public struct Cell: Sendable, Equatable {
  /// What stands there: one grapheme of width 1 or 2; a width of 2 is followed by a `continuation`.
  public var glyph: Character
  /// How it looks.
  public var style: Style
  /// The right half of a glyph of width 2; its own glyph counts for nothing.
  public var isContinuation: Bool

  /// Makes a cell.
  public init(_ glyph: Character, _ style: Style = .plain, isContinuation: Bool = false) {
    self.glyph = glyph
    self.style = style
    self.isContinuation = isContinuation
  }

  /// A space in the terminal's own colours.
  public static let blank = Cell(" ")
}
