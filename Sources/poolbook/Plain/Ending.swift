import Glibc

/// Why a session by lines ends. Thrown from wherever the session waits, so that every way out passes the same keeping.
enum Ending: Error, Equatable {
  /// The student said so.
  case quit
  /// Standard input has no more lines.
  case endOfInput
  /// Ctrl-C, away from a run.
  case interrupted
  /// SIGTERM.
  case terminated
  /// The terminal, or whoever read the output, is gone.
  case hungUp

  /// What the program exits with.
  var code: Int32 {
    switch self {
    case .quit, .endOfInput: 0
    case .interrupted: 130
    case .terminated: 128 + SIGTERM
    case .hungUp: 128 + SIGHUP
    }
  }
}
