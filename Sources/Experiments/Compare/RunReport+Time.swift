extension RunReport {
  /// How long a map took, as `3.23 s`; over several repeats with the deviation, as `3.23 s ± 20.0 ms`.
  package func timeText(_ notation: Notation) -> String {
    let mean = formatDuration(mean_s)
    return isRepeated ? "\(mean) \(notation.plusOrMinus) \(formatDuration(stddev_s))" : mean
  }

  /// How long a map took, in words that can be read aloud.
  package var timeInWords: String {
    guard isRepeated else { return formatDuration(mean_s) }
    return "\(formatDuration(mean_s)), mean of \(runs_s.count) with a standard deviation of \(formatDuration(stddev_s))"
  }

  /// Whether its time is the mean of several.
  package var isRepeated: Bool { runs_s.count > 1 }
}
