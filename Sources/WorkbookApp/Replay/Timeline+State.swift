internal import Experiments
internal import WorkerPool

/// A recorded run, shown step by step.
struct Timeline: Sendable, Equatable {
  /// The run's id, and the title with the experiment's settings.
  private(set) var run: String
  let title: String
  /// The token of the run, if it is still under way.
  private(set) var live: Int?
  /// How many events near the end of the run were not recorded.
  private(set) var eventsLeftOut: Int
  /// Where the time went; `nil` while the run is under way.
  private(set) var figures: ComparedRun?
  /// What the items are called.
  let labels: ReplayLabels
  /// The machine that the run was made on.
  let host: String
  /// The steps; `nil` while they are being read.
  private(set) var track: ReplayTrack?
  /// The number of steps that have happened.
  private(set) var count = 0
  /// The moment that is shown, nanoseconds of the monotonic clock, within the window.
  private(set) var moment: UInt64 = 0
  /// Whether all steps are equally wide and take equally long, or are where they were in time.
  private(set) var isEven = true
  /// Whether the map is shown as a picture of the list and the workers, or as lanes.
  private(set) var isPicture = false
  /// Whether the figures are shown instead.
  private(set) var showsFigures = false
  /// The worker that is pointed at, counted from 0; the others are dim.
  private(set) var pointedAt: Int?
  /// Whether it is playing.
  private(set) var isPlaying = false
  /// Which of `speeds` it plays at in true time, and which of `rates` in even steps.
  private(set) var speed = 2, rate = 2
  /// How much of the true time's axis is in sight: all of it, a half, a quarter …
  private(set) var zoom = 0
  /// Columns of the longest name of a chip, as far as that matters.
  private(set) var longestLabel = 1
  private var lastTick: UInt64?
  /// How much of a run under way is shown.
  private var followed: Followed?
  /// Parts of a step that have passed while it plays in even steps.
  private var passed = 0.0

  /// How much of a run under way is shown: the map, and its events.
  private struct Followed: Sendable, Equatable {
    var maps: Int, events: Int
  }

  /// How many times slower than real time it can play.
  static let speeds: [UInt64] = [1, 10, 100, 1000, 10_000, 100_000]
  /// How many times faster than usual it can play in even steps.
  static let rates = [0.25, 0.5, 1, 2, 4]
  /// The most halvings of the axis.
  static let mostZoom = 16
  /// Maps shorter than this, in nanoseconds, open in even steps.
  private static let short: UInt64 = 50_000_000

  /// Opens a run; its events can be loaded later.
  init(_ run: RecordedRun, title: String) {
    self.run = run.id
    self.title = title
    figures = ComparedRun(figuresOf: run)
    labels = ReplayLabels(run)
    host = run.machine.host
    eventsLeftOut = run.report.events_left_out ?? 0
    if !run.events.isEmpty { load(run.events) }
  }

  /// Opens a run under way, at its last step; it goes on with the run as long as it is there.
  init(_ live: LiveRun, title: String, host: String) {
    run = ""
    self.title = title
    self.live = live.token
    labels = ReplayLabels(live.request.task, live.request.knobs)
    self.host = host
    eventsLeftOut = 0
    follow(live)
  }

  /// Adds what has happened in a run under way. Somebody who has stepped back stays there.
  mutating func follow(_ live: LiveRun) {
    // Long maps have more events than are kept, so that most of them change nothing here.
    guard self.live == live.token, followed != Followed(maps: live.maps, events: live.events.count) else { return }
    followed = Followed(maps: live.maps, events: live.events.count)
    let isFollowing = count == steps.count
    let before = (count, moment)
    load(live.events)
    isPlaying = false
    if isFollowing { jump(toEnd: true) } else { (count, moment) = before }
  }

  /// Goes on with the recording of the run that was under way.
  mutating func end(_ token: Int, as record: RecordedRun) {
    guard live == token else { return }
    let isFollowing = count == steps.count
    let before = (count, moment)
    (live, run, eventsLeftOut) = (nil, record.id, record.report.events_left_out ?? 0)
    figures = ComparedRun(figuresOf: record)
    load(record.events)
    isPlaying = false
    if isFollowing { jump(toEnd: true) } else { (count, moment) = before }
  }

  /// Sets the events, which may have been read from the disk.
  mutating func load(_ recorded: [PoolEvent]) {
    let track = ReplayTrack(recorded)
    self.track = track
    longestLabel = track.chips.prefix(500).map { labels.chip($0.items).count + ($0.isAgain ? 1 : 0) }.max() ?? 1
    moment = track.window.lowerBound
    count = 0
    if live == nil || track.steps.isEmpty { isEven = UInt64(track.window.count) < Self.short }
    speed = Self.speeds.lastIndex { Double(track.window.count) / 1e9 * Double($0) <= 30 } ?? 0
    isPlaying = !track.steps.isEmpty
  }

  /// The steps; none while they are being read.
  var steps: [ReplayTrack.Step] { track?.steps ?? [] }
  /// The time span of the map, nanoseconds.
  var window: Range<UInt64> { track?.window ?? 0..<1 }
  /// The step that has just happened.
  var step: ReplayTrack.Step? { steps[safe: count - 1] }
  /// Steps in a second when it plays in even steps: two, or as many as end after half a minute.
  var stepsPerSecond: Double { max(2, Double(steps.count) / 30) * Self.rates[rate] }

  /// Goes some steps on or back.
  mutating func step(by number: Int) { go(to: count + number) }

  /// Goes to the start or the end.
  mutating func jump(toEnd: Bool) {
    go(to: toEnd ? steps.count : 0)
    if toEnd { moment = window.upperBound }
  }

  /// Goes to the next step of a worker, counted from 0; false if there is none.
  mutating func jump(toWorker worker: Int) -> Bool {
    guard let track,
      let next = track.steps.indices.first(where: { $0 >= count && track.worker(of: steps[$0]) == worker })
    else { return false }
    go(to: next + 1)
    return true
  }

  private mutating func go(to number: Int) {
    isPlaying = false
    count = min(max(0, number), steps.count)
    moment = step.map { min(max($0.time, window.lowerBound), window.upperBound) } ?? window.lowerBound
    passed = 0
  }

  /// Plays, from the start if it was at the end, or pauses.
  mutating func toggle() {
    guard !steps.isEmpty else { return }
    isPlaying.toggle()
    lastTick = nil
    if isPlaying, isAtEnd { restart() }
  }

  /// Plays from the start.
  mutating func restart() {
    guard !steps.isEmpty else { return }
    go(to: 0)
    isPlaying = true
    lastTick = nil
  }

  private var isAtEnd: Bool { isEven ? count >= steps.count : moment >= window.upperBound }

  /// Changes between even steps and true time.
  mutating func changeScale() {
    isEven.toggle()
    passed = 0
  }

  /// Points at a worker, or at none if it was pointed at.
  mutating func point(at worker: Int) { pointedAt = pointedAt == worker ? nil : worker }

  /// Changes between the lanes and the picture.
  mutating func changePicture() {
    isPicture = showsFigures ? isPicture : !isPicture
    showsFigures = false
  }

  /// Shows the steps, and not the figures.
  mutating func showSteps() { showsFigures = false }

  /// Changes between the figures and what was shown before.
  mutating func changeFigures() { showsFigures.toggle() }

  /// Changes the speed; -1 is faster.
  mutating func changeSpeed(by step: Int) {
    if isEven {
      rate = min(max(0, rate - step), Self.rates.count - 1)
    } else {
      speed = min(max(0, speed + step), Self.speeds.count - 1)
    }
  }

  /// Sets the speed of true time, as one of `speeds`.
  mutating func use(speed index: Int) {
    isEven = false
    speed = min(max(0, index), Self.speeds.count - 1)
  }

  /// Stretches the axis of true time, or shows more of it.
  mutating func changeZoom(by step: Int) { zoom = min(max(0, zoom + step), Self.mostZoom) }

  /// Advances while it is playing.
  mutating func tick(_ now: UInt64) {
    guard isPlaying, track != nil else { return }
    defer { lastTick = now }
    guard let lastTick, now > lastTick else { return }
    if isEven { advanceEvenly(now - lastTick) } else { advance(now - lastTick) }
    if isAtEnd { isPlaying = false }
  }

  private mutating func advanceEvenly(_ time: UInt64) {
    passed += Double(time) / 1e9 * stepsPerSecond
    let whole = Int(min(passed, Double(steps.count)))
    guard whole > 0 else { return }
    passed -= Double(whole)
    count = min(count + whole, steps.count)
    moment = step.map { min(max($0.time, window.lowerBound), window.upperBound) } ?? window.lowerBound
  }

  private mutating func advance(_ time: UInt64) {
    let left = window.upperBound - moment
    let passed = time / Timeline.speeds[speed]
    moment += min(max(passed, 1), left)
    while let next = steps[safe: count], next.time <= moment { count += 1 }
  }
}

extension Array {
  /// The element at an index, if there is one.
  subscript(safe index: Int) -> Element? { indices.contains(index) ? self[index] : nil }
}
