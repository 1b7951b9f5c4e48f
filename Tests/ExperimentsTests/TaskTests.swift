import QuarterCircleKernel
import Testing
import Text

@testable import Experiments

@Suite struct TaskTests {
  @Test func `the naive rule finds the first primes of the lesson's range`() {
    let found = (100_000_000..<100_000_100).filter(checkPrime)
    #expect(found == [100_000_007, 100_000_037, 100_000_039, 100_000_049, 100_000_073, 100_000_081])
  }

  @Test func `squares of primes have their root as a divisor`() {
    for root in [3, 5, 9973, 65_521, 65_537, 999_983] { #expect(!checkPrime(root * root)) }
  }

  @Test func `a seed draws the same points every time and others draw others`() {
    let first = sampleQuarterCircle(samples: 100_003, seed: 7)
    #expect(first == sampleQuarterCircle(samples: 100_003, seed: 7))
    #expect(first != sampleQuarterCircle(samples: 100_003, seed: 8))
  }

  @Test func `vectors of every width draw the same points`() {
    for samples in [1, 15, 16, 17, 1_000_003] {
      let counts = QuarterCircleBlock.kernels.map { count in
        var thrower = DartThrower(seed: 99)
        return count(&thrower, samples)
      }
      #expect(Set(counts).count == 1)
    }
  }

  @Test func `one lane is xoshiro128+ as its authors wrote it`() {
    var state: [UInt32] = [0, 0, 0, 0]
    var mix = SplitMix(state: 7)
    let (low, high) = (mix.next(), mix.next())
    state = [UInt32(truncatingIfNeeded: low), UInt32(low >> 32), UInt32(truncatingIfNeeded: high), UInt32(high >> 32)]
    var thrower = DartThrower(seed: 7)
    for _ in 0..<1000 {
      let expected = (state[0] &+ state[3]) >> 9
      let shifted = state[1] << 9
      state[2] ^= state[0]
      state[3] ^= state[1]
      state[1] ^= state[2]
      state[0] ^= state[3]
      state[2] ^= shifted
      state[3] = state[3] << 11 | state[3] >> 21
      #expect(thrower.nextCoordinates()[0] == Float(expected) + 0.5)
    }
  }

  @Test func `divisors are counted by trying every number that could be one`() {
    #expect((1...12).map(countDivisors) == [1, 2, 2, 3, 2, 4, 2, 4, 3, 4, 2, 6])
    #expect([0, -6, 20_160, 30_000].map(countDivisors) == [0, 0, 84, 50])
    // A number of more than 32 bits is counted by another loop.
    #expect(countDivisors(1 << 32) == 33)
  }

  @Test func `the count inside comes near pi over four`() {
    let samples = 20_000_000
    let pi = 4 * Double(sampleQuarterCircle(samples: samples, seed: 1)) / Double(samples)
    #expect(abs(pi - Double.pi) < 0.002)
  }

  @Test func `the picture shows the points that the count counts`() {
    let points = quarterCirclePoints(count: 1000, seed: 5)
    let inside = points.count { point in
      let distance: Double = point.x * point.x + point.y * point.y
      return distance <= 1
    }
    #expect(inside == sampleQuarterCircle(samples: 1000, seed: 5))
  }

  @Test(arguments: [(3.23, "3.23 s"), (0.00806, "8.06 ms"), (0.000412, "412 µs"), (0, "0 s"), (12.34, "12.3 s")])
  func `durations have three significant digits`(seconds: Double, text: String) {
    #expect(formatDuration(seconds) == text)
  }

  @Test func `counts are written in groups of three digits`() {
    #expect(formatCount(1_000_000) == "1 000 000")
    #expect(formatCount(-12) == "-12")
  }
}

@Suite struct SampleBudgetTests {
  @Test(arguments: [
    (1, 1), (1.4, 1), (1.5, 2), (3, 2), (3.2, 5), (7, 5), (7.2, 10), (1_900_000_000, 2_000_000_000),
    (2_130_000_000, 2_000_000_000), (47_000, 50_000), (0, 1), (0.2, 1), (1e30, 1_000_000_000_000),
  ])
  func `a number of samples is rounded to 1, 2 or 5 times a power of ten`(number: Double, rounded: Int) {
    #expect(roundedSamples(number) == rounded)
  }

  @Test func `the number for a second is one that the knob takes`() throws {
    let samples = samplesInAboutASecond()
    var knobs = Knobs()
    try Knob.samples.set(String(samples), in: &knobs)
    #expect(knobs.samples == samples && roundedSamples(Double(samples)) == samples)
  }
}

/// SplitMix64, written from its paper.
struct SplitMix {
  var state: UInt64

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = state
    mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
    return mixed ^ (mixed >> 31)
  }
}
