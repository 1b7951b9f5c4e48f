/// Something that happened in a pool, as the parent learned of it.
///
/// Whatever makes items and workers meet (a local pool, a cluster, a recorded run) says so in this one type. The
/// assignment, busy and idle times, start-up, makespan and overhead are all folds over a sequence of events.
public struct PoolEvent: Sendable, Equatable {
  /// When it happened: nanoseconds of the monotonic clock, read in the worker for what a worker does and in the
  /// parent for everything else.
  public var time: UInt64
  /// What happened.
  public var kind: Kind

  /// Makes an event from its time and what happened.
  public init(time: UInt64, kind: Kind) {
    self.time = time
    self.kind = kind
  }

  /// What can happen in a pool. Workers are counted from 0; people are shown `worker + 1`.
  public enum Kind: Sendable, Equatable {
    /// The pool begins to exist; start-up is counted from here.
    case poolStarted(workers: Int)
    /// A worker process was created.
    case workerStarted(worker: Int, pid: Int32, host: String)
    /// A worker said that it can take items.
    case workerReady(worker: Int)
    /// A map begins: so many items, dealt in chunks of `chunk` items (the largest, where chunks shrink).
    case mapStarted(map: Int, items: Int, chunk: Int, schedule: Schedule, detail: EventDetail)
    /// The parent gave these items to a worker.
    case chunkHandedOut(worker: Int, items: Range<Int>)
    /// A worker began these items.
    case chunkStarted(worker: Int, items: Range<Int>)
    /// A worker began this item. Reported only if the map's detail is `items`.
    case itemStarted(worker: Int, item: Int)
    /// A worker finished this item. Reported only if the map's detail is `items`.
    case itemFinished(worker: Int, item: Int)
    /// A worker finished these items.
    case chunkFinished(worker: Int, items: Range<Int>)
    /// The task threw at this item; `message` is the task's own.
    case itemFailed(worker: Int, item: Int, message: String)
    /// These items were with a worker that is gone, or were taken back from a busy one; they will be handed out again.
    case chunkReturned(worker: Int, items: Range<Int>)
    /// A worker's code wrote this to its standard output or standard error.
    case workerOutput(worker: Int, text: String)
    /// A worker process is gone.
    case workerEnded(worker: Int, pid: Int32, end: WorkerEnd)
    /// Every item of the map has its result.
    case mapFinished(map: Int)
    /// The map ended before every item had its result: it was cancelled, or it failed.
    case mapStopped(map: Int)
    /// The pool is gone, and every worker with it.
    case poolEnded
  }
}

/// How finely a run is told: each item, or only each chunk where items are too many to be told one by one.
public enum EventDetail: String, Sendable, Equatable, Codable {
  /// `itemStarted` and `itemFinished` for every item.
  case items
  /// Only `chunkStarted` and `chunkFinished`.
  case chunks
}

/// How a worker process ended.
public enum WorkerEnd: Sendable, Equatable {
  /// It ended by itself with this exit code; 0 is how a dismissed worker ends.
  case exited(code: Int32)
  /// This signal ended it.
  case signalled(signal: Int32)

  /// True where the process itself decided to end.
  var isOwnWill: Bool { if case .exited = self { true } else { false } }
}
