internal import CLinux
import Glibc
import Posix

/// Where a worker process starts.
public enum WorkerMain {
  /// If a pool started this process as a worker, works until the pool ends and never returns. Otherwise returns at once.
  ///
  /// Call it before anything else: whatever comes before it also runs in every worker and delays its start.
  ///
  /// - Parameter registry: What the workers can do. It is made in workers only, when the first task is asked for.
  public static func runIfAsked(_ registry: @autoclosure @escaping () -> TaskRegistry) {
    guard let worker = requestedWorker else { return runAgentIfAsked() }
    cl_note_worker()
    cl_line_buffer_output()
    WorkerLoop(registry: registry, worker: worker)?.run()
    cl_flush_output()
    _exit(0)
  }

  /// If the pool of another machine wants this process as an agent, works for it and never returns.
  private static func runAgentIfAsked() {
    guard let words = cl_arguments(), words[0] != nil, let word = words[1], strcmp(word, RemotePlace.mark) == 0 else {
      return
    }
    do throws(SystemError) { try Agent.runIfInvited() } catch {
      // That is how it always ends: the pool has closed the connection.
      if error.code == ECONNRESET { _exit(0) }
      try? writeAll("the pool can't be reached: \(error)\n", to: STDERR_FILENO)
      _exit(1)
    }
    _exit(64)
  }

  /// The worker that this process was started as, counted from 0; `nil` if no pool started it.
  private static var requestedWorker: Int? {
    guard let arguments = cl_arguments(), arguments[0] != nil, let word = arguments[1],
      strcmp(word, WorkerCommand.mark) == 0, let number = arguments[2], arguments[3] == nil
    else { return nil }
    // Not `Int(_:)`: it would be the first use of a string, which costs a worker a dozen page faults.
    return strtol(number, nil, 10) - 1
  }

  /// Throws in a process that was started as a worker: if it made a pool, its workers would make pools, too, without end.
  ///
  /// If the process never called `runIfAsked`, the pool that started it learns that it will never do an item.
  static func refusePool() throws(PoolError) {
    guard let worker = requestedWorker else { return }
    if cl_is_worker() == 0, WorkerLine(worker: worker) != nil {
      var writer = WireWriter()
      let frame = writer.beginFrame(WorkerMessage.notReady.rawValue)
      "its program made a pool of its own: call WorkerMain.runIfAsked there before anything else".encode(into: &writer)
      writer.endFrame(frame)
      // If that pool has ended, so will this process.
      try? writeAll(writer.bytes, to: WorkerDescriptor.toPool)
    }
    throw .insideWorker
  }
}
