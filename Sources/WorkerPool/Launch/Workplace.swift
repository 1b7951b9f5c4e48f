import Posix

/// Where the workers of a pool are. It is made before the pool's thread, so that any thread can see their progress.
protocol Workplace: Sendable {
  /// What a worker is doing now.
  func progress(of worker: Int) -> WorkerProgress
  /// Makes the launcher of the workers. Called once, on the pool's thread.
  func launcher(_ options: PoolOptions, requests: Int32) throws(PoolError) -> any Launcher
}

/// The process or thread that is a worker.
protocol WorkerLife {
  /// Its process id.
  var pid: Int32 { get }
  /// Readable when it has ended.
  var ended: Descriptor { get }
  /// True while a signal keeps it from running.
  var isStopped: Bool { get }
  /// Sends a signal to it and what it has started.
  func signal(_ number: Int32)
  /// Waits until it has ended.
  func wait() -> WorkerEnd
}
