internal import CLinux
import Glibc

/// A worker's second thread: it sleeps until the pool wants to hear what the worker has gathered.
///
/// Results of quick items are gathered to save writes. When a long item follows they would wait for its end; the pool,
/// which sees on the shared page that something is due, then asks for them here.
enum Postman {
  /// Starts the thread. Without it everything works, only later, so a failure is none.
  static func start(_ outbox: Outbox, line: UnsafeMutablePointer<cl_worker_line>) {
    let round = Unmanaged.passRetained(Round(outbox: outbox, line: line))
    var attributes = pthread_attr_t()
    pthread_attr_init(&attributes)
    pthread_attr_setdetachstate(&attributes, Int32(PTHREAD_CREATE_DETACHED))
    pthread_attr_setstacksize(&attributes, 1 << 17)
    // Signals are for the thread that does the items.
    var all = sigset_t()
    var before = sigset_t()
    sigfillset(&all)
    pthread_sigmask(SIG_SETMASK, &all, &before)
    var thread = pthread_t()
    let code = pthread_create(
      &thread, &attributes,
      { pointer in
        if let pointer { Unmanaged<Round>.fromOpaque(pointer).takeRetainedValue().walk() }
        return nil
      }, round.toOpaque())
    if code != 0 { round.release() }
    pthread_sigmask(SIG_SETMASK, &before, nil)
    pthread_attr_destroy(&attributes)
  }

  private final class Round {
    let outbox: Outbox
    let line: UnsafeMutablePointer<cl_worker_line>

    init(outbox: Outbox, line: UnsafeMutablePointer<cl_worker_line>) {
      self.outbox = outbox
      self.line = line
    }

    func walk() {
      var seen: UInt32 = 0
      while true {
        seen = cl_line_await_nudge(line, seen)
        outbox.send()
      }
    }
  }
}
