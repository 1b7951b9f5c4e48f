/// What one worker has done in a run so far.
package struct Lane: Sendable, Equatable {
  /// Which worker, counted from 0; people are shown `worker + 1`.
  package var worker: Int
  /// Its process id; 0 before it exists.
  package var pid: Int32 = 0
  /// The machine it runs on.
  package var host = ""
  /// What it is doing.
  package var state = State.starting
  /// Items finished in this map.
  package var items = 0
  /// Chunks finished in this map.
  package var chunks = 0
  /// Nanoseconds inside the task in this map, without the chunk in progress.
  package var busy: UInt64 = 0
  /// Indices of the items it took in this map, in the order it took them, at most `Lanes.mostTaken`.
  package var taken: [Int] = []
  /// The items in progress.
  package var current: Range<Int>?
  /// When they began, in nanoseconds of the monotonic clock.
  package var currentSince: UInt64 = 0
  /// The items and the time of each chunk, including those that were unfinished when a process ended; at most
  /// `Lanes.mostTaken`.
  package var spans: [Span] = []
  /// How many more chunks there were.
  package var spansLeftOut = 0
  /// What its code has written to standard output and standard error since the pool began.
  package var output = OutputTail()

  /// Earlier processes of this worker that ended before the run was over, at most `Lanes.mostTaken`.
  package var lost: [LostProcess] = []

  /// Makes the lane of a worker whose process has not started yet.
  package init(worker: Int) { self.worker = worker }

  /// The worker's name: `worker-1`, `worker-2` …
  package var name: String { "worker-\(worker + 1)" }

  /// What a worker can be doing.
  package enum State: Sendable, Equatable {
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
  package struct Span: Sendable, Equatable {
    /// The items' indices.
    package var items: Range<Int>
    /// When it began and ended, nanoseconds of the monotonic clock.
    package var time: Range<UInt64>
  }
}
