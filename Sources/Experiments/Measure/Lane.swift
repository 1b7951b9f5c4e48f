/// One worker's part in a run so far.
public struct Lane: Sendable, Equatable {
  /// Which worker, counted from 0; people are shown `worker + 1`.
  public var worker: Int
  /// Its process id; 0 before it exists.
  public var pid: Int32 = 0
  /// The machine it runs on.
  public var host = ""
  /// What it is at.
  public var state = State.starting
  /// Items finished in this map.
  public var items = 0
  /// Chunks finished in this map.
  public var chunks = 0
  /// Nanoseconds inside the task in this map, the chunk under way not counted.
  public var busy: UInt64 = 0
  /// Indices of the items it took in this map, in the order it took them, at most `Lanes.mostTaken`.
  public var taken: [Int] = []
  /// The items under way.
  public var current: Range<Int>?
  /// When it began them, nanoseconds of the monotonic clock.
  public var currentSince: UInt64 = 0
  /// Each chunk's items and the time it took, those that a process left undone when it ended too; at most
  /// `Lanes.mostTaken`.
  public var spans: [Span] = []
  /// What its code wrote to standard output and standard error, since the pool began.
  public var output = OutputTail()

  /// Processes that were this worker and ended before the run was over, at most `Lanes.mostTaken`.
  public var lost: [LostProcess] = []

  /// Makes the lane of a worker that does not exist yet.
  public init(worker: Int) { self.worker = worker }

  /// How the worker is called: `worker-1`, `worker-2` …
  public var name: String { "worker-\(worker + 1)" }

  /// What a worker can be at.
  public enum State: Sendable, Equatable {
    /// It was created and has not said that it is ready.
    case starting
    /// It waits for items.
    case idle
    /// It is inside the task.
    case working
    /// It is gone.
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
