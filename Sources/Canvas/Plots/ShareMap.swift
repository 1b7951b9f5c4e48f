/// Which worker did what, as cells that fill line by line in the colours of the workers.
///
/// In each line, the first cells of a worker's stretch have its number, so that the picture can be read without colour.
package struct ShareMap: Sendable, Equatable {
  /// What is known of one cell.
  package enum Part: Sendable, Equatable {
    /// Nothing of it is done.
    case open
    /// Part of it is done, most of that by this worker, counted from 0.
    case begun(Int)
    /// This worker, counted from 0, did more than half of it.
    case done(Int)
    /// Several workers did it, and none more than half.
    case shared
  }

  /// The parts, line by line.
  package var parts: [Part]
  /// Cells of a line.
  package var width: Int
  /// A picture over it, in the colours of the workers; `nil` makes the cells solid.
  package var picture: DotPicture?
  /// Whether a picture is going to be over it, so that cells are not solid.
  package var isGround: Bool

  /// Makes a map.
  package init(parts: [Part], width: Int, isGround: Bool = false, picture: DotPicture? = nil) {
    self.parts = parts
    self.width = max(1, width)
    self.isGround = isGround
    self.picture = picture
  }

  /// What a cell looks like that several workers did.
  package static func shared(_ glyphs: Glyphs) -> Character { glyphs.isASCII ? "%" : "▒" }

  /// Draws it; the workers' numbers may be left out of a second row below the first.
  package func canvas(glyphs: Glyphs = .utf8, hasNumbers: Bool = true) -> Canvas {
    var canvas = Canvas(size: Size(width: width, height: (parts.count + width - 1) / width))
    for (index, part) in parts.enumerated() { canvas[index % width, index / width] = cell(part, glyphs) }
    for line in 0..<canvas.size.height where hasNumbers { number(line, on: &canvas) }
    guard let dots = picture?.canvas(glyphs: glyphs) else { return canvas }
    for y in 0..<canvas.size.height {
      for x in 0..<width where dots[x, y].glyph != " " {
        canvas[x, y] = Cell(dots[x, y].glyph, Style(canvas[x, y].style.ink))
      }
    }
    return canvas
  }

  private func cell(_ part: Part, _ glyphs: Glyphs) -> Cell {
    switch part {
    case .open: isGround ? .blank : Cell(glyphs.barEmpty, .dim)
    case .begun(let worker): Cell(isGround ? " " : glyphs.barEmpty, Style(.worker(worker)))
    case .done(let worker): Cell(isGround ? glyphs.separator : glyphs.barFull, Style(.worker(worker)))
    case .shared: Cell(Self.shared(glyphs), .dim)
    }
  }

  /// Writes the workers' numbers into a line.
  private func number(_ line: Int, on canvas: inout Canvas) {
    let row = line * width..<min(parts.count, (line + 1) * width)
    var start = row.lowerBound
    while start < row.upperBound {
      let end = parts[start..<row.upperBound].firstIndex { $0 != parts[start] } ?? row.upperBound
      if case .done(let worker) = parts[start] {
        // As on the lanes, a cell too narrow for the whole number has its last digit.
        let digits = String(worker + 1).suffix(end - start)
        for (offset, digit) in digits.enumerated() {
          canvas[start + offset - row.lowerBound, line] = Cell(digit, Style(.worker(worker), bold: true))
        }
      }
      start = end
    }
  }
}
