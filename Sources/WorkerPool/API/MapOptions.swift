/// How a map deals its items.
public struct MapOptions: Sendable, Equatable {
  /// How many items a chunk has.
  public var chunk: ChunkSize
  /// The rule for dealing the chunks.
  public var schedule: Schedule
  /// How detailed the events are. If `nil`, every item is reported for up to 10 000 items; larger maps report chunks only.
  public var detail: EventDetail?
  /// How long an item may take. After that its worker is stopped and the item fails. `nil` for no limit.
  public var itemLimit: Duration?
  /// The root of the items' seeds (`WorkerContext.seed`).
  public var seed: UInt64?

  /// Makes options; the defaults are those of Python's `Pool.map`.
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

  /// How many items a map can have at most for each of them to be reported by default.
  public static let mostItemsReported = 10_000
}
