import Glibc
import Testing

@testable import Posix

@Suite struct SurroundingsTests {
  @Test func `a variable that is missing or empty has no value`() {
    #expect(Environment.value("PATH")?.isEmpty == false)
    #expect(Environment.value("POOLBOOK_NO_SUCH_VARIABLE") == nil)
    setenv("POOLBOOK_EMPTY_VARIABLE", "", 1)
    #expect(Environment.value("POOLBOOK_EMPTY_VARIABLE") == nil)
  }

  @Test func `the host has a name and the clocks run forward`() {
    #expect(!hostName().isEmpty)
    let before = SystemClock.monotonic
    #expect(SystemClock.monotonic >= before)
    // After the year 2020, before the year 3000.
    #expect((1_577_836_800..<32_503_680_000).contains(SystemClock.wall))
    #expect(abs(SystemClock.secondsFromUTC) <= 14 * 3600)
  }

  @Test func `a sleep takes at least as long as it should`() {
    let before = SystemClock.monotonic
    sleepFor(seconds: 0.01)
    #expect(SystemClock.monotonic - before >= 10_000_000)
    sleepFor(seconds: -1)
    sleepFor(seconds: 0)
  }

  @Test func `a duration becomes nanoseconds that can be added to a time`() {
    #expect(nanoseconds(.milliseconds(1500)) == 1_500_000_000)
    #expect(nanoseconds(.seconds(-1)) == 0)
    #expect(nanoseconds(.seconds(Int64.min)) == 0)
    #expect(nanoseconds(.seconds(Int64.max)) == 3_000_000_000_000_000_000)
    #expect(Duration.milliseconds(1500).inSeconds == 1.5)
  }
}
