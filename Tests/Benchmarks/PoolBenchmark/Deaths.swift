import Glibc
import Posix
import Synchronization
import WorkerPool

/// Kills a busy worker many times, and returns the median milliseconds from the kill to the event that reports it, and from
/// there to the event that the replacement is ready.
func timesOfDeaths(_ count: Int) async throws -> [Figure] {
  var noticed: [Double] = []
  var replaced: [Double] = []
  for _ in 0..<count {
    let watch = DeathWatch()
    try await withWorkerPool(PoolOptions(workers: 2), events: watch.sink) { pool in
      try await pool.ready()
      // A long item, so that the worker is busy.
      async let results = pool.map(BenchmarkTask.spin, over: [30_000, 30_000], MapOptions(chunk: .items(1)))
      while pool.progress.contains(where: { $0.item == nil }) { await Task.yield() }
      watch.killFirst()
      _ = try await results
    }
    if let times = watch.times {
      noticed.append(times.noticed)
      replaced.append(times.replaced)
    }
  }
  noticed.sort()
  replaced.sort()
  return [
    ("noticed_ms", noticed[noticed.count / 2]), ("noticed_worst_ms", noticed.last ?? 0),
    ("replaced_ms", replaced[replaced.count / 2]), ("replaced_worst_ms", replaced.last ?? 0),
    ("deaths", Double(noticed.count)),
  ]
}

/// Kills the first worker, and keeps the times of the events about it.
final class DeathWatch: Sendable {
  private struct State {
    var pids: [Int32] = []
    var killed: UInt64 = 0
    var ended: UInt64 = 0
    var ready: UInt64 = 0
  }
  private let state = Mutex(State())

  /// The `events` parameter of `withWorkerPool`.
  var sink: @Sendable ([PoolEvent]) -> Void {
    { batch in
      self.state.withLock { state in
        for event in batch {
          switch event.kind {
          case .workerStarted(_, let pid, _): state.pids.append(pid)
          case .workerEnded(0, _, .signalled): state.ended = event.time
          case .workerReady(0) where state.ended > 0: state.ready = event.time
          default: break
          }
        }
      }
    }
  }

  /// Kills the worker.
  func killFirst() {
    state.withLock { state in
      state.killed = SystemClock.monotonic
      if let pid = state.pids.first { kill(pid, SIGKILL) }
    }
  }

  /// Milliseconds since the kill; `nil` if the event hasn't come.
  var times: (noticed: Double, replaced: Double)? {
    state.withLock { state in
      guard state.ended > state.killed, state.ready > state.killed else { return nil }
      return (Double(state.ended - state.killed) / 1e6, Double(state.ready - state.killed) / 1e6)
    }
  }
}
