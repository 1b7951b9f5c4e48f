import Posix

/// Pulls the inputs of an asynchronous sequence on a task of its own, as far as a stream's window has room for them.
final class InputPump: Sendable {
  private let window: Window
  private let pump: @Sendable () async -> Void
  private let task = Guarded<Task<Void, Never>?>(nil)

  /// Prepares to pull inputs in blocks of `chunk`, of which at most `window` may not have been consumed yet.
  init<Input, Output, Inputs: AsyncSequence & Sendable>(
    _ inputs: Inputs, into job: StreamJob<Input, Output>, mailbox: RequestMailbox, chunk: Int, window size: Int
  ) where Inputs.Element == Input {
    let window = Window(size)
    self.window = window
    pump = {
      var block: [Input] = []
      var failure: String?
      do {
        var inputs = inputs.makeAsyncIterator()
        while await window.take(chunk) {
          block = []
          while block.count < chunk, let input = try await inputs.next() { block.append(input) }
          guard block.count == chunk else { break }
          job.add(block)
          block = []
          mailbox.ask(.extend(job))
        }
      } catch { failure = String(describing: error) }
      if !block.isEmpty { job.add(block) }
      job.finish(failure)
      mailbox.ask(.extend(job))
    }
  }

  /// Begins to pull.
  func start() {
    let pump = pump
    task.withLock { $0 = Task { await pump() } }
  }

  /// So many inputs have been consumed.
  func consumed(_ count: Int) { window.give(count) }

  /// Pulls no more.
  func stop() {
    window.close()
    task.withLock { $0 }?.cancel()
  }
}

/// How many more inputs may be pulled.
private final class Window: Sendable {
  private struct State {
    var room: Int
    var isClosed = false
    var waiter: (count: Int, continuation: CheckedContinuation<Bool, Never>)?
  }

  private let state: Guarded<State>

  init(_ room: Int) { state = Guarded(State(room: room)) }

  /// Waits for this much room and takes it; false if no more is wanted.
  func take(_ count: Int) async -> Bool {
    await withCheckedContinuation { continuation in
      let answer: Bool? = state.withLock { state in
        if state.isClosed { return false }
        guard state.room >= count else {
          state.waiter = (count, continuation)
          return nil
        }
        state.room -= count
        return true
      }
      if let answer { continuation.resume(returning: answer) }
    }
  }

  /// Makes room.
  func give(_ count: Int) {
    let waiter = state.withLock { state -> CheckedContinuation<Bool, Never>? in
      state.room += count
      guard let waiter = state.waiter, state.room >= waiter.count else { return nil }
      state.room -= waiter.count
      state.waiter = nil
      return waiter.continuation
    }
    waiter?.resume(returning: true)
  }

  /// No more is wanted.
  func close() {
    let waiter = state.withLock { state in
      state.isClosed = true
      defer { state.waiter = nil }
      return state.waiter
    }
    waiter?.continuation.resume(returning: false)
  }
}
