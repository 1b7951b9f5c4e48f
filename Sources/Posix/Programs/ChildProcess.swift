import Glibc

/// A process that was started here. Call `wait` once for each: only then does the system free its process ID.
package struct ChildProcess: Sendable {
  /// Its process ID.
  package let pid: Int32
  /// Readable when the process has ended.
  package let pidfd: Descriptor

  /// True once it has ended, also before `wait`.
  package var hasEnded: Bool {
    var look = pollfd(fd: pidfd.number, events: Int16(POLLIN), revents: 0)
    return poll(&look, 1, 0) > 0
  }

  /// Waits until it has ended.
  @discardableResult
  package func wait() -> ProcessEnd {
    var status: Int32 = 0
    var used = rusage()
    while wait4(pid, &status, 0, &used) < 0 {
      // Someone else has waited for it, or the parent ignores SIGCHLD.
      if errno != EINTR { return .exited(0) }
    }
    let end = ProcessEnd(waitStatus: status)
    // At the hard limit of the CPU time, the kernel sends SIGKILL instead of SIGXCPU.
    return end == .signalled(SIGKILL) && hasReachedTimeLimit(used) ? .signalled(SIGXCPU) : end
  }
}

/// Whether a process of this program has used as much CPU time as `ulimit -t` allows.
private func hasReachedTimeLimit(_ used: rusage) -> Bool {
  var limit = rlimit()
  // Glibc's module doesn't have RLIMIT_CPU as a number.
  guard getrlimit(__rlimit_resource_t(0), &limit) == 0, limit.rlim_max < 1 << 40 else { return false }
  let seconds = used.ru_utime.tv_sec + used.ru_stime.tv_sec
  let microseconds = used.ru_utime.tv_usec + used.ru_stime.tv_usec
  // The kernel's clock for limits runs a little ahead of the times that it reports.
  return Double(seconds) + Double(microseconds) / 1e6 >= Double(limit.rlim_max) - 0.5
}

/// How a process ended.
package enum ProcessEnd: Sendable, Equatable, CustomStringConvertible {
  /// By itself, with this exit code.
  case exited(Int32)
  /// By this signal.
  case signalled(Int32)

  /// Reads the status that `waitpid` reports of a process that has ended.
  package init(waitStatus status: Int32) {
    self = status & 0x7F == 0 ? .exited(status >> 8 & 0xFF) : .signalled(status & 0x7F)
  }

  /// The status as the end of a sentence: `exited with code 2`.
  package var description: String {
    switch self {
    case .exited(let code): "exited with code \(code)"
    case .signalled(let signal): "was ended by \(signalName(signal))"
    }
  }
}

/// The name of a signal, such as `SIGKILL`.
package func signalName(_ signal: Int32) -> String {
  switch signal {
  case SIGHUP: "SIGHUP"
  case SIGINT: "SIGINT"
  case SIGQUIT: "SIGQUIT"
  case SIGILL: "SIGILL"
  case SIGTRAP: "SIGTRAP"
  case SIGABRT: "SIGABRT"
  case SIGBUS: "SIGBUS"
  case SIGFPE: "SIGFPE"
  case SIGKILL: "SIGKILL"
  case SIGUSR1: "SIGUSR1"
  case SIGSEGV: "SIGSEGV"
  case SIGUSR2: "SIGUSR2"
  case SIGPIPE: "SIGPIPE"
  case SIGALRM: "SIGALRM"
  case SIGTERM: "SIGTERM"
  case SIGSTKFLT: "SIGSTKFLT"
  case SIGVTALRM: "SIGVTALRM"
  case SIGPROF: "SIGPROF"
  case SIGPOLL: "SIGIO"
  case SIGPWR: "SIGPWR"
  case SIGXCPU: "SIGXCPU"
  case SIGXFSZ: "SIGXFSZ"
  case SIGSYS: "SIGSYS"
  default: "signal \(signal)"
  }
}

/// The path of the program that a shell would run for this name; `nil` if there is none.
package func findProgram(_ name: String) -> String? {
  if name.contains("/") { return access(name, X_OK) == 0 ? name : nil }
  let folders = Environment.value("PATH") ?? "/usr/local/bin:/usr/bin:/bin"
  return folders.split(separator: ":").lazy.map { "\($0)/\(name)" }.first { path in
    var status = stat()
    return stat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFREG && access(path, X_OK) == 0
  }
}
