internal import CLinux
internal import Glibc

/// Signals as something to wait for beside the terminal: a descriptor that becomes readable, and what has arrived.
///
/// Install before the screen is opened, so that curses leaves the handlers alone.
public struct Signals: ~Copyable {
  /// What has arrived.
  public enum Arrival: Sendable, Equatable, CaseIterable {
    /// SIGTERM: end, keeping everything.
    case terminate
    /// SIGHUP: the terminal is gone.
    case hangUp
    /// SIGINT from elsewhere than the keyboard, which sends a key.
    case interrupt
    /// SIGWINCH: the window has another size.
    case windowChanged
    /// SIGTSTP from elsewhere than the keyboard: call `Screen.suspend`.
    case stop
    /// SIGCONT: going on after a stop; call `Screen.redraw`.
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

  /// Readable as long as something has arrived that was not read.
  public let fileDescriptor: Int32

  /// Catches the signals from now on; nil where no pipe can be had.
  public init?() {
    var ends: [Int32] = [-1, -1]
    guard pipe2(&ends, O_CLOEXEC | O_NONBLOCK) == 0 else { return nil }
    fileDescriptor = ends[0]
    wakeDescriptor.pointee = ends[1]
    // A careless parent may have left some of them blocked.
    var signals = sigset_t()
    sigemptyset(&signals)
    for arrival in Arrival.allCases {
      sigaddset(&signals, arrival.number)
      Signals.catchAgain(arrival.number)
    }
    pthread_sigmask(SIG_UNBLOCK, &signals, nil)
  }

  deinit {
    for arrival in Arrival.allCases { Glibc.signal(arrival.number, SIG_DFL) }
    close(wakeDescriptor.pointee)
    close(fileDescriptor)
    wakeDescriptor.pointee = -1
  }

  /// What has arrived since the last time, each kind once.
  public func read() -> [Arrival] {
    var bytes = [UInt8](repeating: 0, count: 256)
    var arrived: [Arrival] = []
    while true {
      let count = Glibc.read(fileDescriptor, &bytes, bytes.count)
      if count <= 0 { break }
      for byte in bytes.prefix(count) {
        if let arrival = Arrival.allCases.first(where: { $0.number == Int32(byte) }), !arrived.contains(arrival) {
          arrived.append(arrival)
        }
      }
    }
    return arrived
  }

  /// Whether the signals are caught at present.
  static var areCaught: Bool { wakeDescriptor.pointee >= 0 }

  /// Catches a signal after its handler was changed.
  static func catchAgain(_ number: Int32) {
    var action = sigaction()
    action.__sigaction_handler.sa_handler = wake
    // No SA_RESTART: a wait in poll ends by itself.
    sigaction(number, &action, nil)
  }
}

/// The write end, for the handler; set before a handler can run, and the pointer itself never changes.
nonisolated(unsafe) private let wakeDescriptor: UnsafeMutablePointer<Int32> = {
  let pointer = UnsafeMutablePointer<Int32>.allocate(capacity: 1)
  pointer.initialize(to: -1)
  return pointer
}()

private func wake(_ signal: Int32) {
  // What was interrupted must find its errno as it left it.
  let error = errno
  var byte = UInt8(truncatingIfNeeded: signal)
  _ = write(wakeDescriptor.pointee, &byte, 1)
  errno = error
}
