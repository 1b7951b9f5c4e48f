/// Amdahl's law fitted to runs of one work at several sizes: a part of the work is serial, and only the rest gets shorter
/// with more processes (G. M. Amdahl, AFIPS 1967).
///
/// The law says that n processes take T(n) = T(1) · (s + (1 − s) ÷ n). This is a straight line over 1 ÷ n, which is fitted by
/// least squares; s is its value at 0 divided by its value at 1.
package struct AmdahlFit: Sendable, Equatable {
  /// The serial fraction s, from 0 to 1.
  package let serialFraction: Double
  /// The fitted time of one process, seconds.
  package let oneProcess: Double
  /// The largest difference between a measured time and the fitted one, as a fraction of the measured one.
  package let largestError: Double
  /// The numbers of processes that were used, in order.
  package let sizes: [Int]

  /// Fits the law to times by numbers of processes.
  ///
  /// - Throws: Why it can't be fitted, as a sentence.
  package init(_ times: [(processes: Int, seconds: Double)]) throws(NoFit) {
    sizes = Set(times.map(\.processes)).sorted()
    guard sizes.count > 1 else { throw .tooFewSizes }
    let points = times.map { (x: 1 / Double($0.processes), y: $0.seconds) }
    let count = Double(points.count)
    let (meanX, meanY) = (points.reduce(0) { $0 + $1.x } / count, points.reduce(0) { $0 + $1.y } / count)
    let slope =
      points.reduce(0) { $0 + ($1.x - meanX) * ($1.y - meanY) }
      / points.reduce(0) { $0 + ($1.x - meanX) * ($1.x - meanX) }
    let serial = meanY - slope * meanX
    let whole = serial + slope
    guard whole > 0, slope > 0 else { throw .noSpeedup }
    // A little less than 0 is what times that vary a little give for work that is all parallel.
    guard serial / whole > -0.02 else { throw .moreThanIdeal }
    serialFraction = min(1, max(0, serial / whole))
    oneProcess = whole
    largestError = points.map { abs(serial + slope * $0.x - $0.y) / $0.y }.max() ?? 0
  }

  /// The fitted time of a number of processes, seconds.
  package func time(of processes: Int) -> Double {
    oneProcess * (serialFraction + (1 - serialFraction) / Double(max(1, processes)))
  }

  /// Why Amdahl's law can't be fitted.
  package enum NoFit: Error, Sendable, Equatable, CustomStringConvertible {
    /// The runs did different work.
    case differentWork
    /// Something else than the number of processes differs.
    case otherSettings
    /// Fewer than two sizes are within the cores.
    case tooFewSizes
    /// More processes took as long, or longer.
    case noSpeedup
    /// More processes are faster than they could be if they only shared the work.
    case moreThanIdeal

    /// The sentence.
    package var description: String {
      switch self {
      case .differentWork: "Amdahl's law can't be fitted: the runs did different work."
      case .otherSettings: "Amdahl's law can't be fitted: more than the number of processes differs."
      case .tooFewSizes: "Amdahl's law can't be fitted: it takes two pool sizes that have a core for each process."
      case .noSpeedup: "Amdahl's law can't be fitted: more processes took as long."
      case .moreThanIdeal: "Amdahl's law can't be fitted: more processes were faster than ideal, which it excludes."
      }
    }
  }
}

extension Speedup {
  /// The serial fraction that this speedup alone would mean, after Karp and Flatt, “Measuring Parallel Processor
  /// Performance” (CACM 33, 1990): e = (1 ÷ ψ − 1 ÷ p) ÷ (1 − 1 ÷ p), with the speedup ψ of p processes. If it grows with p,
  /// overhead and not serial work is the cause. `nil` for one process, or if one process was not measured.
  package var karpFlatt: Double? {
    let processes = Double(run.report.processes)
    guard processes > 1, base.report.processes == 1, ratio > 0 else { return nil }
    return (1 / ratio - 1 / processes) / (1 - 1 / processes)
  }
}
