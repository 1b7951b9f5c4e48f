/// Samples of the unit square, drawn differently inside and outside the quarter circle around the origin.
package struct Dartboard: Sendable, Equatable {
  /// One sample.
  package struct Dart: Sendable, Equatable {
    /// Where it is, each from 0 to 1.
    package var x: Double, y: Double
    /// Its colour: that of the worker that drew it, or plain.
    package var ink: Ink

    /// Makes a sample.
    package init(x: Double, y: Double, ink: Ink = .plain) {
      self.x = x
      self.y = y
      self.ink = ink
    }

    /// Whether it is inside the quarter circle.
    package var isInside: Bool { x * x + y * y <= 1 }
  }

  /// The samples, in the order they were drawn.
  package var darts: [Dart]

  /// Makes a board.
  package init(darts: [Dart]) { self.darts = darts }

  /// The largest size within the given one on which the square looks square; cells are twice as high as they are wide.
  package static func size(within room: Size) -> Size {
    let height = min(room.height, room.width / 2)
    return Size(width: height * 2, height: height)
  }

  /// Draws the board, its origin at the lower left.
  ///
  /// Samples inside are braille dots (`*` in ASCII), those outside are dim crosses (`.` in ASCII); a cell with both shows
  /// the inside.
  package func canvas(size: Size, glyphs: Glyphs = .utf8) -> Canvas {
    var canvas = Canvas(size: size)
    guard size.width > 0, size.height > 0 else { return canvas }
    var inside = DotGrid(size: size, isASCII: glyphs.isASCII)
    for dart in darts where (0...1).contains(dart.x) && (0...1).contains(dart.y) {
      let column = min(size.width - 1, Int(dart.x * Double(size.width)))
      let row = min(size.height - 1, Int((1 - dart.y) * Double(size.height)))
      if dart.isInside {
        inside.set(
          min(inside.width - 1, Int(dart.x * Double(inside.width))),
          min(inside.height - 1, Int((1 - dart.y) * Double(inside.height))))
        let glyph = inside.glyph(column, row, mark: "*") ?? " "
        canvas[column, row] = Cell(glyph, Style(dart.ink))
      } else if canvas[column, row].glyph == " " {
        canvas[column, row] = Cell(glyphs.isASCII ? "." : "×", Style(dart.ink, dim: true))
      }
    }
    return canvas
  }
}
