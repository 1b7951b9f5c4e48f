import Synchronization
package import WorkerPool

/// Acts on a run in progress. Make it before the run and pass it to `Laboratory.perform`. It can be used at any time,
/// also before the run has begun and after it has ended.
package final class RunControl: Sendable {
  private let pool = Mutex<WorkerPool?>(nil)

  /// Makes a control that no run uses yet.
  package init() {}

  /// Kills a worker, counted from 0, with SIGKILL: see `WorkerPool.kill(worker:)`. Does nothing if no run is going on
  /// or the run has no such worker.
  package func kill(worker: Int) { pool.withLock { $0 }?.kill(worker: worker) }

  /// What each worker is doing; empty while no run is going on.
  package var progress: [WorkerProgress] { pool.withLock { $0 }?.progress ?? [] }

  func attach(_ pool: WorkerPool?) { self.pool.withLock { $0 = pool } }
}
