import Glibc
import Posix

/// A thread that tests start, signal and wait for.
final class Background: Sendable {
  private let thread: pthread_t
  private let done: Guarded<Bool>

  init(_ body: @escaping @Sendable () -> Void) {
    let done = Guarded(false)
    self.done = done
    let work = Unmanaged.passRetained(
      Work {
        // Dispatch blocks signals on the threads it gives to tests, and a new thread inherits that.
        var none = sigset_t()
        sigemptyset(&none)
        pthread_sigmask(SIG_SETMASK, &none, nil)
        body()
        done.withLock { $0 = true }
      })
    var thread = pthread_t()
    pthread_create(
      &thread, nil,
      { pointer in
        if let pointer { Unmanaged<Work>.fromOpaque(pointer).takeRetainedValue().body() }
        return nil
      }, work.toOpaque())
    self.thread = thread
  }

  var isDone: Bool { done.withLock { $0 } }

  func signal(_ number: Int32) { pthread_kill(thread, number) }

  func join() { pthread_join(thread, nil) }

  private final class Work: Sendable {
    let body: @Sendable () -> Void
    init(_ body: @escaping @Sendable () -> Void) { self.body = body }
  }
}
