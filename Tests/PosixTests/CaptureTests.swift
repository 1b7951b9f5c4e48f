import Glibc
import Testing

@testable import Posix

@Suite struct CaptureTests {
  private let patient = CaptureLimits(time: .seconds(600))

  @Test func `what a program writes and how it ends is captured`() throws {
    let captured = try capture(["sh", "-c", "echo out; echo err >&2; exit 3"], limits: patient)
    #expect(captured.output == Array("out\n".utf8))
    #expect(captured.errors == Array("err\n".utf8))
    #expect(captured.end == .byItself(.exited(3)))
    #expect(!captured.succeeded)
    #expect(try capture(["true"], limits: patient).succeeded)
  }

  @Test func `a program reads its input, more than a pipe holds, while it writes`() throws {
    let input = (0..<1_000_000).map { UInt8(truncatingIfNeeded: $0 &* 31) }
    let captured = try capture(["cat"], input: input, limits: CaptureLimits(time: .seconds(600), bytes: 1_000_000))
    #expect(captured.output == input)
    #expect(captured.succeeded)
  }

  @Test func `a program need not read its input`() throws {
    let input = [UInt8](repeating: 65, count: 1_000_000)
    #expect(try capture(["true"], input: input, limits: patient).succeeded)
    let closed = try capture(["sh", "-c", "exec <&-; sleep 0.1; echo done"], input: input, limits: patient)
    #expect(closed.output == Array("done\n".utf8))
  }

  @Test(arguments: ["yes", "yes >&2"])
  func `a program that writes too much is killed, and its output is cut at the limit`(
    command: String
  ) throws {
    let captured = try capture(["sh", "-c", command], limits: CaptureLimits(time: .seconds(600), bytes: 100_000))
    #expect(captured.end == .tooMuchOutput)
    #expect(captured.output.count + captured.errors.count == 100_001)
  }

  @Test(arguments: ["sleep 600", "while :; do :; done", "trap '' TERM INT; echo begun; sleep 600; sleep 600"])
  func `a program that never ends is killed when its time is up`(command: String) throws {
    let captured = try capture(["sh", "-c", command], limits: CaptureLimits(time: .milliseconds(300)))
    #expect(captured.end == .outOfTime)
  }

  @Test func `a background process that holds the pipe open is killed when its program ends`() throws {
    let captured = try capture(["sh", "-c", "sleep 600 & echo $!"], limits: patient)
    #expect(captured.end == .byItself(.exited(0)))
    let pid = try #require(Int32(String(decoding: captured.output.dropLast(), as: UTF8.self)))
    try eventuallyGone(pid)
  }

  @Test func `a program that is killed takes along what it started`() throws {
    let captured = try capture(
      ["sh", "-c", "sleep 600 & echo $!; wait"], limits: CaptureLimits(time: .milliseconds(500)))
    #expect(captured.end == .outOfTime)
    let pid = try #require(Int32(String(decoding: captured.output.dropLast(), as: UTF8.self)))
    try eventuallyGone(pid)
  }

  @Test func `a program that can't be started is an error`() {
    #expect(throws: SystemError("exec", code: ENOENT)) { try capture(["no-such-program-anywhere"]) }
  }

  /// Waits until a process is gone, or dead and not yet waited for by its new parent.
  private func eventuallyGone(_ pid: Int32) throws {
    for _ in 0..<6_000 {
      guard let bytes = try? readFile("/proc/\(pid)/stat") else { return }
      if String(decoding: bytes, as: UTF8.self).split(separator: ")").last?.hasPrefix(" Z") == true { return }
      usleep(10_000)
    }
    Issue.record("process \(pid) goes on")
  }
}
