import Glibc
import Testing

@testable import Posix

@Suite struct EndingSignalTests {
  /// Signals that report a crash or a failed write, or that can't be caught.
  private static let others = [
    SIGSEGV, SIGBUS, SIGILL, SIGABRT, SIGFPE, SIGTRAP, SIGPIPE, SIGXFSZ, SIGKILL, SIGSTOP, 32, 33,
  ]
  private static let stops = [SIGTSTP, SIGTTIN, SIGTTOU]

  @Test(arguments: Set(1...64).subtracting(others).subtracting(stops))
  func `a signal is among them if it ends a program that does nothing about it`(signal: Int32) throws {
    let shell = try Spawn(["sh", "-c", "ulimit -c 0; kill -\(signal) $$; exit 0"]).start()
    let ends = shell.wait() == .signalled(signal)
    #expect(endingSignals.contains(signal) == ends)
  }

  @Test func `crashes, stops and failed writes are not among them`() {
    #expect(endingSignals.allSatisfy { !(Self.others + Self.stops).contains($0) })
  }
}
