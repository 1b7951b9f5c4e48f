internal import CLinux

/// The program that becomes a worker. It must call `WorkerMain.runIfAsked` before it does anything else.
public struct WorkerCommand: Sendable, Equatable {
  /// The path of the file to run.
  public var executable: String

  /// This very program, even if its file has been replaced since it started.
  public static let thisProgram = WorkerCommand(executable: "/proc/self/exe")

  /// Names the file to run.
  public init(executable: String) { self.executable = executable }

  /// The first argument of a worker: a word that nobody types, so that it can't be an argument of the program itself. The
  /// worker's number, counted from 1, follows.
  package static let mark = "__pool_worker__"

  /// What `ps` shows as the program's name: for this program, the name it was started with.
  var displayName: String {
    guard self == .thisProgram, let name = cl_arguments()?.pointee else { return executable }
    return String(cString: name)
  }
}
