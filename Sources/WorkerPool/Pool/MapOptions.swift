/// How a map deals its items.
public struct MapOptions: Sendable, Equatable {
  /// How many items travel together.
  public var chunk: ChunkSize
  /// The rule by which chunks are dealt.
  public var schedule: Schedule
  /// How finely the run is told; nothing: each item up to 10 000 items, only chunks beyond.
  public var detail: EventDetail?
  /// How long an item may take. After that its worker is stopped and the item fails. `nil` for no limit.
  public var itemLimit: Duration?
  /// The root of the items' seeds (`WorkerContext.seed`).
  public var seed: UInt64?

  /// Makes options; what is left out is as Python's `Pool.map` has it.
  public init(
    chunk: ChunkSize = .auto, schedule: Schedule = .dynamic, detail: EventDetail? = nil, itemLimit: Duration? = nil,
    seed: UInt64? = nil
  ) {
    self.chunk = chunk
    self.schedule = schedule
    self.detail = detail
    self.itemLimit = itemLimit
    self.seed = seed
  }

  /// The most items a run may have to be told item by item.
  public static let mostItemsTold = 10_000
}
