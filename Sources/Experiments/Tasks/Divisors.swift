import Text
package import WorkerPool

extension ExperimentTask {
  /// Counts the divisors of each number of a range: work that grows with the number.
  package static let divisors = ExperimentTask(
    StandardTask.divisors,
    summary: "Counts the divisors of each number of a range by trying all: large numbers take longer.",
    knobs: [.processes, .range, .chunk, .schedule, .repeats], usual: Knobs(range: 1..<30_001),
    objection: { knobs in
      // The work grows with the square of the range's end.
      let end = 1_000_000
      return knobs.range.upperBound > end
        ? "The range of divisors can end at \(formatCount(end)) at most, or it would take hours; choose a lower end."
        : nil
    },
    numbers: { $0.range }, missing: 0
  ) { counts, knobs in
    let most = counts.max() ?? 0
    let number = knobs.range.lowerBound + (counts.firstIndex(of: most) ?? 0)
    return DivisorFindings(most: number, count: most, sum: counts.reduce(0, +))
  }
}

extension StandardTask {
  /// Takes a number; returns how many numbers divide it.
  package static let divisors = PoolTask<Int, Int>(name: "divisors") { number, _ in countDivisors(number) }
}

/// The number that has the most divisors (the first of several), how many it has, and how many all have together.
package struct DivisorFindings: Findings {
  package var most: Int
  package var count: Int
  package var sum: Int

  private enum CodingKeys: String, CodingKey {
    case most, count = "divisors", sum
  }

  package var isSound: Bool { [most, count, sum].allSatisfy { (0...1 << 53).contains($0) } }

  package func figure(of report: RunReport) -> Double { Double(sum) }

  package func words(of report: RunReport, _ notation: Notation) -> ResultWords {
    let all = counted(sum, "divisor")
    let rest = " in all; \(formatCount(most)) has the most of them, \(formatCount(count))"
    return ResultWords(
      lines: [.text(all, rest)], cell: "\(all), most (\(count)) of \(formatCount(most))", sentences: [all + rest + "."],
      clause: "counted \(all), at most \(count) of one number")
  }
}

extension TaskResult {
  /// The result of `divisors`.
  package static func divisors(most: Int, count: Int, sum: Int) -> TaskResult {
    TaskResult(DivisorFindings(most: most, count: count, sum: sum))
  }
}

/// Counts the numbers that divide `n` by trying every one from 1 to n, which is slow on purpose.
///
/// The work is proportional to the number, on every machine and in every run. The items of a range therefore differ in
/// cost, which makes the effect of chunks and schedules visible.
package func countDivisors(_ n: Int) -> Int {
  guard n > 0 else { return 0 }
  // As in `checkPrime`: remainders of 32-bit numbers take half the time.
  if let small = UInt32(exactly: n) { return count(small) }
  return count(UInt64(clamping: n))
}

@inline(__always)
private func count<Number: FixedWidthInteger>(_ n: Number) -> Int {
  var count = 0
  var divisor: Number = 1
  while divisor <= n {
    if n % divisor == 0 { count += 1 }
    let (next, overflow) = divisor.addingReportingOverflow(1)
    if overflow { break }
    divisor = next
  }
  return count
}
