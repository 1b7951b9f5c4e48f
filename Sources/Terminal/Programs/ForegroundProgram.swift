internal import Glibc
package import Posix

/// Runs a program in the foreground with this program's terminal, and waits for it to end. Call it within
/// `Screen.release`.
///
/// While it runs, ctrl-C and ctrl-\ reach only the program, and ctrl-Z stops both, so that the shell has the terminal
/// until `fg`.
///
/// - Throws: The system's error if the program can't be started.
package func runInForeground(_ words: [String]) throws(SystemError) -> ProcessEnd {
  let result = withSignals([(SIGINT, ignoring), (SIGQUIT, ignoring), (SIGTSTP, ignoring)]) {
    Result { () throws(SystemError) in waitStoppingAlong(try Spawn(words).start()) }
  }
  return try result.get()
}

/// Runs the user's editor on a file. As in Git, the command may have arguments and quotes, such as `vim -u NONE`.
package func runEditor(_ command: String, file: String) throws(SystemError) -> ProcessEnd {
  try runInForeground(["/bin/sh", "-c", "exec \(command) \"$@\"", command, file])
}

private func waitStoppingAlong(_ child: ChildProcess) -> ProcessEnd {
  while true {
    var status: Int32 = 0
    if waitpid(child.pid, &status, WUNTRACED) < 0 {
      if errno == EINTR { continue }
      return .exited(0)
    }
    guard status & 0xFF == 0x7F else { return ProcessEnd(waitStatus: status) }
    // ctrl-Z stops only the child. If it stopped this program as well, this program would find the child still stopped
    // when it continues, and stop again.
    withSignals([(SIGTSTP, SIG_DFL)]) { _ = raise(SIGTSTP) }
    kill(child.pid, SIGCONT)
  }
}
