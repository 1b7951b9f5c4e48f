/// The glyphs of blocks, lines and dots as shapes. A font's own glyphs for them leave gaps between cells as soon as a picture
/// has another height of lines, so that a bar would look like a row of bricks.
///
/// A cell is 10 wide and 20 high here, so that halves and quarters of it are whole numbers.
enum CellShape {
  static let width = 10.0
  static let height = 20.0

  /// A rectangle within a cell.
  struct Box: Sendable, Equatable {
    var x: Double, y: Double, width: Double, height: Double

    init(_ x: Double, _ y: Double, _ width: Double, _ height: Double) {
      (self.x, self.y, self.width, self.height) = (x, y, width, height)
    }
  }

  /// The rectangles that a glyph consists of; `nil` if it is drawn as text.
  static func boxes(of glyph: Character) -> [Box]? {
    guard let scalar = glyph.unicodeScalars.first, scalar.value >= 0x2500, glyph.unicodeScalars.count == 1 else {
      return nil
    }
    switch scalar.value {
    case 0x2500...0x257F: return lines[glyph] ?? dashes(glyph)
    case 0x2580...0x259F: return block(scalar.value)
    case 0x2800...0x28FF: return braille(UInt8(scalar.value - 0x2800))
    default: return nil
    }
  }

  private static func block(_ value: UInt32) -> [Box]? {
    switch value {
    case 0x2580: return [Box(0, 0, width, height / 2)]
    case 0x2581...0x2588:
      let part = height * Double(value - 0x2580) / 8
      return [Box(0, height - part, width, part)]
    case 0x2589...0x258F: return [Box(0, 0, width * Double(0x2590 - value) / 8, height)]
    case 0x2590: return [Box(width / 2, 0, width / 2, height)]
    // Shades are lines, the darker the thicker: they join, and need no second colour with less contrast.
    case 0x2591...0x2593:
      return stride(from: 0.0, to: height, by: 5).map { Box(0, $0 + 2, width, Double(value - 0x2590)) }
    case 0x2594: return [Box(0, 0, width, height / 8)]
    case 0x2595: return [Box(width * 7 / 8, 0, width / 8, height)]
    case 0x2596...0x259F:
      // Upper left, upper right, lower left, lower right.
      let bits: [UInt8] = [4, 8, 1, 13, 9, 7, 11, 2, 6, 14]
      let quarters = bits[Int(value - 0x2596)]
      return (0..<4).filter { quarters & 1 << $0 != 0 }.map {
        Box(Double($0 % 2) * width / 2, Double($0 / 2) * height / 2, width / 2, height / 2)
      }
    default: return nil
    }
  }

  private static func braille(_ bits: UInt8) -> [Box] {
    (0..<8).filter { bits & 1 << UInt8($0) != 0 }.map { bit in
      let (column, row) = bit < 6 ? (bit / 3, bit % 3) : (bit - 6, 3)
      return Box(1 + 5 * Double(column), 1 + 5 * Double(row), 3, 3)
    }
  }

  private static func dashes(_ glyph: Character) -> [Box]? {
    switch glyph {
    case "┄", "┈": stride(from: 0, to: width, by: 5).map { Box($0 + 1, height / 2 - 1, 3, 2) }
    case "┆", "┊": stride(from: 0, to: height, by: 5).map { Box(width / 2 - 1, $0 + 1, 2, 3) }
    default: nil
    }
  }

  /// Lines from the middle of a cell: up, right, down, left.
  private static let lines: [Character: [Box]] = {
    let light: [(Character, String)] = [
      ("─", "rl"), ("│", "ud"), ("┌", "rd"), ("┐", "ld"), ("└", "ur"), ("┘", "ul"), ("├", "urd"), ("┤", "uld"),
      ("┬", "rld"), ("┴", "url"), ("┼", "urld"), ("╴", "l"), ("╵", "u"), ("╶", "r"), ("╷", "d"),
    ]
    let heavy: [(Character, String)] = [
      ("━", "rl"), ("┃", "ud"), ("┏", "rd"), ("┓", "ld"), ("┗", "ur"), ("┛", "ul"), ("┣", "urd"), ("┫", "uld"),
      ("┳", "rld"), ("┻", "url"), ("╋", "urld"), ("╸", "l"), ("╹", "u"), ("╺", "r"), ("╻", "d"),
    ]
    var table: [Character: [Box]] = [:]
    for (glyph, arms) in light { table[glyph] = lines(to: arms, thickness: 2) }
    for (glyph, arms) in heavy { table[glyph] = lines(to: arms, thickness: 4) }
    return table
  }()

  private static func lines(to arms: String, thickness: Double) -> [Box] {
    let half = thickness / 2
    let (x, y) = (width / 2, height / 2)
    if arms == "rl" { return [Box(0, y - half, width, thickness)] }
    if arms == "ud" { return [Box(x - half, 0, thickness, height)] }
    return arms.map { arm in
      switch arm {
      case "u": Box(x - half, 0, thickness, y + half)
      case "d": Box(x - half, y - half, thickness, height - y + half)
      case "r": Box(x - half, y - half, width - x + half, thickness)
      default: Box(0, y - half, x + half, thickness)
      }
    }
  }

  /// The outline of a rounded corner in a cell whose corner is at this point; `nil` for every other glyph.
  static func roundedCorner(_ glyph: Character, x: Double, y: Double) -> String? {
    let sides: (right: Bool, down: Bool)
    switch glyph {
    case "╭": sides = (true, true)
    case "╮": sides = (false, true)
    case "╰": sides = (true, false)
    case "╯": sides = (false, false)
    default: return nil
    }
    func point(_ dx: Double, _ dy: Double) -> String {
      "\(number(x + (sides.right ? dx : width - dx))) \(number(y + (sides.down ? dy : height - dy)))"
    }
    let turn = sides.right == sides.down
    return "M\(point(10, 9))A6 6 0 0 \(turn ? 0 : 1) \(point(4, 15))L\(point(4, 20))L\(point(6, 20))L\(point(6, 15))"
      + "A4 4 0 0 \(turn ? 1 : 0) \(point(10, 11))Z"
  }

  /// A coordinate without needless digits.
  static func number(_ value: Double) -> String {
    value == value.rounded() ? String(Int(value)) : String(value)
  }
}
