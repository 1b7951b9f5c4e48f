internal import CLinux
import Glibc

/// Where a worker process starts.
public enum WorkerMain {
  /// If a pool started this process as a worker, works until the pool ends and never returns. Otherwise returns at once.
  ///
  /// Call it before anything else: whatever comes before it also runs in every worker and delays its start.
  public static func runIfAsked(_ registry: TaskRegistry) {
    guard let arguments = cl_arguments(), arguments[0] != nil, let word = arguments[1],
      strcmp(word, WorkerCommand.mark) == 0, let number = arguments[2].flatMap({ Int(String(cString: $0)) }),
      arguments[3] == nil
    else { return }
    cl_line_buffer_output()
    WorkerLoop(registry: registry, worker: number - 1)?.run()
    cl_flush_output()
    _exit(0)
  }
}
