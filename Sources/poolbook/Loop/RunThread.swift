import Dispatch
import Glibc
import Posix
import Synchronization

/// A thread for the asynchronous work of one run, made before the work begins.
///
/// The threads of Swift's own executor are made only when they are needed. If the system allows no more of them, that
/// executor waits silently and for ever; here, the failure is an error.
final class RunThread: TaskExecutor {
  private let jobs: Mailbox<UnownedJob>
  private let isFinished = Mutex(false)
  private let ended = DispatchSemaphore(value: 0)

  /// Makes the thread.
  ///
  /// - Parameter tick: Called on it about ten times a second; `nil` if nothing is.
  init(tick: (@Sendable () -> Void)? = nil) throws(SystemError) {
    jobs = try Mailbox()
    try startThread { self.work(tick) }
  }

  /// Has the thread continue a task.
  func enqueue(_ job: consuming ExecutorJob) { jobs.post(UnownedJob(job)) }

  /// Ends the thread once the current job has ended. Call it as the last thing on the thread.
  func finish() { isFinished.withLock { $0 = true } }

  /// Whether `finish` was called.
  var isOver: Bool { isFinished.withLock { $0 } }

  /// Waits until the thread has finished.
  func waitUntilFinished() {
    ended.wait()
    // For those who ask again.
    ended.signal()
  }

  private func work(_ tick: (@Sendable () -> Void)?) {
    let interval: UInt64 = 100_000_000
    var next = SystemClock.monotonic + interval
    while !isFinished.withLock({ $0 }) {
      let now = SystemClock.monotonic
      var wait = pollfd(fd: jobs.descriptor, events: Int16(POLLIN), revents: 0)
      _ = poll(&wait, 1, tick == nil ? -1 : now < next ? Int32((next - now) / 1_000_000 + 1) : 0)
      for job in jobs.takeAll() { job.runSynchronously(on: asUnownedTaskExecutor()) }
      if let tick, SystemClock.monotonic >= next {
        tick()
        next = SystemClock.monotonic + interval
      }
    }
    ended.signal()
  }
}
