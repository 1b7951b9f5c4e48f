internal import CLinux

/// What becomes a worker: a program, which must call `WorkerMain.runIfAsked` before it does anything else, or, for tests, a
/// thread of this process.
public struct WorkerCommand: Sendable, Equatable {
  /// The path of the file to run; empty for threads.
  public var executable: String
  /// The tasks that threads of this process do; `nil` for a program, which has a registry of its own.
  let tasks: TaskRegistry?

  /// This very program, even if its file has been replaced since it started.
  public static let thisProgram = WorkerCommand(executable: "/proc/self/exe")

  /// Names the file to run.
  public init(executable: String) {
    self.executable = executable
    tasks = nil
  }

  private init(tasks: TaskRegistry) {
    executable = ""
    self.tasks = tasks
  }

  /// Threads of this process that do these tasks: for unit tests of code that uses a pool.
  ///
  /// Results, failures, their order, streams and cancelling are the same as with processes. But threads share their
  /// variables, a crash ends the whole process, what they print isn't captured, and the environment and directory of the
  /// options have no effect. A thread can't be killed: if it has to be stopped, the pool gives its items to another one,
  /// the program that it runs is killed, and it ends after its current item.
  public static func inThisProcess(_ tasks: TaskRegistry) -> WorkerCommand { WorkerCommand(tasks: tasks) }

  /// Whether they are the same program, or threads with tasks of the same names.
  public static func == (one: WorkerCommand, other: WorkerCommand) -> Bool {
    one.executable == other.executable && one.tasks?.names == other.tasks?.names
  }

  /// The first argument of a worker: a word that nobody types, so that it can't be an argument of the program itself. The
  /// worker's number, counted from 1, follows.
  package static let mark = "__pool_worker__"

  /// What `ps` shows as the program's name: for this program, the name it was started with.
  var displayName: String {
    guard self == .thisProgram, let name = cl_arguments()?.pointee else { return executable }
    return String(cString: name)
  }
}
