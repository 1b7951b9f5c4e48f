internal import CLinux
import Glibc

/// The way into a worker process.
public enum WorkerMain {
  /// Becomes a worker if this process was started as one (its first argument is `worker`), and then never returns;
  /// otherwise returns at once. Call it before anything else: what runs before it makes every worker start later.
  public static func runIfAsked(_ registry: TaskRegistry) {
    let arguments = CommandLine.unsafeArgv
    guard CommandLine.argc == 4, let word = arguments[1], strcmp(word, "worker") == 0,
      let number = arguments[2].flatMap({ Int(String(cString: $0)) }),
      let parent = arguments[3].flatMap({ Int32(String(cString: $0)) })
    else { return }
    // A parent that died before the first line was read would not be noticed by it: so its pid is compared.
    _ = cl_end_with_parent()
    guard getppid() == parent else { _exit(0) }
    cl_line_buffer_output()
    WorkerLoop(registry: registry, worker: number - 1)?.run()
    cl_flush_output()
    _exit(0)
  }
}

/// Where a worker finds what its pool prepared for it.
enum WorkerDescriptor {
  /// Orders come in here.
  static let orders: Int32 = 3
  /// Answers go out here.
  static let answers: Int32 = 4
  /// The shared page.
  static let page: Int32 = 5
  /// The first descriptor a worker does not have.
  static let end: Int32 = 6
}
