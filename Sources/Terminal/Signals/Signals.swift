internal import Glibc
internal import Posix

/// The signals that a program with a terminal has to handle, and a descriptor to wait for them.
///
/// Create it before the screen is opened; curses then leaves the handlers alone.
package struct Signals {
  /// A signal that has arrived.
  package enum Arrival: Sendable, Equatable {
    /// SIGTERM, or another signal that ends a program by default: save everything and end.
    case terminate(signal: Int32)
    /// SIGHUP: the terminal is gone.
    case hangUp
    /// SIGINT that wasn't sent by the keyboard, which sends a key instead.
    case interrupt
    /// SIGWINCH: the window has a new size.
    case windowChanged
    /// SIGTSTP that wasn't sent by the keyboard: call `Screen.suspend`.
    case stop
    /// SIGCONT: the program continues after a stop; call `Screen.redraw`.
    case resume

    init(_ number: Int32) {
      self =
        switch number {
        case SIGHUP: .hangUp
        case SIGINT: .interrupt
        case SIGWINCH: .windowChanged
        case SIGTSTP: .stop
        case SIGCONT: .resume
        default: .terminate(signal: number)
        }
    }
  }

  private let pipe: SignalPipe

  /// Catches the signals from now on; `nil` if the process may open no more files.
  package init?() {
    guard let pipe = try? SignalPipe(endingSignals + [SIGWINCH, SIGTSTP, SIGCONT]) else { return nil }
    self.pipe = pipe
  }

  /// Readable while a signal has arrived that was not read.
  package var fileDescriptor: Int32 { pipe.descriptor }

  /// The signals that have arrived since the last call, each kind once.
  package func read() -> [Arrival] {
    var arrived: [Arrival] = []
    for arrival in pipe.takeAll().map(Arrival.init) where !arrived.contains(arrival) { arrived.append(arrival) }
    return arrived
  }
}
