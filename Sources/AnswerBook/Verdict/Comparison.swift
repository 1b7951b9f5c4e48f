import Experiments
import LessonFormat
import Text

/// A figure taken from the student's runs, and how to say where it comes from.
struct Measured {
  /// The figure.
  var value: Double
  /// What measured it and what came out, as the beginning of a sentence: `Your last first-map used 4 workers`.
  var sentence: String
}

/// Compares a number as it was typed with a figure of the runs.
func compare(_ typed: String, unit: String?, with check: Check, runs: [String: [RecordedRun]]) -> Verdict {
  let shown = String(String.UnicodeScalarView(trimmed(typed)))
  guard let quantity = Quantity(shown) else {
    return Verdict(
      .cannotCompare, "No number can be read from “\(shown)”: write it in digits, such as \(example(check)).")
  }
  guard let readings = quantity.readings(as: check.figure, unit: unit) else {
    return Verdict(
      .cannotCompare, "The unit “\(quantity.unit)” does not fit here: write the number as in \(example(check)).")
  }
  switch figures(check.figure, in: runs) {
  case .failure(let missing):
    return Verdict(.cannotCompare, missing.sentence)
  case .success(let figures):
    func agrees(_ figure: Measured) -> Bool {
      readings.contains { abs($0 - figure.value) <= check.tolerance * abs(figure.value) + 1e-9 * abs(figure.value) }
    }
    guard let last = figures.last else { return Verdict(.cannotCompare, MissingRun.none(of: "").sentence) }
    if agrees(last) { return Verdict(.right, "\(last.sentence); your answer says \(shown).") }
    if let earlier = figures.dropLast().last(where: agrees) {
      return Verdict(.right, "\(earlier.sentence), as your answer says; \(lowercasedFirst(last.sentence)).")
    }
    return Verdict(.differs, "\(last.sentence); your answer says \(shown).")
  }
}

/// Why there is nothing to compare with.
enum MissingRun: Error {
  /// The experiment has not been run.
  case none(of: String)
  /// Both were run, but never with the same work.
  case differentWork(alone: String, pooled: String)
  /// The runs do not have such a figure.
  case noFigure(of: String)

  /// What to do, in one sentence.
  var sentence: String {
    switch self {
    case .none(let experiment):
      "There is no run of \(experiment) yet: run it, and your answer can be compared with it."
    case .differentWork(let alone, let pooled):
      "Your runs of \(alone) and \(pooled) did different work: run both with the same knobs but for the processes."
    case .noFigure(let experiment):
      "The runs of \(experiment) took no measurable time: run it again with more work."
    }
  }
}

/// The figure of every run that has one, oldest first, the last run's at the end.
private func figures(_ figure: Check.Figure, in runs: [String: [RecordedRun]]) -> Result<[Measured], MissingRun> {
  switch figure {
  case .workers(let experiment):
    each(experiment, runs) { run, which in
      let count = run.report.workers.count { $0.items > 0 }
      return Measured(value: Double(count), sentence: "\(which) used \(count) \(count == 1 ? "worker" : "workers")")
    }
  case .seconds(let experiment):
    each(experiment, runs) { run, which in
      let repeats = run.report.runs_s.count
      let mean = repeats > 1 ? " (mean of \(repeats))" : ""
      return Measured(value: run.report.mean_s, sentence: "\(which) took \(formatDuration(run.report.mean_s))\(mean)")
    }
  case .result(let experiment):
    each(experiment, runs) { run, which in
      let (value, words) = spokenResult(run.report)
      return Measured(value: value, sentence: "\(which) \(words)")
    }
  case .imbalance(let experiment):
    each(experiment, runs) { run, which in
      run.report.imbalance.map {
        Measured(value: $0, sentence: "\(which) had an imbalance of \(formatFixed($0, digits: 2))")
      }
    }
  case .chunks(let experiment):
    each(experiment, runs) { run, which in
      let count = run.report.chunks
      return Measured(
        value: Double(count), sentence: "\(which) dealt \(formatCount(count)) \(count == 1 ? "chunk" : "chunks")")
    }
  case .deaths(let experiment):
    each(experiment, runs) { run, which in
      let count = run.report.deaths
      return Measured(
        value: Double(count), sentence: "\(which) lost \(count) \(count == 1 ? "process" : "processes") on its way")
    }
  case .speedup(let alone, let pooled):
    speedups(alone: alone, pooled: pooled, runs)
  }
}

private func each(
  _ experiment: String, _ runs: [String: [RecordedRun]], _ measure: (RecordedRun, String) -> Measured?
) -> Result<[Measured], MissingRun> {
  guard let mine = runs[experiment], !mine.isEmpty else { return .failure(.none(of: experiment)) }
  let measured = mine.indices.compactMap { index in measure(mine[index], name(mine, index, experiment)) }
  return measured.isEmpty ? .failure(.noFigure(of: experiment)) : .success(measured)
}

/// `Your last first-map`, or for an earlier one `Your first-map of 12:04 UTC`.
private func name(_ runs: [RecordedRun], _ index: Int, _ experiment: String) -> String {
  index == runs.indices.last
    ? "Your last \(experiment)" : "Your \(experiment) of \(Instant(runs[index].began).timeOfDay) UTC"
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
    let (one, other) = (speedup.base, speedup.run)
    let times = "\(formatDuration(one.report.mean_s)) / \(formatDuration(other.report.mean_s))"
    let last = one.id == base.last?.id && other.id == many.last?.id
    let when = last ? "last" : "earlier"
    return Measured(
      value: speedup.ratio,
      sentence: "Your \(when) \(alone) and \(pooled) give \(times) = \(speedup.ratioText(.unicode))")
  }
  return measured.isEmpty ? .failure(.noFigure(of: pooled)) : .success(measured)
}

private func spokenResult(_ report: RunReport) -> (Double, String) {
  switch report.result {
  case .processInfo(let results): (Double(results.count), "gave \(formatCount(results.count)) results")
  case .quarterCircle(let samples, let inside):
    { pi in (pi, "gave \(formatFixed(pi, digits: 6))") }(samples == 0 ? 0 : 4 * Double(inside) / Double(samples))
  case .primes(let count, _, _): (Double(count), "found \(formatCount(count)) primes")
  case .divisors(_, let count, let sum):
    (Double(sum), "counted \(formatCount(sum)) divisors, at most \(count) of one number")
  case .command: (Double(report.items), "gave \(formatCount(report.items)) results")
  case .sleep(let seconds): (seconds, "slept for \(formatDuration(seconds)) in all")
  }
}

private func example(_ check: Check) -> String {
  switch check.figure {
  case .workers: "4"
  case .seconds: "3.2 s"
  case .imbalance: "1.2"
  case .chunks: "16"
  case .deaths: "1"
  case .result: "54208"
  case .speedup: "3.7"
  }
}

private func lowercasedFirst(_ sentence: String) -> String { sentence.prefix(1).lowercased() + sentence.dropFirst() }
