internal import Experiments
internal import LessonFormat
import Text

/// A figure of the student's runs, with the words for it.
struct Measured {
  /// The figure.
  var value: Double
  /// By how much the figure can differ from what our screens show, which is rounded.
  var margin = 0.0
  /// The run or runs: `first-map`, or `first-map of 11:06 UTC` for an earlier one.
  var name: String
  /// The figure after the name: `used 4 workers`.
  var clause: String
  /// Whether it belongs to two runs.
  var isPair = false
  /// Whether its runs are the last ones of their experiments.
  var isLast = true
}

/// Why there is no figure to compare with.
enum MissingRun: Error {
  /// The experiment has not been run.
  case none(of: String)
  /// Both were run, but never with the same work.
  case differentWork(alone: String, pooled: String)
  /// The runs don't have this figure.
  case noFigure(of: String)

  /// What to do, in one sentence.
  var sentence: String {
    switch self {
    case .none(let experiment):
      "There is no run of \(experiment) yet: run it to compare your answer with it."
    case .differentWork(let alone, let pooled):
      "Your runs of \(alone) and \(pooled) did different work: run both with the same knobs, except for the processes."
    case .noFigure(let experiment):
      "The runs of \(experiment) took no measurable time: run it again with more work."
    }
  }
}

/// The figures of all runs that have one, oldest first; never empty.
func figures(_ figure: Check.Figure, in runs: [String: [RecordedRun]]) -> Result<[Measured], MissingRun> {
  switch figure {
  case .workers(let experiment):
    each(experiment, runs) { report in
      let count = report.workers.count { $0.items > 0 }
      return (Double(count), 0, "used \(counted(count, "worker"))")
    }
  case .seconds(let experiment):
    each(experiment, runs) { report in
      // A program that was ended, or that failed, has no time.
      guard !report.runs_s.isEmpty else { return nil }
      let mean = report.isRepeated ? " (mean of \(report.runs_s.count))" : ""
      return (report.mean_s, marginOfDuration(report.mean_s), "took \(formatDuration(report.mean_s))\(mean)")
    }
  case .result(let experiment):
    each(experiment, runs) { report in
      let value = report.resultFigure
      // pi is shown with six decimals, a time as a duration, and whole numbers as they are.
      let margin = report.resultIsTime ? marginOfDuration(value) : value == value.rounded() ? 0 : 5e-7
      return (value, margin, report.resultWords(.unicode).clause)
    }
  case .imbalance(let experiment):
    each(experiment, runs) { report in
      report.imbalance.map { ($0, 0.005, "had an imbalance of \(formatFixed($0, digits: 2))") }
    }
  case .chunks(let experiment):
    each(experiment, runs) { (Double($0.chunks), 0, "used \(counted($0.chunks, "chunk"))") }
  case .deaths(let experiment):
    each(experiment, runs) { report in
      (Double(report.deaths), 0, "lost \(counted(report.deaths, "process", plural: "processes"))")
    }
  case .speedup(let alone, let pooled):
    speedups(alone: alone, pooled: pooled, runs)
  case .constants: .success([])
  }
}

private func each(
  _ experiment: String, _ runs: [String: [RecordedRun]],
  _ measure: (RunReport) -> (value: Double, margin: Double, clause: String)?
) -> Result<[Measured], MissingRun> {
  guard let mine = runs[experiment], !mine.isEmpty else { return .failure(.none(of: experiment)) }
  let measured = mine.indices.compactMap { index in
    measure(mine[index].report).map { figure in
      let when = index == mine.indices.last ? "" : " of \(Instant(mine[index].began).timeOfDay) UTC"
      return Measured(
        value: figure.value, margin: figure.margin, name: experiment + when, clause: figure.clause)
    }
  }
  return measured.isEmpty ? .failure(.noFigure(of: experiment)) : .success(measured)
}

private func speedups(
  alone: String, pooled: String, _ runs: [String: [RecordedRun]]
) -> Result<[Measured], MissingRun> {
  guard let base = runs[alone], !base.isEmpty else { return .failure(.none(of: alone)) }
  guard let many = runs[pooled], !many.isEmpty else { return .failure(.none(of: pooled)) }
  guard many.contains(where: { run in base.contains { $0.hasSameWork(as: run) } }) else {
    return .failure(.differentWork(alone: alone, pooled: pooled))
  }
  let speedups = many.flatMap { run in base.compactMap { Speedup(of: run, over: $0) } }
  let measured = speedups.map { speedup in
    let (one, other) = (speedup.base.report.mean_s, speedup.run.report.mean_s)
    return Measured(
      value: speedup.ratio,
      // Students divide the times that they see, which are rounded.
      margin: 0.005 + speedup.ratio * (marginOfDuration(one) / one + marginOfDuration(other) / other),
      name: "\(alone) and \(pooled)",
      clause: "give \(formatDuration(one)) / \(formatDuration(other)) = \(speedup.ratioText(.unicode))", isPair: true,
      isLast: speedup.base.id == base.last?.id && speedup.run.id == many.last?.id)
  }
  return measured.isEmpty ? .failure(.noFigure(of: pooled)) : .success(measured)
}

/// Half of the last digit of a duration as it is shown.
private func marginOfDuration(_ seconds: Double) -> Double {
  let size = abs(seconds)
  guard size > 0, size.isFinite else { return 0 }
  let unit = [1, 1e-3, 1e-6].first { size >= $0 * 0.9995 } ?? 1e-9
  let shown = size / unit
  return unit * (shown >= 99.95 ? 0.5 : shown >= 9.995 ? 0.05 : 0.005)
}
