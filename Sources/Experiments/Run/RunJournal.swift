import Synchronization
internal import WorkerPool

/// Collects the events of a recorded run (the start of the pool and the last map) and what they add up to.
///
/// A map of a million chunks has millions of events. If there are more than `mostEvents`, only the first ones and the end
/// are kept; the report still counts all of them, and says how many were left out.
final class RunJournal: Sendable {
  private struct State {
    var lanes = Lanes()
    var start: [PoolEvent] = []
    var map: [PoolEvent] = []
    var leftOut = 0

    mutating func append(_ event: PoolEvent) {
      if case .mapStarted = event.kind { (map, leftOut) = ([], 0) }
      guard lanes.run > 0 else { return start.append(event) }
      let isEnd =
        switch event.kind {
        case .mapFinished, .mapStopped: true
        default: false
        }
      if isEnd || map.count < RunJournal.mostEvents { map.append(event) } else { leftOut += 1 }
    }
  }

  /// The maximum number of events to keep of a map; a recorded run with that many has about ten megabytes.
  static let mostEvents = 200_000

  private let state = Mutex(State())

  /// Adds events in the order in which they happened.
  func add(_ events: [PoolEvent]) {
    state.withLock { state in
      for event in events {
        if case .poolEnded = event.kind { continue }
        if case .workerEnded = event.kind, state.lanes.ended != nil { continue }
        state.lanes.apply(event)
        state.append(event)
      }
    }
  }

  /// What the events add up to, the events to keep, and how many were left out.
  var kept: (lanes: Lanes, events: [PoolEvent], leftOut: Int) {
    state.withLock { ($0.lanes, $0.start + $0.map, $0.leftOut) }
  }
}
