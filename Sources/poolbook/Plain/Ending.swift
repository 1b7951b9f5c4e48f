import Glibc

/// Why a plain session ends. It is thrown from wherever the session waits, so that the record is saved on every way out.
enum Ending: Error, Equatable {
  /// The student quit.
  case quit
  /// Standard input has no more lines.
  case endOfInput
  /// Ctrl-C, away from a run.
  case interrupted
  /// SIGTERM, or another signal that ends a program.
  case terminated(signal: Int32)
  /// The terminal, or the reader of the output, is gone.
  case hungUp

  /// What the program exits with.
  var code: Int32 {
    switch self {
    case .quit, .endOfInput: 0
    case .interrupted: 130
    case .terminated(let signal): 128 + signal
    case .hungUp: 128 + SIGHUP
    }
  }
}
