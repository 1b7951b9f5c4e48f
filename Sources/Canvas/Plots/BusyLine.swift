/// How much of each cell's time was busy, from 0 to 1, for spans of time that don't overlap.
///
/// - Parameters:
///   - length: The time at the end of the last cell.
///   - end: Nothing after this time counts.
package func busyShares(_ spans: [Range<Double>], length: Double, width: Int, until end: Double = .infinity) -> [Double]
{
  var shares = [Double](repeating: 0, count: max(0, width))
  guard length > 0, length.isFinite, width > 0 else { return shares }
  let cells = Double(width) / length
  for span in spans {
    let (from, to) = (max(0, span.lowerBound) * cells, min(span.upperBound, end, length) * cells)
    guard from < to else { continue }
    for cell in min(Int(from), width - 1)...min(Int(to), width - 1) {
      shares[cell] += max(0, min(to, Double(cell + 1)) - max(from, Double(cell)))
    }
  }
  return shares.map { min(1, $0) }
}

/// A worker's time as a bar: full cells are busy, and one that is busy in part is filled in part. Whatever was busy can be
/// seen, however short it was.
package func busyLine(_ shares: [Double], glyphs: Glyphs = .utf8) -> String {
  String(
    shares.indices.map { cell -> Character in
      let share = shares[cell]
      let goesOn = cell + 1 < shares.count && shares[cell + 1] > 0
      if share > 0.95 || (share >= 0.5 && (goesOn || glyphs.isASCII)) { return glyphs.barFull }
      guard share > 0 else { return " " }
      if glyphs.isASCII { return glyphs.vertical }
      return glyphs.barEighths[min(glyphs.barEighths.count, max(1, Int(share * 8))) - 1]
    })
}

/// The mean of several workers' times as a row of columns: the higher, the more of them were busy.
package func busyProfile(_ lanes: [[Double]], glyphs: Glyphs = .utf8) -> String {
  let columns: [Character] = ["▁", "▂", "▃", "▄", "▅", "▆", "▇", "█"]
  let width = lanes.map(\.count).max() ?? 0
  return String(
    (0..<width).map { cell -> Character in
      let mean = lanes.reduce(0) { $0 + (cell < $1.count ? $1[cell] : 0) } / Double(lanes.count)
      guard mean > 0 else { return " " }
      if glyphs.isASCII { return mean >= 0.5 ? glyphs.barFull : "." }
      return columns[min(7, Int((mean * 8).rounded(.up)) - 1)]
    })
}

/// A gap between two columns with its name: `╰── idle 473 ms ──╯`. If it is too narrow, the name is before it.
///
/// - Returns: The text and its first column; `nil` if there is no room for it.
package func namedGap(_ name: String, from: Int, to: Int, glyphs: Glyphs = .utf8) -> (x: Int, text: String)? {
  let (left, line, right): (String, String, String) = glyphs.isASCII ? ("+", "-", "+") : ("╰", "─", "╯")
  let (room, width) = (to - from, cellWidth(of: name))
  guard room > 0 else { return nil }
  if room >= width + 4 {
    let rest = room - width - 4
    let before = String(repeating: line, count: rest / 2)
    return (from, "\(left)\(before) \(name) \(String(repeating: line, count: rest - rest / 2))\(right)")
  }
  guard from > width else { return nil }
  let mark = room == 1 ? right : left + String(repeating: line, count: room - 2) + right
  return (from - width - 1, "\(name) \(mark)")
}
