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
  /// The number of maps that the request under way has begun.
  var maps = 0
  /// What each worker was doing when it was last sampled.
  var samples: [WorkerProgress] = []
  /// Whether the student asked it to stop.
  var isStopping = false

  /// The request under way.
  var request: RunRequest { requests[current] }

  /// Applies events of the run.
  mutating func apply(_ events: [PoolEvent]) {
    for event in events {
      if case .mapStarted = event.kind { maps += 1 }
      lanes.apply(event)
    }
  }

  /// Goes on to the next request under a new token; `false` if there is none.
  mutating func advance(token: Int) -> Bool {
    guard current + 1 < requests.count, !isStopping else { return false }
    self.token = token
    current += 1
    lanes = Lanes()
    maps = 0
    samples = []
    return true
  }

  /// How much of a worker's chunk is done, in items; 0 if that isn't known.
  func itemsUnderWay(_ lane: Lane) -> Double {
    guard let current = lane.current, let sample = samples[safe: lane.worker], sample.map == lanes.run,
      let item = sample.item, current.contains(item)
    else { return 0 }
    return Double(item - current.lowerBound) + sample.fraction
  }

  /// The items done in this map, with the finished parts of those under way.
  var itemsDone: Double { lanes.lanes.reduce(Double(lanes.itemsDone)) { $0 + itemsUnderWay($1) } }
}
