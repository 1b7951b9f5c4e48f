import Posix

/// How a job ended, passed from the loop's thread to the task that waits for it.
final class Completion: Sendable {
  private let state = Guarded(State.open)

  private enum State {
    case open
    case awaited(CheckedContinuation<Result<Void, PoolError>, Never>)
    case settled(Result<Void, PoolError>)
  }

  /// The job has ended, with an error if there is one. Later calls change nothing.
  func settle(_ error: PoolError?) {
    let result: Result<Void, PoolError> = error.map { .failure($0) } ?? .success(())
    let waiter = state.withLock { state -> CheckedContinuation<Result<Void, PoolError>, Never>? in
      switch state {
      case .open:
        state = .settled(result)
        return nil
      case .awaited(let continuation):
        state = .settled(result)
        return continuation
      case .settled: return nil
      }
    }
    waiter?.resume(returning: result)
  }

  /// Waits for the end. Only one task may wait.
  func value() async -> Result<Void, PoolError> {
    await withCheckedContinuation { continuation in
      let known = state.withLock { state -> Result<Void, PoolError>? in
        if case .settled(let result) = state { return result }
        state = .awaited(continuation)
        return nil
      }
      if let known { continuation.resume(returning: known) }
    }
  }
}
