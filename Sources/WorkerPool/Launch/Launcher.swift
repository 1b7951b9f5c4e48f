/// Starts workers, and waits until something happens to one of them.
///
/// The loop reaches workers only through this protocol and what it returns, so workers may run anywhere: as processes of
/// this machine (`LocalLauncher`), on other nodes, or nowhere at all in a test. The pool's thread alone uses a launcher.
protocol Launcher: AnyObject {
  /// Starts a process as worker `worker`, counted from 0, whose earlier processes are numbered below `generation`.
  ///
  /// It returns at once. A launcher that needs time to reach the worker holds back what is sent until then.
  func launch(worker: Int, generation: Int) throws(PoolError) -> LaunchedWorker

  /// Waits until something happens, but at most `milliseconds` (-1: without limit), and reports everything that has.
  func wait(milliseconds: Int32, _ report: (LauncherReport) -> Void)
}

/// How the loop reaches a worker that was launched.
struct LaunchedWorker {
  /// The connection to it.
  let link: any Link
  /// What it is doing now.
  let gauge: any Gauge
}

/// Something that happened while a launcher waited.
enum LauncherReport: Equatable {
  /// Callers have left requests in the pool's mailbox.
  case requests
  /// Something happened to this process of a worker.
  case worker(Int, generation: Int, Change)

  /// What can happen to a worker.
  enum Change: UInt8 {
    /// It has answered `Gauge.takeBack`.
    case takenBack
    /// It sent something, or closed its connection: `Link.receive` says which.
    case message
    /// It can be sent the rest of what `Link.send` didn't take.
    case room
    /// Its code printed something.
    case output
    /// Its process has ended.
    case end

    /// All of them, the end last.
    static let inOrder: [Change] = [.takenBack, .room, .message, .output, .end]
  }
}
