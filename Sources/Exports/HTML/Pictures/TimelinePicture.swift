internal import Experiments
internal import WorkerPool
import Text

extension Picture {
  /// The most workers that get a row of their own.
  private static let mostRows = 64

  /// When each worker was busy, chunk by chunk; `nil` if the events don't say, or
  /// for one worker alone.
  static func timeline(id: String, _ events: [PoolEvent]) -> Picture? {
    var state = Lanes()
    state.apply(events)
    guard let began = state.began, let ended = state.ended, ended > began, state.lanes.count > 1 else { return nil }
    let seconds = Double(ended - began) / 1e9
    let lanes = state.lanes.prefix(mostRows)
    let omitted = state.lanes.count - lanes.count
    let facts = lanes.map { lane in
      "\(lane.name) finished \(counted(lane.items, "item")) in \(counted(lane.chunks, "chunk")) and was busy for "
        + "\(formatDuration(Double(lane.busy) / 1e9))\(lane.lost.isEmpty ? "" : ", and its process was replaced")."
    }
    let words =
      "The map took \(formatDuration(seconds)). " + facts.joined(separator: " ")
      + (omitted > 0 ? " \(counted(omitted, "more worker")) not shown." : "")
    let (left, plot, right, row) = (72.0, 500.0, 120.0, 22.0)
    let bottom = Double(lanes.count) * row + 8
    var picture = Picture(
      id: id, title: "When each worker was busy", description: words, width: left + plot + right, height: bottom + 26)
    for tick in roundSteps(upTo: seconds, count: 5) {
      let x = left + tick / seconds * plot
      picture.line("grid", from: (x, 4), to: (x, bottom))
      picture.words(formatDuration(tick), x: x, y: bottom + 16, anchor: .middle, look: "words small")
    }
    for (index, lane) in lanes.enumerated() {
      let y = Double(index) * row + 8
      picture.words(lane.name, x: left - 8, y: y + 12, anchor: .end)
      for part in spans(of: lane, from: began, to: ended) {
        picture.box(
          look(of: index), x: left + part.lowerBound * plot, y: y,
          width: max(1, (part.upperBound - part.lowerBound) * plot),
          height: row - 6)
      }
      picture.words(counted(lane.items, "item"), x: left + plot + 8, y: y + 12)
    }
    return picture
  }

  /// The busy times as parts of the map, with those joined that can't be told apart.
  private static func spans(of lane: Lane, from began: UInt64, to ended: UInt64) -> [Range<Double>] {
    let whole = Double(ended - began)
    var parts: [Range<Double>] = []
    for span in lane.spans {
      let from = min(max(span.time.lowerBound, began), ended)
      let to = max(from, min(span.time.upperBound, ended))
      let part = Double(from - began) / whole..<Double(to - began) / whole
      // A unit of the plane is a pixel or less.
      if let last = parts.last, part.lowerBound - last.upperBound < 0.001, part.lowerBound >= last.lowerBound,
        last.upperBound - last.lowerBound < 0.004 || part.upperBound - part.lowerBound < 0.004
      {
        parts[parts.count - 1] = last.lowerBound..<max(last.upperBound, part.upperBound)
      } else {
        parts.append(part)
      }
    }
    return parts
  }
}
