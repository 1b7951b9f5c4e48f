/// What a worker is doing, sampled from shared memory without asking the worker.
public struct WorkerProgress: Sendable, Equatable {
  /// The worker, counted from 0.
  public var worker: Int
  /// The map it last worked for, counted from 1; 0 before the first.
  public var map: Int
  /// The item it is working on; `nil` between items.
  public var item: Int?
  /// When it began that item, or its chunk if items are not reported: monotonic nanoseconds.
  public var since: UInt64
  /// How much of the item is done, from 0 to 1, as far as its task reports it.
  public var fraction: Double
  /// How many items it has finished since its process started, in all maps together.
  public var itemsDone: Int

  /// Makes a sample from its parts.
  public init(worker: Int, map: Int, item: Int?, since: UInt64, fraction: Double, itemsDone: Int) {
    self.worker = worker
    self.map = map
    self.item = item
    self.since = since
    self.fraction = fraction
    self.itemsDone = itemsDone
  }
}
