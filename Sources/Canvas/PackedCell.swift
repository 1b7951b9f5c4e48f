/// A cell in eight bytes without references, so that a canvas of ten thousand cells is made and compared in microseconds.
struct PackedCell: Equatable {
  /// The glyph's scalar; for a glyph of several scalars, `manyScalars` and its index in a list.
  var glyph: UInt32
  /// The attributes, a bit each, and above them the ink.
  private var look: UInt32

  /// A space in the terminal's own colours.
  static let blank = PackedCell(glyph: 0x20, look: 0)

  /// Above every scalar.
  private static let manyScalars: UInt32 = 0x110000
  private static let bold: UInt32 = 1, dim: UInt32 = 2, italic: UInt32 = 4, underline: UInt32 = 8, reverse: UInt32 = 16
  private static let continuation: UInt32 = 32
  private static let inkShift: UInt32 = 6
  /// The inks that aren't workers come first.
  private static let firstWorker: UInt32 = 5
  /// More workers than any pool has. The colours and numbers of the rest repeat.
  private static let mostWorkers = 1 << 24

  private init(glyph: UInt32, look: UInt32) {
    self.glyph = glyph
    self.look = look
  }

  /// Packs a cell; a glyph of several scalars is added to a list.
  init(_ cell: Cell, _ clusters: inout [Character]) {
    var scalars = cell.glyph.unicodeScalars.makeIterator()
    if let first = scalars.next(), scalars.next() == nil {
      glyph = first.value
    } else {
      glyph = Self.manyScalars + UInt32(clusters.count)
      clusters.append(cell.glyph)
    }
    let style = cell.style
    look = Self.code(style.ink) << Self.inkShift
    if style.bold { look |= Self.bold }
    if style.dim { look |= Self.dim }
    if style.italic { look |= Self.italic }
    if style.underline { look |= Self.underline }
    if style.reverse { look |= Self.reverse }
    if cell.isContinuation { look |= Self.continuation }
  }

  /// Whether it is the right half of a glyph of width 2.
  var isContinuation: Bool {
    get { look & Self.continuation != 0 }
    set { look = newValue ? look | Self.continuation : look & ~Self.continuation }
  }

  /// The cell, with the list that its glyph may be in.
  func cell(_ clusters: [Character]) -> Cell {
    let style = Style(
      ink, bold: look & Self.bold != 0, dim: look & Self.dim != 0, italic: look & Self.italic != 0,
      underline: look & Self.underline != 0, reverse: look & Self.reverse != 0)
    let character = Unicode.Scalar(glyph).map(Character.init) ?? clusters[Int(glyph - Self.manyScalars)]
    return Cell(character, style, isContinuation: isContinuation)
  }

  private static func code(_ ink: Ink) -> UInt32 {
    switch ink {
    case .plain: 0
    case .keyword: 1
    case .string: 2
    case .comment: 3
    case .number: 4
    // The remainder keeps the colour and the last digit.
    case .worker(let index):
      firstWorker + UInt32((0..<mostWorkers).contains(index) ? index : Int(index.magnitude % 70))
    }
  }

  private var ink: Ink {
    switch look >> Self.inkShift {
    case 0: .plain
    case 1: .keyword
    case 2: .string
    case 3: .comment
    case 4: .number
    case let code: .worker(Int(code - Self.firstWorker))
    }
  }
}
