/// The results of a map, handed over one by one while it runs.
///
/// Nothing runs before the first result is asked for; inputs are pulled only as results are taken, so that memory is
/// bounded by `StreamOptions.window` whatever the input's length. Leaving the loop early stops the map.
public struct PoolStream<Output: WireValue>: AsyncSequence {
  /// One item's outcome.
  public typealias Element = StreamElement<Output>
  /// Why the whole map ended early.
  public typealias Failure = PoolError

  let makeChunks: () -> ChunkSource<Output>

  /// The same results by chunks, as they travelled: for many quick items this is far faster.
  public var chunks: Chunks { Chunks(makeChunks: makeChunks) }

  /// Begins the map anew.
  public func makeAsyncIterator() -> Iterator { Iterator(source: makeChunks()) }

  /// Hands over results one by one.
  public struct Iterator: AsyncIteratorProtocol {
    private let source: ChunkSource<Output>
    private var chunk = StreamChunk<Output>(items: 0..<0, values: [], failures: [])
    private var item = 0
    private var value = 0
    private var failure = 0

    init(source: ChunkSource<Output>) { self.source = source }

    /// The next result, nothing at the end.
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

  /// Results by chunks.
  public struct Chunks: AsyncSequence {
    /// The outcomes of items that travelled together.
    public typealias Element = StreamChunk<Output>
    /// Why the whole map ended early.
    public typealias Failure = PoolError

    let makeChunks: () -> ChunkSource<Output>

    /// Begins the map anew.
    public func makeAsyncIterator() -> Iterator { Iterator(source: makeChunks()) }

    /// Hands over chunk after chunk.
    public struct Iterator: AsyncIteratorProtocol {
      let source: ChunkSource<Output>

      /// The next chunk, nothing at the end.
      public nonisolated(nonsending) mutating func next() async throws(PoolError) -> StreamChunk<Output>? {
        try await source.next()
      }
    }
  }
}

/// Where a stream's chunks come from, whatever the type of the inputs.
struct ChunkSource<Output: WireValue> {
  let pull: nonisolated(nonsending) () async throws(PoolError) -> StreamChunk<Output>?

  init<Input>(_ feeder: StreamFeeder<Input, Output>) {
    pull = { () async throws(PoolError) in try await feeder.next() }
  }

  /// A source that only says what is wrong.
  init(failing error: PoolError) {
    pull = { () async throws(PoolError) in throw error }
  }

  nonisolated(nonsending) func next() async throws(PoolError) -> StreamChunk<Output>? { try await pull() }
}
