/// A small picture of dots that are set or not: two columns and four rows of them in each braille character.
///
/// In ASCII a character is `#` if most of its eight dots are set, `:` if some are.
package struct DotPicture: Sendable, Equatable {
  /// The dots, row by row; a short row ends with dots that are not set.
  package var rows: [[Bool]]

  /// Makes a picture.
  package init(_ rows: [[Bool]]) { self.rows = rows }

  /// The cells it takes.
  package var size: Size {
    Size(width: ((rows.map(\.count).max() ?? 0) + 1) / 2, height: (rows.count + 3) / 4)
  }

  /// Draws it.
  package func canvas(glyphs: Glyphs = .utf8) -> Canvas {
    var canvas = Canvas(size: size)
    var grid = DotGrid(size: size, isASCII: false)
    var counts = Array(repeating: 0, count: size.width * size.height)
    for (y, row) in rows.enumerated() {
      for (x, isSet) in row.enumerated() where isSet {
        grid.set(x, y)
        counts[y / 4 * size.width + x / 2] += 1
      }
    }
    for y in 0..<size.height {
      for x in 0..<size.width {
        let count = counts[y * size.width + x]
        guard count > 0, let braille = grid.glyph(x, y, mark: "#") else { continue }
        canvas[x, y] = Cell(glyphs.isASCII ? (count > 4 ? "#" : ":") : braille)
      }
    }
    return canvas
  }
}
