/// Pulls inputs, posts them, and takes results back: the consumer's half of a stream.
///
/// When it is dropped, because the consumer left its loop, the pool stops the map.
final class StreamFeeder<Input: WireValue, Output: WireValue> {
  private let job: StreamJob<Input, Output>
  private let mailbox: Mailbox
  private let chunk: Int
  private let window: Int
  private let order: StreamOptions.Order
  /// The next inputs, at most so many; fewer only at the end.
  private let pull: (Int) -> Pulled
  private var outstanding = 0
  private var isExhausted = false
  private var hasBegun = false
  /// Chunks that came before their turn, where results keep the order of the inputs.
  private var early: [Int: StreamChunk<Output>] = [:]
  private var nextItem = 0
  private var ready: [StreamChunk<Output>] = []
  private var readyIndex = 0

  /// What pulling gave.
  enum Pulled {
    /// Inputs of their own.
    case inputs([Input])
    /// So many numbers of the range.
    case numbers(Int)

    var count: Int {
      switch self {
      case .inputs(let inputs): inputs.count
      case .numbers(let count): count
      }
    }
  }

  init(
    job: StreamJob<Input, Output>, mailbox: Mailbox, chunk: Int, window: Int, order: StreamOptions.Order,
    pull: @escaping (Int) -> Pulled
  ) {
    self.job = job
    self.mailbox = mailbox
    self.chunk = chunk
    self.window = max(chunk, window)
    self.order = order
    self.pull = pull
  }

  deinit { if hasBegun { mailbox.post(.cancel(job)) } }

  /// The next chunk of results, nothing at the end. What was handed over before counts as consumed.
  nonisolated(nonsending) func next() async throws(PoolError) -> StreamChunk<Output>? {
    while true {
      if let chunk = buffered() {
        outstanding -= chunk.items.count
        return chunk
      }
      topUp()
      let job = job
      let mailbox = mailbox
      let taken = await withTaskCancellationHandler {
        do throws(PoolError) { return Result<[StreamChunk<Output>]?, PoolError>.success(try await job.take()) } catch {
          return .failure(error)
        }
      } onCancel: {
        mailbox.post(.cancel(job))
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

  /// Pulls whole chunks while the window has room for one.
  private func topUp() {
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
      mailbox.post(.start(job))
    } else if added > 0 || isExhausted {
      mailbox.post(.more(job))
    }
  }
}
