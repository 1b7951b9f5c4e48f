import Posix

/// How a worker process ended. Later versions may have more cases, for workers that aren't local processes, so other
/// packages need an `@unknown default`.
@nonexhaustive
public enum WorkerEnd: Sendable, Equatable {
  /// It exited with this code; 0 if it was dismissed.
  case exited(code: Int32)
  /// This signal killed it.
  case signalled(signal: Int32)
  /// Its machine or the connection to it was lost; nobody knows how it ended, or whether it has.
  case lost

  init(_ end: ProcessEnd) {
    self =
      switch end {
      case .exited(let code): .exited(code: code)
      case .signalled(let signal): .signalled(signal: signal)
      }
  }

  /// True if the process itself decided to end.
  var isExit: Bool { if case .exited = self { true } else { false } }
}
