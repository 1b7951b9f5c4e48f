/// The results of a map, one by one while it runs.
///
/// Nothing runs before the first result is asked for. Inputs are pulled only as results are consumed, so that memory is
/// bounded by `StreamOptions.window` however long the input is. Leaving the loop early stops the map.
public struct PoolStream<Output: WireValue>: AsyncSequence {
  /// The result of one item.
  public typealias Element = StreamElement<Output>
  /// Why the whole map ended early.
  public typealias Failure = PoolError

  let makeChunks: () -> ChunkSource<Output>

  /// The same results in chunks, as they come from the workers: far faster for many quick items.
  public var chunks: Chunks { Chunks(makeChunks: makeChunks) }

  /// Starts the map.
  public func makeAsyncIterator() -> Iterator { Iterator(source: makeChunks()) }

  /// Returns results one by one.
  public struct Iterator: AsyncIteratorProtocol {
    private let source: ChunkSource<Output>
    private var chunk = StreamChunk<Output>(items: 0..<0, values: [], failures: [])
    private var item = 0
    private var value = 0
    private var failure = 0

    init(source: ChunkSource<Output>) { self.source = source }

    /// The next result; `nil` at the end.
    public nonisolated(nonsending) mutating func next() async throws(PoolError) -> StreamElement<Output>? {
      while item >= chunk.items.upperBound {
        guard let more = try await source.next() else { return nil }
        chunk = more
        item = more.items.lowerBound
        value = 0
        failure = 0
      }
      defer { item += 1 }
      if failure < chunk.failures.count, chunk.failures[failure].item == item {
        defer { failure += 1 }
        return StreamElement(item: item, result: .failure(chunk.failures[failure]))
      }
      defer { value += 1 }
      return StreamElement(item: item, result: .success(chunk.values[value]))
    }
  }

  /// Results in chunks.
  public struct Chunks: AsyncSequence {
    /// The results of the items of one chunk.
    public typealias Element = StreamChunk<Output>
    /// Why the whole map ended early.
    public typealias Failure = PoolError

    let makeChunks: () -> ChunkSource<Output>

    /// Starts the map.
    public func makeAsyncIterator() -> Iterator { Iterator(source: makeChunks()) }

    /// Returns chunk after chunk.
    public struct Iterator: AsyncIteratorProtocol {
      let source: ChunkSource<Output>

      /// The next chunk; `nil` at the end.
      public nonisolated(nonsending) mutating func next() async throws(PoolError) -> StreamChunk<Output>? {
        try await source.next()
      }
    }
  }
}

/// Where a stream's chunks come from, whatever type the inputs have.
struct ChunkSource<Output: WireValue> {
  let pull: nonisolated(nonsending) () async throws(PoolError) -> StreamChunk<Output>?

  init<Input>(_ feeder: StreamFeeder<Input, Output>) {
    pull = { () async throws(PoolError) in try await feeder.next() }
  }

  /// A source that throws this error.
  init(failing error: PoolError) {
    pull = { () async throws(PoolError) in throw error }
  }

  nonisolated(nonsending) func next() async throws(PoolError) -> StreamChunk<Output>? { try await pull() }
}
