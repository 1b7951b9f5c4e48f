import Synchronization
import WorkerPool

/// Keeps what a recorded run is made of while events come in: the pool's start and the last map, and their fold.
///
/// A map of a million chunks has some million events. Of more than `mostEvents` the first are kept, and the end; the
/// fold, and so the report, counts them all.
final class RunJournal: Sendable {
  private struct State {
    var lanes = Lanes()
    var start: [PoolEvent] = []
    var map: [PoolEvent] = []

    mutating func keep(_ event: PoolEvent) {
      if case .mapStarted = event.kind { map = [] }
      guard lanes.run > 0 else { return start.append(event) }
      let isEnd =
        switch event.kind {
        case .mapFinished, .mapStopped: true
        default: false
        }
      if isEnd || map.count < RunJournal.mostEvents { map.append(event) }
    }
  }

  /// The most events of a map that are kept; a recorded run of them has some ten megabytes.
  static let mostEvents = 200_000

  private let state = Mutex(State())

  /// Adds events in their order.
  func add(_ events: [PoolEvent]) {
    state.withLock { state in
      for event in events {
        if case .poolEnded = event.kind { continue }
        if case .workerEnded = event.kind, state.lanes.ended != nil { continue }
        state.lanes.apply(event)
        state.keep(event)
      }
    }
  }

  /// The fold, and the events to keep.
  var kept: (lanes: Lanes, events: [PoolEvent]) { state.withLock { ($0.lanes, $0.start + $0.map) } }
}
