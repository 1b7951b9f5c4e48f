import CLinux
import Dispatch
import Glibc
import Synchronization

/// Hears of SIGINT, SIGTERM and SIGHUP on a queue of its own instead of dying of them. One at a time.
///
/// A handler writes each signal into a pipe, so that none is lost: Dispatch's own signal sources want the signal ignored
/// first, and one that arrives before the source listens is gone.
final class SignalWatch {
  private static let numbers = [SIGINT, SIGTERM, SIGHUP]
  /// Where the handler writes; -1 while nobody listens.
  private static let mouth = Atomic<Int32>(-1)

  private let heard = Heard()
  private let source: (any DispatchSourceRead)?
  private let ends: [Int32]

  private final class Heard: Sendable {
    let signal = Mutex<Int32>(0)
  }

  /// Calls `action` when one of them arrives; without a descriptor left for the pipe they end the program as ever.
  init(_ action: @escaping @Sendable () -> Void) {
    var ends: [Int32] = [-1, -1]
    guard pipe2(&ends, O_CLOEXEC | O_NONBLOCK) == 0 else {
      (self.ends, source) = ([], nil)
      return
    }
    self.ends = ends
    let source = DispatchSource.makeReadSource(fileDescriptor: ends[0], queue: DispatchQueue(label: "signals"))
    source.setEventHandler { [heard, ear = ends[0]] in
      var number: UInt8 = 0
      while read(ear, &number, 1) == 1 { heard.signal.withLock { $0 = Int32(number) } }
      action()
    }
    source.setCancelHandler { [ends] in for end in ends { close(end) } }
    source.resume()
    self.source = source
    Self.mouth.store(ends[1], ordering: .sequentiallyConsistent)
    for number in Self.numbers {
      Glibc.signal(number) { number in
        let before = errno
        var byte = UInt8(truncatingIfNeeded: number)
        _ = write(SignalWatch.mouth.load(ordering: .sequentiallyConsistent), &byte, 1)
        errno = before
      }
    }
  }

  /// The last that was heard; 0 where none was.
  var signal: Int32 { heard.signal.withLock { $0 } }

  /// Stops listening and lets the signals end the program again.
  func end() {
    for number in Self.numbers { Glibc.signal(number, SIG_DFL) }
    Self.mouth.store(-1, ordering: .sequentiallyConsistent)
    source?.cancel()
  }
}
