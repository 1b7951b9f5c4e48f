internal import Experiments
internal import WorkerPool

/// A recorded run, shown event by event.
struct Timeline: Sendable, Equatable {
  /// The run's id, and the title with the experiment's settings.
  let run: String, title: String
  /// How many events near the end of the run were not recorded.
  let eventsLeftOut: Int
  /// The events in the order of time; `nil` while they are being read.
  private(set) var events: [PoolEvent]?
  /// The run as a whole.
  private(set) var lanes = Lanes()
  /// The time span of the map, nanoseconds.
  private(set) var window: Range<UInt64> = 0..<1
  /// The moment that is shown, within the window.
  private(set) var moment: UInt64 = 0
  /// The index of the event at the cursor; `nil` before the first one.
  private(set) var cursor: Int?
  /// Whether it is playing.
  private(set) var isPlaying = false
  /// Which of `speeds` it plays at.
  private(set) var speed = 2
  private var lastTick: UInt64?

  /// How many times slower than real time it can play.
  static let speeds: [UInt64] = [1, 10, 100, 1000]

  /// Opens a run; its events can be loaded later.
  init(_ run: RecordedRun, title: String) {
    self.run = run.id
    self.title = title
    eventsLeftOut = run.report.events_left_out ?? 0
    let events = run.events
    if !events.isEmpty { load(events) }
  }

  /// Sets the events, which were read from the disk.
  mutating func load(_ recorded: [PoolEvent]) {
    lanes = Lanes()
    lanes.apply(recorded)
    // Workers read their own clocks, so that events arrive slightly out of order.
    let shown = recorded.filter { event in
      if case .workerStarted = event.kind { return event.time >= lanes.began ?? .max }
      return Timeline.isShown(event.kind)
    }
    let sorted = shown.enumerated().sorted { ($0.element.time, $0.offset) < ($1.element.time, $1.offset) }
    events = sorted.map(\.element)
    let first = lanes.began ?? sorted.first?.element.time ?? 0
    let last = max(lanes.ended ?? first, sorted.last?.element.time ?? first)
    window = first..<max(last, first + 1)
    moment = first
    cursor = nil
    speed = Timeline.speeds.lastIndex { Double(window.count) / 1e9 * Double($0) <= 30 } ?? 0
  }

  /// Whether the cursor stops at an event of this kind.
  static func isShown(_ kind: PoolEvent.Kind) -> Bool {
    switch kind {
    case .chunkStarted, .chunkFinished, .itemStarted, .itemFinished, .itemFailed, .chunkReturned, .workerEnded: true
    default: false
    }
  }

  /// When processes of this worker ended, up to the moment that is shown.
  func ends(of worker: Int) -> [UInt64] {
    (events ?? []).filter { event in
      if case .workerEnded(worker, _, _) = event.kind { event.time <= moment } else { false }
    }.map(\.time)
  }

  /// The event at the cursor.
  var event: PoolEvent? { cursor.flatMap { events?.indices.contains($0) == true ? events?[$0] : nil } }

  /// Goes to another event.
  mutating func step(by count: Int) {
    guard let events, !events.isEmpty else { return }
    isPlaying = false
    let next = (cursor ?? -1) + count
    if next < 0 {
      cursor = nil
      moment = window.lowerBound
    } else {
      cursor = min(next, events.count - 1)
      moment = clamped(events[min(next, events.count - 1)].time)
    }
  }

  /// Goes to the start or the end.
  mutating func jump(toEnd: Bool) {
    guard let events else { return }
    isPlaying = false
    moment = toEnd ? window.upperBound : window.lowerBound
    cursor = toEnd && !events.isEmpty ? events.count - 1 : nil
  }

  /// Plays, from the start if it was at the end, or pauses.
  mutating func toggle() {
    guard events?.isEmpty == false else { return }
    isPlaying.toggle()
    lastTick = nil
    if isPlaying, moment >= window.upperBound {
      moment = window.lowerBound
      cursor = nil
    }
  }

  /// Changes the speed.
  mutating func changeSpeed(by step: Int) { speed = min(max(0, speed + step), Timeline.speeds.count - 1) }

  /// Advances the moment while it is playing.
  mutating func tick(_ now: UInt64) {
    guard isPlaying, let events else { return }
    defer { lastTick = now }
    guard let lastTick, now > lastTick else { return }
    let passed = (now - lastTick) / Timeline.speeds[speed]
    let left = window.upperBound - moment
    moment += min(passed, left)
    if passed == 0, now - lastTick > 0 { moment += min(1, left) }
    while let event = events[safe: (cursor ?? -1) + 1], event.time <= moment { cursor = (cursor ?? -1) + 1 }
    if moment >= window.upperBound { isPlaying = false }
  }

  private func clamped(_ time: UInt64) -> UInt64 { min(max(time, window.lowerBound), window.upperBound) }
}

extension Array {
  /// The element at an index, if there is one.
  subscript(safe index: Int) -> Element? { indices.contains(index) ? self[index] : nil }
}
