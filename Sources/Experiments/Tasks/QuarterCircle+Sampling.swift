internal import CProcessor
internal import QuarterCircleAVX2
internal import QuarterCircleAVX512
internal import QuarterCircleKernel
internal import WorkerPool

/// Draws `samples` random points of the unit square and counts those with x² + y² ≤ 1: the lesson's
/// `sample_quarter_circle`.
///
/// The same seed draws the same points on every processor. `progress` is called now and then with the fraction done.
package func sampleQuarterCircle(samples: Int, seed: UInt64, progress: (Double) -> Void = { _ in }) -> Int {
  var thrower = DartThrower(seed: seed)
  var inside = 0
  var drawn = 0
  while drawn < samples {
    let block = min(samples - drawn, QuarterCircleBlock.size)
    inside += QuarterCircleBlock.count(&thrower, block)
    drawn += block
    progress(Double(drawn) / Double(samples))
  }
  return inside
}

/// The first points that a seed draws, for a picture of them.
package func quarterCirclePoints(count: Int, seed: UInt64) -> [(x: Double, y: Double)] {
  var thrower = DartThrower(seed: seed)
  var points: [(x: Double, y: Double)] = []
  let side = Double(DartThrower.side)
  while points.count < count {
    let x = thrower.nextCoordinates()
    let y = thrower.nextCoordinates()
    for lane in 0..<min(16, count - points.count) { points.append((Double(x[lane]) / side, Double(y[lane]) / side)) }
  }
  return points
}

extension DartThrower {
  /// Starts sixteen streams from one seed.
  init(seed: UInt64) { self.init { Seeds.seed(root: seed, item: $0) } }
}

/// A block of points, counted by one call of a kernel.
enum QuarterCircleBlock {
  /// Points between two reports of progress: a few milliseconds of work, and a whole number of the kernel's rounds.
  static let size = 1 << 23

  /// The kernels that this processor runs, the widest vectors first.
  static let kernels: [@Sendable (inout DartThrower, Int) -> Int] = {
    var kernels: [@Sendable (inout DartThrower, Int) -> Int] = []
    if processor_has_avx512() != 0 { kernels.append { countInsideAVX512(&$0, samples: $1) } }
    if processor_has_avx2() != 0 { kernels.append { countInsideAVX2(&$0, samples: $1) } }
    kernels.append { countInsidePlain(&$0, samples: $1) }
    return kernels
  }()

  /// The widest of them.
  static let count = kernels[0]
}
