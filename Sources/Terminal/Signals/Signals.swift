internal import Glibc
internal import Posix

/// The signals that a program with a terminal has to handle, and a descriptor to wait for them.
///
/// Create it before the screen is opened; curses then leaves the handlers alone.
package struct Signals {
  /// A signal that has arrived.
  package enum Arrival: Sendable, Equatable, CaseIterable {
    /// SIGTERM: save everything and end.
    case terminate
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

    var number: Int32 {
      switch self {
      case .terminate: SIGTERM
      case .hangUp: SIGHUP
      case .interrupt: SIGINT
      case .windowChanged: SIGWINCH
      case .stop: SIGTSTP
      case .resume: SIGCONT
      }
    }
  }

  private let pipe: SignalPipe

  /// Catches the signals from now on; `nil` if the process may open no more files.
  package init?() {
    guard let pipe = try? SignalPipe(Arrival.allCases.map(\.number)) else { return nil }
    self.pipe = pipe
  }

  /// Readable while a signal has arrived that was not read.
  package var fileDescriptor: Int32 { pipe.descriptor }

  /// The signals that have arrived since the last call, each kind once.
  package func read() -> [Arrival] {
    var arrived: [Arrival] = []
    for number in pipe.takeAll() {
      if let arrival = Arrival.allCases.first(where: { $0.number == number }), !arrived.contains(arrival) {
        arrived.append(arrival)
      }
    }
    return arrived
  }
}
