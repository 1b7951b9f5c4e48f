import Synchronization
import WorkerPool

/// Reaches into a run while it is under way. Made before the run and given to `Laboratory.perform`; safe to use at any
/// time, before the run has begun and after it has ended too.
public final class RunControl: Sendable {
  private let pool = Mutex<WorkerPool?>(nil)

  /// Makes a control of no run yet.
  public init() {}

  /// Kills a worker, counted from 0, with SIGKILL: see `WorkerPool.kill(worker:)`. Nothing happens where no run is under
  /// way or it has no such worker.
  public func kill(worker: Int) { pool.withLock { $0 }?.kill(worker: worker) }

  func attach(_ pool: WorkerPool?) { self.pool.withLock { $0 = pool } }
}
