/// Whether a number is prime, by trial division and deliberately no better: the lesson's `check_prime`.
///
/// An even number is not prime; an odd one is unless an odd divisor from 3 up to and including its integer square root
/// divides it. By this rule 2 is not prime and 1 is, which is why the lesson's candidates begin far above.
public func checkPrime(_ n: Int) -> Bool {
  if n % 2 == 0 { return false }
  // A remainder of 32-bit numbers takes half the time of one of 64 bits; it is the same rule.
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
/// The root of a `Double` can be one off where `n` has more than 52 bits, so it is mended by comparing squares.
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
