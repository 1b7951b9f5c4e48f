internal import CLinux
import Glibc

/// A descriptor that becomes readable when a signal arrives, so that a thread can wait for it and other descriptors.
///
/// A handler writes the number of each signal into a pipe, so that none is lost. A signal belongs to one pipe at a time.
package final class SignalPipe: Sendable {
  private let numbers: [Int32]
  private let reading: Descriptor
  private let writing: Descriptor

  /// Catches these signals from now on, even if they were blocked or ignored before.
  package init(_ numbers: [Int32]) throws(SystemError) {
    self.numbers = numbers
    (reading, writing) = try Descriptor.pipe()
    // The handler must not wait if nobody reads, and neither must `takeAll`.
    try reading.setNonblocking()
    try writing.setNonblocking()
    var signals = sigset_t()
    sigemptyset(&signals)
    for number in numbers {
      writingEnds[Int(number)] = writing.number
      var action = sigaction()
      action.__sigaction_handler.sa_handler = pass
      // Without SA_RESTART, so that a wait for anything else ends.
      sigaction(number, &action, nil)
      sigaddset(&signals, number)
    }
    pthread_sigmask(SIG_UNBLOCK, &signals, nil)
  }

  /// Gives the signals their default action again.
  deinit {
    for number in numbers {
      signal(number, SIG_DFL)
      writingEnds[Int(number)] = -1
    }
  }

  /// What to wait for with `poll`: readable while signals wait to be taken.
  package var descriptor: Int32 { reading.number }

  /// Takes the signals that have arrived since the last time, oldest first.
  package func takeAll() -> [Int32] {
    var arrived: [Int32] = []
    withUnsafeTemporaryAllocation(byteCount: 256, alignment: 1) { buffer in
      while case let count = readSome(from: reading.number, into: buffer), count > 0 {
        arrived += buffer[..<count].map(Int32.init)
      }
    }
    return arrived
  }
}

/// Where the handler writes each signal, by its number; -1 for those that aren't caught.
///
/// The pointer never changes. A place is written only while the handler of its signal can't run.
nonisolated(unsafe) private let writingEnds: UnsafeMutablePointer<Int32> = {
  let places = UnsafeMutablePointer<Int32>.allocate(capacity: 128)
  places.initialize(repeating: -1, count: 128)
  return places
}()

private func pass(_ signal: Int32) {
  // The interrupted code must find its own `errno`.
  let code = errno
  var byte = UInt8(truncatingIfNeeded: signal)
  _ = write(writingEnds[Int(signal)], &byte, 1)
  errno = code
}
