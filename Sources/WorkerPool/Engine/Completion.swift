import Posix

/// How a job ended, passed from the loop's thread to the task that waits for it.
final class Completion: Sendable {
  private let state = Guarded(State.open)

  private enum State {
    case open
    case awaited(CheckedContinuation<PoolError?, Never>)
    case settled(PoolError?)
  }

  /// The job has ended, with an error if there is one. Later calls change nothing.
  func settle(_ error: PoolError?) {
    let waiter = state.withLock { state -> CheckedContinuation<PoolError?, Never>? in
      switch state {
      case .open:
        state = .settled(error)
        return nil
      case .awaited(let continuation):
        state = .settled(error)
        return continuation
      case .settled: return nil
      }
    }
    waiter?.resume(returning: error)
  }

  /// Waits for the end, and returns the error if there is one. Only one task may wait.
  func value() async -> PoolError? {
    await withCheckedContinuation { continuation in
      let known = state.withLock { state -> PoolError?? in
        if case .settled(let error) = state { return .some(error) }
        state = .awaited(continuation)
        return nil
      }
      if let known { continuation.resume(returning: known) }
    }
  }
}
