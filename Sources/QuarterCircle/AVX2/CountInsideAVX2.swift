public import QuarterCircleKernel

/// Counts with 256-bit vectors; only for a processor that has AVX2.
public func countInsideAVX2(_ thrower: inout DartThrower, samples: Int) -> Int {
  thrower.countInside(samples: samples)
}
