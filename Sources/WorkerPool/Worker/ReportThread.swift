import Glibc

/// A worker's second thread: it sleeps until the pool asks for what the worker has gathered, and sends it.
///
/// Results of quick items are gathered to save writes. If a long item follows, they would wait for its end; the pool sees
/// on the shared page that there is news, and asks for it here.
enum ReportThread {
  /// Starts the thread, which ends when the outbox is closed and it is asked once more. It may fail: without the thread,
  /// everything still works, only later.
  ///
  /// - Parameter page: The page that the line is on, if it isn't kept for ever.
  static func start(_ outbox: Outbox, line: WorkerLine, page: SharedPage?) {
    let work = Unmanaged.passRetained(Work(outbox: outbox, line: line, page: page))
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
        if let pointer { Unmanaged<Work>.fromOpaque(pointer).takeRetainedValue().run() }
        return nil
      }, work.toOpaque())
    if code != 0 { work.release() }
    pthread_sigmask(SIG_SETMASK, &before, nil)
    pthread_attr_destroy(&attributes)
  }

  private final class Work {
    let outbox: Outbox
    let line: WorkerLine
    let page: SharedPage?

    init(outbox: Outbox, line: WorkerLine, page: SharedPage?) {
      self.outbox = outbox
      self.line = line
      self.page = page
    }

    func run() {
      var seen: UInt32 = 0
      while !outbox.isClosed {
        seen = line.awaitNudge(after: seen)
        outbox.send()
      }
    }
  }
}
