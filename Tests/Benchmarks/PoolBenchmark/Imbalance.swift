import Synchronization
import WorkerPool

/// Keeps the events of a map.
final class EventKeeper: Sendable {
  private let stored = Mutex<[PoolEvent]>([])

  /// The `events` parameter of `withWorkerPool`.
  var sink: @Sendable ([PoolEvent]) -> Void { { batch in self.stored.withLock { $0 += batch } } }

  /// Returns the events so far, and removes them.
  func take() -> [PoolEvent] {
    stored.withLock { events in
      defer { events = [] }
      return events
    }
  }
}

/// Maps items that take from 0 to 2 ms, in rising order, with every schedule: the makespan divided by the ideal, which is
/// the busy time shared evenly, and the milliseconds between the first and the last worker's end.
func unevenItems(_ count: Int, workers: Int) async throws -> [Figure] {
  var figures: [Figure] = []
  let items = (0..<count).map { 2000 * $0 / count }
  let keeper = EventKeeper()
  try await withWorkerPool(PoolOptions(workers: workers), events: keeper.sink) { pool in
    try await pool.ready()
    for schedule in Schedule.allCases {
      let chunk: ChunkSize = schedule == .dynamic ? .items(1) : .auto
      _ = keeper.take()
      let time = try await seconds {
        let options = MapOptions(chunk: chunk, schedule: schedule, detail: .chunks)
        _ = try await pool.map(BenchmarkTask.spin, over: items, options)
      }
      let busy = Double(items.reduce(0, +)) / 1e6
      figures.append((schedule.rawValue, time * Double(workers) / busy))
      figures.append(("\(schedule.rawValue)_apart_ms", keeper.take().apart(workers)))
    }
  }
  return figures
}

extension [PoolEvent] {
  /// Milliseconds between the ends of the workers that were first and last to finish their last chunk.
  func apart(_ workers: Int) -> Double {
    var ends = [UInt64](repeating: 0, count: workers)
    for event in self {
      if case .chunkFinished(let worker, _) = event.kind { ends[worker] = Swift.max(ends[worker], event.time) }
    }
    return Double((ends.max() ?? 0) - (ends.min() ?? 0)) / 1e6
  }
}

/// Maps the same busy items with and without events, alternately: what reporting costs, as a ratio.
func costOfEvents(items: Int, workers: Int) async throws -> [Figure] {
  let inputs = Array(repeating: 1000, count: items)
  func once(_ listens: Bool) async throws -> Double {
    try await withWorkerPool(PoolOptions(workers: workers), events: listens ? listener : nil) { pool in
      try await pool.ready()
      return try await seconds {
        _ = try await pool.map(BenchmarkTask.spin, over: inputs, MapOptions(chunk: .items(1)))
      }
    }
  }
  let on = try await once(true)
  return [("ratio", on / (try await once(false)))]
}
