/// The mean and the deviation of repeated measurements.
public struct Statistics: Sendable, Equatable {
  /// Arithmetic mean; 0 of nothing.
  public var mean: Double
  /// Standard deviation of the population, as IPython's `%%timeit` reports it.
  public var deviation: Double

  /// Computes both.
  public init(_ values: [Double]) {
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

/// How many times faster the pooled run was: T1 / Tn; nothing where a time is not positive.
public func speedup(alone: Double, pooled: Double) -> Double? {
  alone > 0 && pooled > 0 ? alone / pooled : nil
}

/// The share of each process's time that was worth it: speedup / processes.
public func efficiency(speedup: Double, processes: Int) -> Double {
  processes > 0 ? speedup / Double(processes) : 0
}
