import Testing

@testable import PythonCells

/// Numbers in what a program prints.
struct PrintedNumberTests {
  @Test(arguments: [
    "54208", "54,208", "54_208", "54 208", "54\u{202F}208", "54\u{A0}208", "5.4208e4", "54208.0", "+54208", "= 54208.",
    "(54208)", "[1, 54208]", "primes:54208", "54208 primes", "3 54208", "100 54 208", "54'208", "54208\n", "5.4208E+04",
  ])
  func `it is found however it is written`(text: String) {
    #expect(PrintedNumbers(in: text).values.contains(54_208))
  }

  @Test(arguments: ["154208", "542080", "x54208", "-54208", "5.4208", "54,20,8", "0.54208", "1.54208", "54 20 8", ""])
  func `it isn't found in other numbers`(text: String) {
    #expect(!PrintedNumbers(in: text).values.contains(54_208))
  }

  @Test func `digits that may belong together are read in both ways`() {
    #expect(PrintedNumbers(in: "1 000 000").values == [1, 1000, 1_000_000, 0, 0, 0])
    #expect(PrintedNumbers(in: "-3.5 and −2").values == [-3.5, -2])
    #expect(PrintedNumbers(in: "n=10").nearest(to: 12) == 10)
    #expect(PrintedNumbers(in: String(repeating: "9", count: 5000)).nearest(to: 1) == nil)
  }

  @Test func `a long list of numbers with three digits isn't one number`() {
    let text = (0..<700).map { _ in "123" }.joined(separator: " ")
    #expect(PrintedNumbers(in: text).values.count < 10 * 700)
    #expect(PrintedNumbers(in: "1 000 000 000 000 000 000").values.contains(1e18))
  }
}
