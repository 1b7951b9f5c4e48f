import Synchronization
import WorkerPool

/// Keeps what a recorded run is made of while events come in: the pool's start and the last map, and their fold.
final class RunJournal: Sendable {
  private struct State {
    var lanes = Lanes()
    var start: [PoolEvent] = []
    var map: [PoolEvent] = []
  }

  private let state = Mutex(State())

  /// Adds events in their order.
  func add(_ events: [PoolEvent]) {
    state.withLock { state in
      for event in events {
        if case .poolEnded = event.kind { continue }
        if case .workerEnded = event.kind, state.lanes.ended != nil { continue }
        state.lanes.apply(event)
        if case .runStarted = event.kind { state.map = [] }
        if state.lanes.run == 0 { state.start.append(event) } else { state.map.append(event) }
      }
    }
  }

  /// The fold, and the events to keep.
  var kept: (lanes: Lanes, events: [PoolEvent]) { state.withLock { ($0.lanes, $0.start + $0.map) } }
}
