/// How results are streamed.
public struct StreamOptions: Sendable, Equatable {
  /// In which order results are handed over.
  public var order: Order
  /// How many items travel together. `auto`: by Python's rule where the number of items is known, at most 1 024, so that
  /// memory stays small; 1 where it isn't.
  public var chunk: ChunkSize
  /// The most items that have been pulled from the input and whose results have not been handed over: memory is bounded
  /// by so many inputs and results. Nothing: four chunks a worker, and at least 64 items a worker.
  public var window: Int?
  /// How finely the run is told; nothing: each item up to 10 000 items, only chunks beyond or where that is unknown.
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

  /// The size of a chunk for so many items, 0 for an unknown number.
  func chunkSize(items: Int, workers: Int) -> Int {
    if case .items(let size) = chunk { return size }
    return items == 0 ? 1 : min(StreamOptions.largestChunk, ChunkSize.pythonRule(items: items, workers: workers))
  }

  /// As options of a map whose chunks are that large.
  func mapOptions(chunk size: Int) -> MapOptions {
    MapOptions(chunk: .items(size), schedule: .dynamic, detail: detail, itemLimit: itemLimit, seed: seed)
  }
}
