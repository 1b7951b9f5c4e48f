import Text
package import WorkerPool

extension ExperimentTask {
  /// Finds the primes of a range by trial division.
  package static let primes = ExperimentTask(
    StandardTask.primes, summary: "Finds the primes of a range by trial division.",
    knobs: [.processes, .range, .chunk, .schedule, .repeats],
    objection: { knobs in
      // One answer for each candidate has to fit in memory.
      let most = 100_000_000
      return knobs.range.count > most
        ? "The range of primes can have at most \(formatCount(most)) candidates; choose a shorter one." : nil
    },
    numbers: { $0.range }, missing: false
  ) { answers, knobs in
    PrimeFindings(answers, from: knobs.range.lowerBound)
  }
}

extension StandardTask {
  /// Takes a candidate; returns whether it is prime.
  package static let primes = PoolTask<Int, Bool>(name: "primes") { candidate, _ in checkPrime(candidate) }
}

/// How many primes there are, the first five and the last five.
package struct PrimeFindings: Findings {
  package var count: Int
  package var first: [Int]
  package var last: [Int]

  package var isSound: Bool { ([count] + first + last).allSatisfy { (0...1 << 53).contains($0) } }

  package func figure(of report: RunReport) -> Double { Double(count) }

  package func words(of report: RunReport, _ notation: Notation) -> ResultWords {
    let primes = counted(count, "prime")
    let (first, last) = (self.first.map(String.init), self.last.map(String.init))
    let isNone = count == 0
    return ResultWords(
      lines: [.text(primes)]
        + (isNone
          ? []
          : [.text("", "first " + first.joined(separator: ", ")), .text("", "last  " + last.joined(separator: ", "))]),
      cell: primes,
      sentences: isNone
        ? ["There is no prime among them."]
        : ["\(primes).", "The first: \(first.joined(separator: ", ")).", "The last: \(last.joined(separator: ", "))."],
      clause: "found \(primes)")
  }
}

extension PrimeFindings {
  /// Counts and lists, from one answer for each candidate.
  fileprivate init(_ answers: [Bool], from start: Int) {
    count = 0
    for isPrime in answers where isPrime { count += 1 }
    first = answers.indices.lazy.filter { answers[$0] }.prefix(5).map { start + $0 }
    last = answers.indices.reversed().lazy.filter { answers[$0] }.prefix(5).map { start + $0 }.reversed()
  }
}

extension TaskResult {
  /// The result of `primes`.
  package static func primes(count: Int, first: [Int], last: [Int]) -> TaskResult {
    TaskResult(PrimeFindings(count: count, first: first, last: last))
  }
}

/// Whether a number is prime, by plain trial division: the lesson's `check_prime`, which is slow on purpose.
///
/// An even number is not prime; an odd one is unless an odd divisor from 3 up to and including its integer square root
/// divides it. This rule is wrong for 1 and 2, so the lesson's candidates begin far above.
package func checkPrime(_ n: Int) -> Bool {
  if n % 2 == 0 { return false }
  // The same rule; a remainder of 32-bit numbers takes half the time of one of 64 bits.
  if let small = UInt32(exactly: n) { return hasNoOddDivisor(small) }
  return hasNoOddDivisor(UInt64(clamping: n))
}

@inline(__always)
private func hasNoOddDivisor<Number: FixedWidthInteger>(_ n: Number) -> Bool {
  let root = integerSquareRoot(n)
  var divisor: Number = 3
  while divisor <= root {
    if n % divisor == 0 { return false }
    divisor += 2
  }
  return true
}

/// The largest whole number whose square is not above `n`.
///
/// The root of a `Double` can be off by one if `n` has more than 52 bits, so it is corrected by comparing squares.
@inline(__always)
func integerSquareRoot<Number: FixedWidthInteger>(_ n: Number) -> Number {
  var root = Number(Double(n).squareRoot())
  while isAbove(root, n) { root -= 1 }
  while !isAbove(root + 1, n) { root += 1 }
  return root
}

/// Whether root² > n.
@inline(__always)
private func isAbove<Number: FixedWidthInteger>(_ root: Number, _ n: Number) -> Bool {
  let (square, overflow) = root.multipliedReportingOverflow(by: root)
  return overflow || square > n
}
