internal import CLinux
import Glibc

/// Where a worker process starts.
public enum WorkerMain {
  /// If a pool started this process as a worker, works until the pool ends and never returns. Otherwise returns at once.
  ///
  /// Call it before anything else: whatever comes before it also runs in every worker and delays its start.
  public static func runIfAsked(_ registry: TaskRegistry) {
    let arguments = CommandLine.unsafeArgv
    guard CommandLine.argc == 4, let word = arguments[1], strcmp(word, WorkerCommand.mark) == 0,
      let number = arguments[2].flatMap({ Int(String(cString: $0)) }),
      let parent = arguments[3].flatMap({ Int32(String(cString: $0)) })
    else { return }
    // The kernel doesn't report a parent that died before the call below, so its process id is compared after it.
    _ = cl_end_with_parent()
    guard getppid() == parent else { _exit(0) }
    cl_line_buffer_output()
    WorkerLoop(registry: registry, worker: number - 1)?.run()
    cl_flush_output()
    _exit(0)
  }
}
