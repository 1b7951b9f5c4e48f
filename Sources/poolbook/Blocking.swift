import Dispatch
import Synchronization

/// Runs an asynchronous body from the main thread and waits for it.
///
/// The commands are synchronous so that the workbook's loop owns the main thread: on a machine with one core the
/// cooperative pool has one thread, and a loop that waits there would starve every run.
func blocking<Success: Sendable>(_ body: @escaping @Sendable () async throws -> Success) throws -> Success {
  let outcome = Outcome<Success>()
  let done = DispatchSemaphore(value: 0)
  Task.detached {
    do { outcome.keep(.success(try await body())) } catch { outcome.keep(.failure(error)) }
    done.signal()
  }
  done.wait()
  return try outcome.take()
}

/// What a detached task leaves for the thread that waits for it.
private final class Outcome<Success: Sendable>: Sendable {
  private let result = Mutex<Result<Success, any Error>>(.failure(CancellationError()))

  func keep(_ value: Result<Success, any Error>) { result.withLock { $0 = value } }

  func take() throws -> Success { try result.withLock { $0 }.get() }
}
