/// How many numbers divide `n`, by trying every one from 1 to n and deliberately no better.
///
/// The work is as large as the number, so items of one range differ in cost as much as their numbers do, the same on
/// every machine and in every run: what it takes to see chunks and schedules at work.
public func countDivisors(_ n: Int) -> Int {
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
