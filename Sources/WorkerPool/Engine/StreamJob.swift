import Posix

/// A map whose items are added while it runs and whose results are passed on as they come.
///
/// Sendable because the consumer and the loop's thread share only what is behind the lock, and nothing else changes.
final class StreamJob<Input: WireValue, Output: WireValue>: MapJob, @unchecked Sendable {
  private struct State {
    var itemCount = 0
    var isOpen = true
    /// Inputs that may still have to be sent, or sent again, by the number of their block of `chunk` items.
    var blocks: [Int: (inputs: [Input], missing: Int)] = [:]
    var ready: [StreamChunk<Output>] = []
    var end: PoolError??
    /// Why the input ended early.
    var inputFailure: String?
    var waiter: CheckedContinuation<Void, Never>?
  }

  private let state = Guarded(State())
  /// The task with its types; it writes inputs and reads outputs.
  private let typed: PoolTask<Input, Output>
  private let chunk: Int
  private let expected: Int

  init(task: PoolTask<Input, Output>, rangeBase: Int?, expected: Int, chunk: Int, options: MapOptions) {
    typed = task
    self.chunk = chunk
    self.expected = expected
    super.init(
      task: task.name, types: PoolTask<Input, Output>.types, rangeBase: rangeBase, options: options, keepsFailures: true
    )
  }

  // MARK: The consumer's side

  /// Adds a block of inputs: `chunk` of them, or fewer at the end.
  func add(_ inputs: [Input]) {
    state.withLock { state in
      state.blocks[state.itemCount / chunk] = (inputs, inputs.count)
      state.itemCount += inputs.count
    }
  }

  /// Adds this many numbers of the range.
  func addRange(_ count: Int) { state.withLock { $0.itemCount += count } }

  /// No more will be added: there are no more, or the input failed for this reason.
  func finish(_ failure: String? = nil) {
    state.withLock { state in
      state.isOpen = false
      state.inputFailure = failure
    }
  }

  /// Waits for the next results; `nil` once the map has ended and all results were returned.
  func nextChunks() async throws(PoolError) -> [StreamChunk<Output>]? {
    while true {
      let (ready, end, failure) = state.withLock { state in
        let ready = state.ready
        state.ready = []
        return (ready, state.end, state.inputFailure)
      }
      if !ready.isEmpty { return ready }
      if let end {
        if let error = end ?? failure.map({ PoolError(.inputFailed(message: $0)) }) { throw error }
        return nil
      }
      await withCheckedContinuation { continuation in
        let isThere = state.withLock { state in
          if !state.ready.isEmpty || state.end != nil { return true }
          state.waiter = continuation
          return false
        }
        if isThere { continuation.resume() }
      }
    }
  }

  // MARK: The loop's side

  override var itemCount: Int { state.withLock { $0.itemCount } }
  override var expectedCount: Int { expected }
  override var readsOnce: Bool { Output.self is any ReadOnce.Type }
  override var isOpen: Bool { state.withLock { $0.isOpen } }
  override func isWhole(at items: Int) -> Bool { state.withLock { !$0.isOpen && $0.itemCount == items } }

  override func encode(_ items: Range<Int>, into writer: inout WireWriter) {
    state.withLock { state in
      let block = items.lowerBound / chunk
      state.blocks[block]?.inputs.withUnsafeBufferPointer { inputs in
        let from = items.lowerBound - block * chunk
        typed.writeInputs(UnsafeBufferPointer(rebasing: inputs[from..<(from + items.count)]), &writer)
      }
    }
  }

  override func accept(
    _ items: Range<Int>, failures: [ItemFailure], from reader: inout WireReader
  ) throws(WireError) {
    let values = try read(items.count - failures.count, &reader)
    guard reader.remaining == 0 else { throw .trailing(bytes: reader.remaining) }
    let waiter = state.withLock { state in
      let block = items.lowerBound / chunk
      if let missing = state.blocks[block]?.missing {
        state.blocks[block] = missing > items.count ? (state.blocks[block]?.inputs ?? [], missing - items.count) : nil
      }
      state.ready.append(StreamChunk(items: items, values: values, failures: failures))
      defer { state.waiter = nil }
      return state.waiter
    }
    waiter?.resume()
  }

  private func read(_ count: Int, _ reader: inout WireReader) throws(WireError) -> [Output] {
    guard count > 0 else { return [] }
    var problem: WireError?
    let values = [Output](unsafeUninitializedCapacity: count) { memory, initialised in
      guard let memory = memory.baseAddress else { return }
      do throws(WireError) {
        try typed.readOutputs(count, &reader, memory)
        initialised = count
      } catch {
        problem = error
      }
    }
    if let problem { throw problem }
    return values
  }

  override func end(_ error: PoolError?) {
    let waiter = state.withLock { state in
      state.end = .some(error)
      state.blocks = [:]
      defer { state.waiter = nil }
      return state.waiter
    }
    waiter?.resume()
  }
}
