/// Something that happened in a pool.
///
/// Every kind of pool and every recording of one reports in this one type. Which worker did which item, busy and idle
/// times, start-up, makespan and overhead can all be computed from a sequence of events.
public struct PoolEvent: Sendable, Equatable {
  /// When it happened: nanoseconds of the monotonic clock, which the worker reads for what it does itself, and the pool
  /// for everything else.
  public var time: UInt64
  /// What happened.
  public var kind: Kind

  /// Makes an event from its time and what happened.
  public init(time: UInt64, kind: Kind) {
    self.time = time
    self.kind = kind
  }

  /// What can happen in a pool. Workers are counted from 0; people see `worker + 1`. Later versions may have more cases,
  /// so other packages need an `@unknown default`.
  @nonexhaustive
  public enum Kind: Sendable, Equatable {
    /// The pool starts. Start-up time is counted from here.
    case poolStarted(workers: Int)
    /// A worker process was started.
    case workerStarted(worker: Int, pid: Int32, host: String)
    /// A worker is ready to take items.
    case workerReady(worker: Int)
    /// A map starts, with this many items, dealt in chunks of `chunk` items (the largest size, if chunks shrink).
    case mapStarted(map: Int, items: Int, chunk: Int, schedule: Schedule, detail: EventDetail)
    /// The map has more items than it seemed to have, and maybe more will follow. A pool of this library knows how many
    /// there are when a map starts; Python's may learn it only when an iterator ends.
    case mapGrew(map: Int, items: Int)
    /// The pool gave these items to a worker.
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
    /// A worker that held these items is gone, or they were taken back from a busy worker. They will be dealt again.
    case chunkReturned(worker: Int, items: Range<Int>)
    /// A worker's code wrote this to its standard output or standard error.
    case workerOutput(worker: Int, text: String)
    /// A worker process has ended.
    case workerEnded(worker: Int, pid: Int32, end: WorkerEnd)
    /// Every item of the map has its result.
    case mapFinished(map: Int)
    /// The map ended before every item had its result, because it was cancelled or failed.
    case mapStopped(map: Int)
    /// The pool and all its workers have ended.
    case poolEnded
  }
}

/// How detailed the events of a map are.
public enum EventDetail: String, Sendable, Equatable, Codable {
  /// `itemStarted` and `itemFinished` for every item, besides the events of chunks.
  case items
  /// Only `chunkStarted` and `chunkFinished`.
  case chunks
}
