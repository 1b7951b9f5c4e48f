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
  /// Whether the student asked it to stop.
  var isStopping = false

  /// The request that runs.
  var request: RunRequest { requests[current] }

  /// Hears of what happened.
  mutating func hear(_ events: [PoolEvent]) {
    for event in events {
      if case .runStarted = event.kind { maps += 1 }
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
    return true
  }
}
