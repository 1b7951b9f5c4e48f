import Glibc

/// The program that becomes a worker.
///
/// It must call `WorkerMain.runIfAsked` first thing; the pool adds the worker's number and its own pid to the arguments.
public struct WorkerCommand: Sendable, Equatable {
  /// The file to run.
  public var executable: String
  /// Its arguments, without its own name.
  public var arguments: [String]

  /// This very program, even when its file has been replaced since it started.
  public static let thisProgram = WorkerCommand(executable: "/proc/self/exe", arguments: ["worker"])

  /// Names a program; the one argument that makes it a worker is `worker`.
  public init(executable: String, arguments: [String] = ["worker"]) {
    self.executable = executable
    self.arguments = arguments
  }

  /// What the process is called in `ps`: the program's own name.
  var displayName: String {
    guard self == .thisProgram, let name = CommandLine.unsafeArgv[0] else { return executable }
    return String(cString: name)
  }
}
