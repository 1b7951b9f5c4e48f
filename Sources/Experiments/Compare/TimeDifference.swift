/// How much sooner or later one run ended than another.
package struct TimeDifference: Sendable, Equatable {
  /// The mean time of the run minus that of the other; negative if the run was sooner.
  package let seconds: Double
  /// The mean time of the run divided by that of the other; `nil` if the other took no measurable time.
  package let ratio: Double?
  /// A difference below this is not worth naming, in seconds: 2 % of the longer time or, if runs were repeated, the sum of
  /// their deviations, whichever is more.
  package let threshold: Double

  /// Compares a run with another.
  package init(of run: ComparedRun, over other: ComparedRun) {
    let (report, base) = (run.run.report, other.run.report)
    seconds = report.mean_s - base.mean_s
    ratio = base.mean_s > 0 ? report.mean_s / base.mean_s : nil
    threshold = max(0.02 * max(report.mean_s, base.mean_s), report.stddev_s + base.stddev_s)
  }

  /// Whether the difference is within what runs with the same settings differ by.
  package var isNoise: Bool { abs(seconds) < threshold || seconds == 0 }

  /// The difference in words: `285 ms sooner`.
  package var words: String {
    isNoise ? "no difference worth naming" : "\(formatDuration(abs(seconds))) \(seconds < 0 ? "sooner" : "later")"
  }

  /// The ratio in words that can be said aloud: `nearly a third less time`, `twice the time`.
  package var ratioInWords: String {
    guard !isNoise, let ratio else { return "no difference worth naming" }
    let nearest = TimeDifference.parts.min { abs(ratio - $0.ratio) < abs(ratio - $1.ratio) }
    if let part = nearest, abs(ratio - part.ratio) <= part.ratio * 0.075 {
      if abs(ratio - part.ratio) <= part.ratio * 0.015 { return part.exactly }
      return ratio > part.ratio ? part.above : part.below
    }
    if ratio < 0.1 { return "\(formatSignificant(1 / ratio)) times as fast" }
    if ratio < 1 { return "\(formatFixed((1 - ratio) * 100, digits: 0)) % less time" }
    return ratio < 2
      ? "\(formatFixed((ratio - 1) * 100, digits: 0)) % more time" : "\(formatSignificant(ratio)) times the time"
  }

  private typealias Part = (ratio: Double, exactly: String, below: String, above: String)

  private static let parts: [Part] =
    [
      (0.75, "a quarter less time"), (2.0 / 3, "a third less time"),
    ].map { ($0.0, $0.1, "more than \($0.1)", "nearly \($0.1)") }
    + [
      (0.5, "half the time"), (1.0 / 3, "a third of the time"), (0.25, "a quarter of the time"),
      (0.1, "a tenth of the time"),
    ].map { ($0.0, $0.1, "just under \($0.1)", "just over \($0.1)") }
    + [
      (1.25, "a quarter more time"), (4.0 / 3, "a third more time"), (1.5, "half as much time again"),
      (2, "twice the time"), (3, "three times the time"),
    ].map { ($0.0, $0.1, "nearly \($0.1)", "more than \($0.1)") }
}
