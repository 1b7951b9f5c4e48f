/// What one worker has done in a run so far.
public struct Lane: Sendable, Equatable {
  /// Which worker, counted from 0; people are shown `worker + 1`.
  public var worker: Int
  /// Its process id; 0 before it exists.
  public var pid: Int32 = 0
  /// The machine it runs on.
  public var host = ""
  /// What it is doing.
  public var state = State.starting
  /// Items finished in this map.
  public var items = 0
  /// Chunks finished in this map.
  public var chunks = 0
  /// Nanoseconds inside the task in this map, without the chunk in progress.
  public var busy: UInt64 = 0
  /// Indices of the items it took in this map, in the order it took them, at most `Lanes.mostTaken`.
  public var taken: [Int] = []
  /// The items in progress.
  public var current: Range<Int>?
  /// When they began, in nanoseconds of the monotonic clock.
  public var currentSince: UInt64 = 0
  /// The items and the time of each chunk, also of those that were unfinished when a process ended; at most
  /// `Lanes.mostTaken`.
  public var spans: [Span] = []
  /// What its code has written to standard output and standard error since the pool began.
  public var output = OutputTail()

  /// Earlier processes of this worker that ended before the run was over, at most `Lanes.mostTaken`.
  public var lost: [LostProcess] = []

  /// Makes the lane of a worker whose process has not started yet.
  public init(worker: Int) { self.worker = worker }

  /// The worker's name: `worker-1`, `worker-2` …
  public var name: String { "worker-\(worker + 1)" }

  /// What a worker can be doing.
  public enum State: Sendable, Equatable {
    /// Its process was created and is not ready yet.
    case starting
    /// It waits for items.
    case idle
    /// It runs the task.
    case working
    /// Its process has ended.
    case ended
  }

  /// Items and the time they took.
  public struct Span: Sendable, Equatable {
    /// The items' indices.
    public var items: Range<Int>
    /// When it began and ended, nanoseconds of the monotonic clock.
    public var time: Range<UInt64>
  }
}
