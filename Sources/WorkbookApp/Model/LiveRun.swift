internal import Experiments
internal import WorkerPool

/// A run under way: what was asked, and what its events have told so far.
struct LiveRun: Sendable, Equatable {
  /// What the shell knows the run by.
  var token: Int
  /// The experiment's id.
  let experiment: String
  /// What is to be run one after another; several for a scale.
  let requests: [RunRequest]
  /// Which of them runs, counted from 0.
  var current = 0
  /// Who is at what.
  var lanes = Lanes()
  /// Maps begun by the request that runs.
  var maps = 0
  /// What each worker was at when it was last looked at.
  var samples: [WorkerProgress] = []
  /// Whether the student asked it to stop.
  var isStopping = false

  /// The request that runs.
  var request: RunRequest { requests[current] }

  /// Hears of what happened.
  mutating func hear(_ events: [PoolEvent]) {
    for event in events {
      if case .mapStarted = event.kind { maps += 1 }
      lanes.apply(event)
    }
  }

  /// Goes on to the next request under another token; false where there is none.
  mutating func advance(token: Int) -> Bool {
    guard current + 1 < requests.count, !isStopping else { return false }
    self.token = token
    current += 1
    lanes = Lanes()
    maps = 0
    samples = []
    return true
  }

  /// How much of what a worker is at is done, in items; 0 where nothing was seen of it.
  func itemsUnderWay(_ lane: Lane) -> Double {
    guard let current = lane.current, let sample = samples[safe: lane.worker], sample.map == lanes.run,
      let item = sample.item, current.contains(item)
    else { return 0 }
    return Double(item - current.lowerBound) + sample.fraction
  }

  /// Items done in this map, those under way by their part.
  var itemsDone: Double { lanes.lanes.reduce(Double(lanes.itemsDone)) { $0 + itemsUnderWay($1) } }
}
