/// What a worker is at, sampled from memory it shares with the pool: no message, no waiting.
public struct WorkerProgress: Sendable, Equatable {
  /// Which worker, counted from 0.
  public var worker: Int
  /// The map it last worked for, from 1; 0 before the first.
  public var map: Int
  /// The item it is at, nothing between items.
  public var item: Int?
  /// When that item began, or its chunk where items are not told one by one: monotonic nanoseconds.
  public var since: UInt64
  /// How much of the item is done, from 0 to 1, as far as its task says.
  public var fraction: Double
  /// Items it has finished since it started, all maps together.
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
