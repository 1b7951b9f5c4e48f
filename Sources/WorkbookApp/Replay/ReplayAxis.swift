internal import Canvas

/// Where steps and moments of a replay are in a row of cells.
struct ReplayAxis: Sendable, Equatable {
  private let timeline: Timeline
  /// Columns.
  let width: Int
  /// Columns of a step, if all are equally wide.
  private let slot: Int
  /// The first step in sight, if all are equally wide.
  private let first: Int
  /// The moments in sight in true time, nanoseconds.
  let window: Range<UInt64>

  /// The widest step, in columns.
  private static let widest = 9

  /// An axis for so many columns that has the timeline's moment in sight.
  init(_ timeline: Timeline, width: Int) {
    self.timeline = timeline
    self.width = max(1, width)
    let steps = timeline.steps.count + 1
    slot = min(max(width / max(1, steps), timeline.longestLabel + 2), Self.widest)
    let visible = max(1, width / slot)
    first = max(0, min(timeline.count - visible * 2 / 3, steps - visible))
    let whole = timeline.window
    let length = max(UInt64(whole.count) >> UInt64(timeline.zoom), 1)
    let middle = timeline.moment - min(timeline.moment - whole.lowerBound, length / 2)
    let start = min(middle, whole.upperBound - min(length, UInt64(whole.count)))
    window = start..<start + length
  }

  /// Whether there are steps before the first one in sight.
  var isScrolled: Bool { timeline.isEven ? first > 0 : window.lowerBound > timeline.window.lowerBound }

  /// The columns of a chip, those that have been reached; `nil` if it isn't in sight.
  func columns(of chip: ReplayTrack.Chip) -> Range<Int>? {
    guard chip.start < timeline.count else { return nil }
    let isOver = chip.end.map { $0 < timeline.count } ?? false
    guard timeline.isEven else {
      let end = isOver ? chip.time.upperBound : min(chip.time.upperBound, timeline.moment)
      guard chip.time.lowerBound < window.upperBound, end >= window.lowerBound else { return nil }
      let start = LaneLine.column(of: chip.time.lowerBound, window: window, width: width)
      return start..<max(start + 1, min(width, LaneLine.column(of: end, window: window, width: width)))
    }
    let start = (chip.start - first) * slot
    let end = ((isOver ? chip.end ?? timeline.count : timeline.count) - first) * slot
    guard end > 0, start < width else { return nil }
    return max(0, start)..<min(width, max(end, start + 1))
  }

  /// The column of a step.
  func column(ofStep step: Int) -> Int? {
    guard timeline.isEven else {
      guard let time = timeline.steps[safe: step]?.time, window.contains(time) else { return nil }
      return LaneLine.column(of: time, window: window, width: width)
    }
    let column = (step - first) * slot
    return (0..<width).contains(column) ? column : nil
  }
}
