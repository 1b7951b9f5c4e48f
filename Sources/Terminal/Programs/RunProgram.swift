internal import Glibc

/// How a program that had the terminal ended.
public enum ProgramEnd: Sendable, Equatable {
  /// By itself, with this status.
  case exited(Int32)
  /// By this signal.
  case signalled(Int32)
}

/// Why a program could not be started.
public struct ProgramError: Error, Sendable, Equatable, CustomStringConvertible {
  /// What was to be started.
  public var program: String
  /// The system's error number.
  public var code: Int32

  /// One sentence with the system's reason.
  public var description: String { "\(program) could not be started: \(String(cString: strerror(code)))." }
}

/// Runs a program in the foreground with this one's terminal and waits for its end; call it within `Screen.release`.
///
/// It starts with default signals and none blocked. Meanwhile ctrl-C and ctrl-\ are the program's alone, and a
/// stop (ctrl-Z) stops both, so that the shell has the terminal until `fg`.
public func runProgram(_ program: String, _ arguments: [String] = []) throws(ProgramError) -> ProgramEnd {
  var attributes = posix_spawnattr_t()
  posix_spawnattr_init(&attributes)
  defer { posix_spawnattr_destroy(&attributes) }
  var signals = sigset_t()
  sigemptyset(&signals)
  posix_spawnattr_setsigmask(&attributes, &signals)
  sigfillset(&signals)
  posix_spawnattr_setsigdefault(&attributes, &signals)
  posix_spawnattr_setflags(&attributes, Int16(POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF))

  var words: [UnsafeMutablePointer<CChar>?] = ([program] + arguments).map { strdup($0) }
  words.append(nil)
  defer { for word in words { free(word) } }

  return try withSignals([(SIGINT, ignoring), (SIGQUIT, ignoring), (SIGTSTP, ignoring)]) {
    () -> Result<ProgramEnd, ProgramError> in
    var child: pid_t = 0
    let code = posix_spawnp(&child, program, nil, &attributes, words, environ)
    guard code == 0 else { return .failure(ProgramError(program: program, code: code)) }
    return .success(waitStoppingAlong(child))
  }.get()
}

/// Runs the user's editor on a file; the command may have arguments and quotes (`vim -u NONE`), as for Git.
public func runEditor(_ command: String, file: String) throws(ProgramError) -> ProgramEnd {
  try runProgram("/bin/sh", ["-c", "exec \(command) \"$@\"", command, file])
}

private func waitStoppingAlong(_ child: pid_t) -> ProgramEnd {
  while true {
    var status: Int32 = 0
    if waitpid(child, &status, WUNTRACED) < 0 {
      if errno == EINTR { continue }
      return .exited(0)
    }
    if status & 0xFF == 0x7F {
      // The keyboard stops only the program: were this one stopped by the same key, it would find the program stopped when it
      // goes on, and stop again.
      withSignals([(SIGTSTP, SIG_DFL)]) { _ = raise(SIGTSTP) }
      kill(child, SIGCONT)
    } else if status & 0x7F == 0 {
      return .exited((status >> 8) & 0xFF)
    } else {
      return .signalled(status & 0x7F)
    }
  }
}
