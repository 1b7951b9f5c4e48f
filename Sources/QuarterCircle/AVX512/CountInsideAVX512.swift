public import QuarterCircleKernel

/// Counts with 512-bit vectors; only for a processor that has AVX-512 F, BW, DQ and VL.
public func countInsideAVX512(_ thrower: inout DartThrower, samples: Int) -> Int {
  thrower.countInside(samples: samples)
}
