import Dispatch
import Glibc
import Synchronization

/// Hears of SIGINT, SIGTERM and SIGHUP on a queue of its own instead of dying of them.
final class SignalWatch {
  private let heard: Heard
  private let sources: [any DispatchSourceSignal]

  private final class Heard: Sendable {
    let signal = Mutex<Int32>(0)
  }

  /// Calls `action` when one of them arrives.
  init(_ action: @escaping @Sendable () -> Void) {
    let heard = Heard()
    self.heard = heard
    let queue = DispatchQueue(label: "signals")
    sources = [SIGINT, SIGTERM, SIGHUP].map { number in
      Glibc.signal(number, SIG_IGN)
      let source = DispatchSource.makeSignalSource(signal: number, queue: queue)
      source.setEventHandler {
        heard.signal.withLock { $0 = number }
        action()
      }
      source.resume()
      return source
    }
  }

  /// The last that was heard; 0 where none was.
  var signal: Int32 { heard.signal.withLock { $0 } }

  /// Stops listening and lets the signals end the program again.
  func end() {
    for source in sources { source.cancel() }
    for number in [SIGINT, SIGTERM, SIGHUP] { Glibc.signal(number, SIG_DFL) }
  }
}
