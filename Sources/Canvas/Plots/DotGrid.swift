/// A grid of dots: two columns and four rows of braille dots in each cell, or one dot in each cell in ASCII.
struct DotGrid {
  let size: Size
  let isASCII: Bool
  private var dots: [UInt8]

  init(size: Size, isASCII: Bool) {
    self.size = size
    self.isASCII = isASCII
    dots = Array(repeating: 0, count: size.width * size.height)
  }

  /// Columns and rows of dots.
  var width: Int { size.width * (isASCII ? 1 : 2) }
  var height: Int { size.height * (isASCII ? 1 : 4) }

  /// Sets a dot; does nothing beyond the edge.
  mutating func set(_ x: Int, _ y: Int) {
    guard x >= 0, y >= 0, x < width, y < height else { return }
    if isASCII {
      dots[y * size.width + x] = 1
    } else {
      let bit: UInt8 = y % 4 == 3 ? (x % 2 == 0 ? 0x40 : 0x80) : (x % 2 == 0 ? 1 : 8) << UInt8(y % 4)
      dots[y / 4 * size.width + x / 2] |= bit
    }
  }

  /// Sets the dots of a straight line; with a step of 3 only every third one, which makes it dotted.
  mutating func line(from a: (x: Int, y: Int), to b: (x: Int, y: Int), step: Int = 1) {
    let length = max(abs(b.x - a.x), abs(b.y - a.y), 1)
    for i in stride(from: 0, through: length, by: step) {
      let part = Double(i) / Double(length)
      set(
        a.x + Int((Double(b.x - a.x) * part).rounded()), a.y + Int((Double(b.y - a.y) * part).rounded()))
    }
  }

  /// The glyph of a cell, in ASCII the given mark; `nil` if none of its dots is set.
  func glyph(_ x: Int, _ y: Int, mark: Character) -> Character? {
    let bits = dots[y * size.width + x]
    if bits == 0 { return nil }
    return isASCII ? mark : Unicode.Scalar(0x2800 + UInt32(bits)).map(Character.init)
  }
}
