import Glibc

/// The name of a signal, as `kill -l` has it.
public func signalName(_ signal: Int32) -> String {
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
  case SIGXCPU: "SIGXCPU"
  case SIGXFSZ: "SIGXFSZ"
  case SIGSYS: "SIGSYS"
  default: "signal \(signal)"
  }
}

/// The system's own words for an error number.
func errorText(_ code: Int32) -> String {
  strerror(code).map { String(cString: $0) } ?? "error \(code)"
}

extension PoolError {
  /// What to do about an error number, where there is something.
  static func mend(_ code: Int32) -> String {
    switch code {
    case EMFILE: "; use fewer workers, or raise the limit with ulimit -n"
    case EAGAIN: "; use fewer workers, or raise the limit with ulimit -u"
    case ENOMEM: "; use fewer workers, or ask for more memory"
    case ENOENT, EACCES: "; check that the worker's program is there and may be run"
    default: ""
    }
  }
}
