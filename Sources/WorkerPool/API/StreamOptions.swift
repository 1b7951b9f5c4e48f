/// How results are streamed.
public struct StreamOptions: Sendable, Equatable {
  /// The order in which results come.
  public var order: Order
  /// How many items a chunk has. `auto` follows Python's rule if the number of items is known, but with at most 1 024
  /// items, so that memory stays small. If the number is unknown, a chunk has 1 item.
  public var chunk: ChunkSize
  /// How many items may have been pulled from the input at most without their results having been consumed. It limits
  /// memory to this many inputs and results. `nil` for four chunks and at least 64 items for each worker.
  public var window: Int?
  /// How detailed the events are. If `nil`, every item is reported for up to 10 000 items; if there are more, or
  /// their number is unknown, only chunks are reported.
  public var detail: EventDetail?
  /// How long an item may take. After that its worker is stopped and the item fails. `nil` for no limit.
  public var itemLimit: Duration?
  /// The root of the items' seeds (`WorkerContext.seed`).
  public var seed: UInt64?

  /// The order of results.
  public enum Order: Sendable, Equatable {
    /// As workers finish them (Python's `imap_unordered`).
    case asFinished
    /// As the inputs come (Python's `imap`).
    case asGiven
  }

  /// Makes options.
  public init(
    order: Order = .asFinished, chunk: ChunkSize = .auto, window: Int? = nil, detail: EventDetail? = nil,
    itemLimit: Duration? = nil, seed: UInt64? = nil
  ) {
    self.order = order
    self.chunk = chunk
    self.window = window
    self.detail = detail
    self.itemLimit = itemLimit
    self.seed = seed
  }

  /// The largest chunk that `auto` makes.
  static let largestChunk = 1_024

  /// The size of a chunk for this many items; 0 if their number is unknown.
  func chunkSize(items: Int, workers: Int) -> Int {
    if case .items(let size) = chunk { return size }
    return items == 0 ? 1 : min(StreamOptions.largestChunk, ChunkSize.pythonRule(items: items, workers: workers))
  }

  /// The options of a map with chunks of this size.
  func mapOptions(chunk size: Int) -> MapOptions {
    MapOptions(chunk: .items(size), schedule: .dynamic, detail: detail, itemLimit: itemLimit, seed: seed)
  }
}
