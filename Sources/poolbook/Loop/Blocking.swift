import Dispatch
import Synchronization

/// Runs an asynchronous body and waits for it on the calling thread.
///
/// The commands are synchronous, so that the event loop has the main thread to itself. On a machine with one core, the
/// cooperative pool has a single thread, and a loop that waits there would block every run.
func blocking<Success: Sendable>(_ body: @escaping @Sendable () async throws -> Success) throws -> Success {
  let slot = ResultSlot<Success>()
  let done = DispatchSemaphore(value: 0)
  Task.detached {
    do { slot.fill(.success(try await body())) } catch { slot.fill(.failure(error)) }
    done.signal()
  }
  done.wait()
  return try slot.get()
}

/// The result of a detached task, for the thread that waits for it.
private final class ResultSlot<Success: Sendable>: Sendable {
  private let result = Mutex<Result<Success, any Error>>(.failure(CancellationError()))

  func fill(_ value: Result<Success, any Error>) { result.withLock { $0 = value } }

  func get() throws -> Success { try result.withLock { $0 }.get() }
}
