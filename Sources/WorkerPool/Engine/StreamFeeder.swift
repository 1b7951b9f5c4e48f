/// Pulls inputs, passes them to the loop, and receives results: the consumer's half of a stream.
///
/// When it is released, because the consumer has left its loop, the pool stops the map.
final class StreamFeeder<Input: WireValue, Output: WireValue> {
  private let job: StreamJob<Input, Output>
  /// Keeps the pool from ending.
  private let pool: WorkerPool
  private var mailbox: RequestMailbox { pool.mailbox }
  private let chunk: Int
  private let window: Int
  private let order: StreamOptions.Order
  private let source: Source
  private var outstanding = 0
  private var isExhausted = false
  private var hasBegun = false
  /// Chunks that came before their turn, if results keep the order of the inputs.
  private var early: [Int: StreamChunk<Output>] = [:]
  private var nextItem = 0
  private var ready: [StreamChunk<Output>] = []
  private var readyIndex = 0

  /// Where the inputs come from.
  enum Source {
    /// A function that returns the next inputs: the number asked for, or fewer at the end.
    case pulled((Int) -> Pulled)
    /// A task that pulls them when they come.
    case pumped(InputPump)
  }

  /// What was pulled.
  enum Pulled {
    /// These inputs.
    case inputs([Input])
    /// This many numbers of the range.
    case numbers(Int)

    var count: Int {
      switch self {
      case .inputs(let inputs): inputs.count
      case .numbers(let count): count
      }
    }
  }

  init(
    job: StreamJob<Input, Output>, pool: WorkerPool, chunk: Int, window: Int, order: StreamOptions.Order,
    source: Source
  ) {
    self.job = job
    self.pool = pool
    self.chunk = chunk
    self.window = window
    self.order = order
    self.source = source
  }

  deinit {
    if case .pumped(let pump) = source { pump.stop() }
    if hasBegun { mailbox.ask(.cancel(job)) }
  }

  /// The next chunk of results; `nil` at the end. What was returned before counts as consumed.
  nonisolated(nonsending) func next() async throws(PoolError) -> StreamChunk<Output>? {
    while true {
      if let chunk = buffered() {
        outstanding -= chunk.items.count
        if case .pumped(let pump) = source { pump.consumed(chunk.items.count) }
        return chunk
      }
      topUp()
      let job = job
      let mailbox = mailbox
      let taken = await withTaskCancellationHandler {
        do throws(PoolError) {
          return Result<[StreamChunk<Output>]?, PoolError>.success(try await job.nextChunks())
        } catch {
          return .failure(error)
        }
      } onCancel: {
        mailbox.ask(.cancel(job))
      }
      guard let chunks = try taken.get() else { return nil }
      receive(chunks)
    }
  }

  private func buffered() -> StreamChunk<Output>? {
    guard readyIndex < ready.count else { return nil }
    defer { readyIndex += 1 }
    return ready[readyIndex]
  }

  private func receive(_ chunks: [StreamChunk<Output>]) {
    readyIndex = 0
    guard order == .asGiven else {
      ready = chunks
      return
    }
    ready = []
    for chunk in chunks { early[chunk.items.lowerBound] = chunk }
    while let chunk = early.removeValue(forKey: nextItem) {
      ready.append(chunk)
      nextItem = chunk.items.upperBound
    }
  }

  /// Pulls chunks as long as the window has room for a whole one.
  private func topUp() {
    switch source {
    case .pulled(let pull): topUp(pull)
    case .pumped(let pump):
      guard !hasBegun else { return }
      hasBegun = true
      mailbox.ask(.start(job))
      pump.start()
    }
  }

  private func topUp(_ pull: (Int) -> Pulled) {
    guard !isExhausted else { return }
    var added = 0
    while !isExhausted, outstanding + chunk <= window {
      let pulled = pull(chunk)
      isExhausted = pulled.count < chunk
      outstanding += pulled.count
      added += pulled.count
      switch pulled {
      case .inputs(let inputs): if !inputs.isEmpty { job.add(inputs) }
      case .numbers(let count): job.addRange(count)
      }
    }
    if isExhausted { job.finish() }
    if !hasBegun {
      hasBegun = true
      mailbox.ask(.start(job))
    } else if added > 0 || isExhausted {
      mailbox.ask(.extend(job))
    }
  }
}
