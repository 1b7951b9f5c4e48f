/// Sixteen generators of random numbers side by side, and the points of the unit square they draw.
///
/// Each lane is xoshiro128+ (Blackman and Vigna, "Scrambled linear pseudorandom number generators", 2021), of whose
/// numbers the upper 24 bits are used, seeded from one 64-bit seed by SplitMix64 (Steele, Lea and Flood, 2014). There
/// are always sixteen lanes, so that a seed draws the same points however wide the processor's vectors are.
@frozen public struct DartThrower: Sendable {
  @usableFromInline var s0 = SIMD16<UInt32>(), s1 = SIMD16<UInt32>()
  @usableFromInline var s2 = SIMD16<UInt32>(), s3 = SIMD16<UInt32>()

  /// Starts sixteen streams from one seed.
  public init(seed: UInt64) {
    var state = seed
    for lane in 0..<16 {
      let low = Self.splitMix(&state)
      let high = Self.splitMix(&state)
      s0[lane] = UInt32(truncatingIfNeeded: low)
      s1[lane] = UInt32(truncatingIfNeeded: low >> 32)
      s2[lane] = UInt32(truncatingIfNeeded: high)
      s3[lane] = UInt32(truncatingIfNeeded: high >> 32)
    }
  }

  private static func splitMix(_ state: inout UInt64) -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = state
    mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
    return mixed ^ (mixed >> 31)
  }

  /// Sixteen coordinates, whole numbers from 0 up to 2^24, exact in a `Float`.
  @_alwaysEmitIntoClient @inline(__always)
  public mutating func nextCoordinates() -> SIMD16<Float> {
    let sum = s0 &+ s3
    let shifted = s1 &<< 9
    s2 ^= s0
    s3 ^= s1
    s1 ^= s2
    s0 ^= s3
    s2 ^= shifted
    s3 = (s3 &<< 11) | (s3 &>> 21)
    return SIMD16<Float>(SIMD16<Int32>(truncatingIfNeeded: sum &>> 8))
  }

  /// Draws points and counts those inside the quarter circle.
  ///
  /// It is emitted into each caller, so that a module compiled for wider vectors gets wider code.
  @_alwaysEmitIntoClient @inline(__always)
  public mutating func countInside(samples: Int) -> Int {
    let radiusSquared = SIMD16<Float>(repeating: 281_474_976_710_656)  // (2^24)^2
    var inside = 0
    var left = samples
    while left > 0 {
      // Short enough that a lane's 32-bit counter can't overflow.
      var counts = SIMD16<Int32>()
      for _ in 0..<min(left / 16, 1 << 20) {
        let x = nextCoordinates()
        let y = nextCoordinates()
        counts &-= unsafeBitCast(x * x + y * y .<= radiusSquared, to: SIMD16<Int32>.self)
      }
      let whole = min(left / 16, 1 << 20) * 16
      inside += Int(counts.wrappedSum())
      left -= whole
      if left > 0, left < 16 {
        let x = nextCoordinates()
        let y = nextCoordinates()
        let mask = x * x + y * y .<= radiusSquared
        for lane in 0..<left where mask[lane] { inside += 1 }
        left = 0
      }
    }
    return inside
  }
}
