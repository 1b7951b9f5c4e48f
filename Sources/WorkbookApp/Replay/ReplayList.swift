internal import Canvas
internal import Text

/// The list of items beside the lanes: what waits, and which results are back, in their places.
struct ReplayList {
  let track: ReplayTrack
  let labels: ReplayLabels
  let glyphs: Glyphs

  /// Columns of the words before a list.
  private static let label = 11
  /// The most items that are listed one by one.
  private static let most = 60

  /// Draws the items that nobody has yet.
  func drawWaiting(_ progress: ReplayTrack.Progress, on canvas: inout Canvas, _ area: Rect) {
    canvas.put("waiting", x: area.x, y: area.y, style: .dim)
    let ranges = track.waiting(after: progress)
    let count = ranges.reduce(0) { $0 + $1.count }
    let room = area.width - Self.label
    var text = count == 0 ? "nothing" : "\(formatCount(count)) of \(counted(track.items, "item"))"
    if count > 0, count <= Self.most {
      let list = ranges.joined().map { labels.short($0..<$0 + 1) }.joined(separator: "  ")
      if cellWidth(of: list) <= room { text = list }
    }
    canvas.put(
      truncate(text, to: room, ellipsis: glyphs.ellipsis), x: area.x + Self.label, y: area.y,
      style: count == 0 ? .dim : .plain)
  }

  /// Draws the results so far: one by one, or as a bar in which each cell is a part of the list.
  func drawResults(_ progress: ReplayTrack.Progress, on canvas: inout Canvas, _ area: Rect) {
    canvas.put("results", x: area.x, y: area.y, style: .dim)
    let room = area.width - Self.label
    let text = list(progress, room) ?? bar(progress, room)
    canvas.put(text, x: area.x + Self.label, y: area.y)
  }

  private func list(_ progress: ReplayTrack.Progress, _ room: Int) -> String? {
    guard track.items <= Self.most else { return nil }
    let done = Set(progress.done.joined())
    let places = (0..<track.items).map { done.contains($0) ? labels.short($0..<$0 + 1) : String(glyphs.separator) }
    let text = "[" + places.joined(separator: ", ") + "]"
    return cellWidth(of: text) <= room ? text : nil
  }

  private func bar(_ progress: ReplayTrack.Progress, _ room: Int) -> String {
    let words = " \(formatCount(progress.count)) of \(formatCount(track.items))"
    let width = max(1, room - cellWidth(of: words))
    var done = Array(repeating: 0.0, count: width)
    let perCell = Double(track.items) / Double(width)
    for range in progress.done {
      var position = Double(range.lowerBound)
      let end = Double(range.upperBound)
      while position < end {
        let cell = min(width - 1, Int(position / perCell))
        let next = cell == width - 1 ? end : min(end, max(Double(cell + 1) * perCell, position.nextUp))
        done[cell] += next - position
        position = next
      }
    }
    let cells = done.map { part in
      part >= perCell * 0.999 ? glyphs.barFull : part > 0 ? (glyphs.isASCII ? "+" : "▒") : glyphs.separator
    }
    return String(cells) + words
  }
}
