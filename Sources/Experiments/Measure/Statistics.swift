/// The mean and the deviation of repeated measurements.
package struct Statistics: Sendable, Equatable {
  /// Arithmetic mean; 0 if there are no values.
  package var mean: Double
  /// Standard deviation of the population, as IPython's `%%timeit` reports it.
  package var deviation: Double

  /// Computes both.
  package init(_ values: [Double]) {
    guard !values.isEmpty else {
      mean = 0
      deviation = 0
      return
    }
    let count = Double(values.count)
    let average = values.reduce(0, +) / count
    mean = average
    deviation = (values.reduce(0) { $0 + ($1 - average) * ($1 - average) } / count).squareRoot()
  }
}

/// How unevenly work was shared: the longest busy time of a worker divided by the mean busy time. It is 1 if all were busy
/// equally long, and `nil` if none was busy.
///
/// Since a map ends with its last worker, this is also how many times longer the map took than evenly shared work would
/// have taken. This is the usual max/mean: the percent imbalance λ of Pearce et al., “Quantifying the Effectiveness of
/// Load Balance Algorithms” (ICS 2012), is (max/mean − 1) × 100 %, and the load balance efficiency of the POP project
/// its inverse, mean/max.
package func loadImbalance(_ busy: [Double]) -> Double? {
  let sum = busy.reduce(0, +)
  guard let longest = busy.max(), sum > 0, sum.isFinite else { return nil }
  return max(1, longest * Double(busy.count) / sum)
}
