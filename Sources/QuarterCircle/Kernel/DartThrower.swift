/// Sixteen generators of random numbers side by side, and the points of the unit square they draw.
///
/// Each lane is xoshiro128+ (Blackman and Vigna, "Scrambled linear pseudorandom number generators", 2021), of whose
/// numbers the upper 23 bits are used. There are always sixteen lanes, so that a seed draws the same points on processors
/// with vectors of any width.
///
/// All code that is emitted into callers must be inlined completely. A function that is not would exist once for each
/// width of vectors, the linker would keep one of them, and an older processor could meet instructions that it doesn't
/// have. Therefore only operators are used that the compiler knows as vector operations: sums and products, but not `^`,
/// `&<<` and conversions, which the library does lane by lane and which are three to five times slower anyway. It is
/// public because the compiler doesn't emit `package` functions into callers, which takes twice as long.
@frozen public struct DartThrower: Sendable {
  @usableFromInline var s0 = SIMD16<UInt32>(), s1 = SIMD16<UInt32>()
  @usableFromInline var s2 = SIMD16<UInt32>(), s3 = SIMD16<UInt32>()

  /// Starts sixteen streams.
  ///
  /// - Parameter numbers: The 32 numbers they start from, by index: two for each stream.
  public init(numbers: (Int) -> UInt64) {
    for lane in 0..<16 {
      let low = numbers(2 * lane)
      let high = numbers(2 * lane + 1)
      s0[lane] = UInt32(truncatingIfNeeded: low)
      s1[lane] = UInt32(truncatingIfNeeded: low >> 32)
      s2[lane] = UInt32(truncatingIfNeeded: high)
      s3[lane] = UInt32(truncatingIfNeeded: high >> 32)
    }
  }

  /// The length of the square's side, in units of a coordinate: 2^23.
  public static let side: Float = 8_388_608

  /// Draws sixteen coordinates. Each is the middle of one of 2^23 equal parts of the side, from 1/2 to 2^23 - 1/2, which
  /// a `Float` holds exactly.
  @_alwaysEmitIntoClient @inline(__always)
  public mutating func nextCoordinates() -> SIMD16<Float> {
    let sum = s0 &+ s3
    let shifted = s1 &* SIMD16(repeating: 1 << 9)
    let mixed2 = exclusiveOr(s2, s0)
    let mixed3 = exclusiveOr(s3, s1)
    s1 = exclusiveOr(s1, mixed2)
    s0 = exclusiveOr(s0, mixed3)
    s2 = exclusiveOr(mixed2, shifted)
    s3 = (mixed3 &* SIMD16(repeating: 1 << 11)) &+ (mixed3 &>> SIMD16(repeating: 21))
    // A Float from 2^23 up to 2^24 consists of a fixed exponent and a whole number, which is random here.
    let bits = (sum &>> SIMD16(repeating: 9)) &+ SIMD16(repeating: 0x4B00_0000)
    return unsafeBitCast(bits, to: SIMD16<Float>.self) - 8_388_607.5
  }

  /// Draws points and counts those inside the quarter circle.
  ///
  /// The code is emitted into each caller, so that a module compiled for wider vectors gets wider code.
  @_alwaysEmitIntoClient @inline(__always)
  public mutating func countInside(samples: Int) -> Int {
    let radiusSquared = SIMD16<Float>(repeating: 70_368_744_177_664)  // (2^23)^2
    var inside = 0
    var left = samples
    while left > 0 {
      // Few enough rounds that a lane's 32-bit counter can't overflow.
      var counts = SIMD16<Int32>()
      for _ in 0..<min(left / 16, 1 << 20) {
        let x = nextCoordinates()
        let y = nextCoordinates()
        counts = counts &- unsafeBitCast(x * x + y * y .<= radiusSquared, to: SIMD16<Int32>.self)
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

/// Computes a ^ b with the exclusive or of masks, the only one that the library has for whole vectors.
@_alwaysEmitIntoClient @inline(__always)
func exclusiveOr(_ a: SIMD16<UInt32>, _ b: SIMD16<UInt32>) -> SIMD16<UInt32> {
  typealias Mask = SIMDMask<SIMD16<Int32>>
  return unsafeBitCast(unsafeBitCast(a, to: Mask.self) .^ unsafeBitCast(b, to: Mask.self), to: SIMD16<UInt32>.self)
}
