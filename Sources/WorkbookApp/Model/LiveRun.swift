internal import Experiments
internal import WorkerPool

/// A run under way: the requests, and the state after the events so far.
struct LiveRun: Sendable, Equatable {
  /// The number that effects and messages refer to the run by.
  var token: Int
  /// The experiment's id.
  let experiment: String
  /// What to run, one request after another; several for a scale.
  let requests: [RunRequest]
  /// The index of the request under way.
  var current = 0
  /// What each worker is doing.
  var lanes = Lanes()
  /// The events so far, for the replay; at most `mostEvents`.
  private(set) var events: [PoolEvent] = []
  /// Which part of the items each worker has done.
  var shares = ItemShares()
  /// The number of maps that the request under way has begun.
  var maps = 0
  /// What the program wrote, if it has a pool of its own.
  var printed = OutputTail()
  /// What each worker was doing when it was last sampled.
  var samples: [WorkerProgress] = []
  /// Whether the student asked it to stop.
  var isStopping = false
  /// What has to be done before it can begin; `nil` once it has begun.
  var preparation: Preparation?
  /// When it began, in nanoseconds of the monotonic clock.
  var began: UInt64 = 0

  /// What has to be done before a Python file can run.
  enum Preparation: Sendable, Equatable {
    /// Reading what other programs have changed in the files.
    case reading
    /// Saving the answers: the files on the disk are what runs.
    case saving
  }

  /// Whether it runs a Python file, which has a pool of its own.
  var isPython: Bool { request.cell != nil }

  /// The request under way.
  var request: RunRequest { requests[current] }

  /// Applies events of the run.
  mutating func apply(_ events: [PoolEvent]) {
    for event in events {
      if case .mapStarted = event.kind {
        maps += 1
        // The replay shows one map, with the processes that it has.
        if maps > 1 { self.events.removeAll { !$0.isAboutProcesses } }
      }
      lanes.apply(event)
      shares.apply(event)
    }
    self.events += events.prefix(max(0, Self.mostEvents - self.events.count))
  }

  /// How many events of a map under way the replay shows.
  static let mostEvents = 4000

  /// Goes on to the next request under a new token; `false` if there is none.
  mutating func advance(token: Int) -> Bool {
    guard current + 1 < requests.count, !isStopping else { return false }
    self.token = token
    current += 1
    lanes = Lanes()
    shares = ItemShares()
    maps = 0
    events = []
    printed = OutputTail()
    samples = []
    return true
  }

  /// How much of a worker's chunk is done, in items; 0 if that isn't known.
  func itemsUnderWay(_ lane: Lane) -> Double {
    position(in: lane).map { Double($0.item - $0.chunk.lowerBound) + $0.sample.fraction } ?? 0
  }

  /// The items done in this map, with the finished parts of those under way.
  var itemsDone: Double { lanes.lanes.reduce(Double(lanes.itemsDone)) { $0 + itemsUnderWay($1) } }

  /// The same as `itemsDone`, but an item whose task doesn't report how much of it is done counts by the time it has
  /// taken, compared to the mean of the finished items.
  func itemsDone(estimatedAt now: UInt64) -> Double {
    let busy = lanes.lanes.reduce(0.0) { $0 + Double($1.busy) }
    let mean = busy / Double(max(1, lanes.itemsDone))
    guard mean > 0 else { return itemsDone }
    return lanes.lanes.reduce(Double(lanes.itemsDone)) { done, lane in
      done + itemsUnderWay(lane, estimatedAt: now, mean: mean)
    }
  }

  private func itemsUnderWay(_ lane: Lane, estimatedAt now: UInt64, mean: Double) -> Double {
    guard let chunk = lane.current else { return 0 }
    func items(since start: UInt64) -> Double { now > start ? Double(now - start) / mean : 0 }
    guard let (sample, _, item) = position(in: lane) else {
      return min(Double(chunk.count), items(since: lane.currentSince))
    }
    if sample.fraction > 0 { return itemsUnderWay(lane) }
    return Double(item - chunk.lowerBound) + min(1, items(since: max(sample.since, lane.currentSince)))
  }

  /// Where a worker is in its chunk; `nil` if it hasn't been sampled there.
  private func position(in lane: Lane) -> (sample: WorkerProgress, chunk: Range<Int>, item: Int)? {
    guard let chunk = lane.current, let sample = samples[safe: lane.worker], sample.map == lanes.run,
      let item = sample.item, chunk.contains(item)
    else { return nil }
    return (sample, chunk, item)
  }
}

extension PoolEvent {
  /// Whether it is about processes, not about items.
  fileprivate var isAboutProcesses: Bool {
    switch kind {
    case .poolStarted, .workerStarted, .workerReady: true
    default: false
    }
  }
}
