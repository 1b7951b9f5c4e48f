import Posix

/// How many points of `quarter-circle` one process draws in about a second on this machine, as a number that is easy to
/// read: 1, 2 or 5 times a power of ten.
///
/// Takes some 30 ms, at most 50: it draws more and more points until they take long enough to be timed.
package func samplesInAboutASecond() -> Int {
  var samples = 1 << 18
  while true {
    let began = SystemClock.monotonic
    _ = sampleQuarterCircle(samples: samples, seed: 1)
    let nanoseconds = SystemClock.monotonic - began
    if nanoseconds >= 8_000_000 || samples >= Knobs.mostSamples {
      return roundedSamples(Double(samples) / max(1, Double(nanoseconds)) * 1e9)
    }
    samples *= 2
  }
}

/// The nearest number that is 1, 2 or 5 times a power of ten, by ratio, and that the knob `samples` can have.
func roundedSamples(_ number: Double) -> Int {
  var power = 1.0
  while power * 10 <= number, power < Double(Knobs.mostSamples) { power *= 10 }
  // The limits are the geometric means of two neighbours: 1 and 2, 2 and 5, 5 and 10.
  let ratio = number / power
  let factor = ratio < 2.0.squareRoot() ? 1.0 : ratio < 10.0.squareRoot() ? 2 : ratio < 50.0.squareRoot() ? 5 : 10
  return factor * power < Double(Knobs.mostSamples) ? Int(factor * power) : Knobs.mostSamples
}
