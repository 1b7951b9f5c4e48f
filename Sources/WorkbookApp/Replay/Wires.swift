internal import Canvas

/// Lines along rows and columns that join where they meet.
struct Wires {
  /// The directions in which a line leaves a cell.
  private struct Arms: OptionSet {
    let rawValue: Int
    static let up = Arms(rawValue: 1), right = Arms(rawValue: 2), down = Arms(rawValue: 4), left = Arms(rawValue: 8)
  }

  private struct Place: Hashable {
    var x: Int
    var y: Int
  }

  private var arms: [Place: Arms] = [:]
  private var styles: [Place: Style] = [:]

  /// Adds a line from one cell to another: along the row to a column, along that column, and along the row again.
  mutating func connect(from x0: Int, _ y0: Int, to x1: Int, _ y1: Int, turningAt column: Int, style: Style) {
    addRow(y0, from: x0, to: column, style)
    addColumn(column, from: y0, to: y1, style)
    addRow(y1, from: column, to: x1, style)
  }

  private mutating func addRow(_ y: Int, from x0: Int, to x1: Int, _ style: Style) {
    guard x0 < x1 else { return }
    for x in x0...x1 {
      add(x > x0 ? .left : [], x, y, style)
      add(x < x1 ? .right : [], x, y, style)
    }
  }

  private mutating func addColumn(_ x: Int, from y0: Int, to y1: Int, _ style: Style) {
    guard y0 != y1 else { return }
    let (top, bottom) = (min(y0, y1), max(y0, y1))
    for y in top...bottom {
      add(y > top ? .up : [], x, y, style)
      add(y < bottom ? .down : [], x, y, style)
    }
  }

  private mutating func add(_ arm: Arms, _ x: Int, _ y: Int, _ style: Style) {
    arms[Place(x: x, y: y), default: []].insert(arm)
    styles[Place(x: x, y: y)] = style
  }

  /// Draws the lines; their ends touch what is beside them.
  func draw(on canvas: inout Canvas, glyphs: Glyphs) {
    for (place, arms) in arms {
      canvas.put(glyph(arms, glyphs), x: place.x, y: place.y, style: styles[place] ?? .plain)
    }
  }

  private func glyph(_ arms: Arms, _ glyphs: Glyphs) -> String {
    if arms.isSubset(of: [.left, .right]) { return String(glyphs.horizontal) }
    if arms.isSubset(of: [.up, .down]) { return String(glyphs.vertical) }
    // Without signs for tees, a cross is drawn as the line on top.
    if glyphs.isASCII { return arms == [.up, .right, .down, .left] ? "|" : "+" }
    switch arms {
    case [.up, .right]: return "└"
    case [.up, .left]: return "┘"
    case [.down, .right]: return "┌"
    case [.down, .left]: return "┐"
    case [.up, .down, .right]: return "├"
    case [.up, .down, .left]: return "┤"
    case [.left, .right, .up]: return "┴"
    case [.left, .right, .down]: return "┬"
    default: return "┼"
    }
  }
}
