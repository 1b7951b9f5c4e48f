internal import Experiments
internal import LessonFormat
import Text

/// A figure of the student's runs, with the words for it.
struct Measured {
  /// The figure.
  var value: Double
  /// The run and the figure, as the beginning of a sentence: `Your last first-map used 4 workers`.
  var sentence: String
}

/// Compares a number that was typed with a figure of the runs.
func compare(_ typed: String, unit: String?, with check: Check, runs: [String: [RecordedRun]]) -> Verdict {
  let shown = String(String.UnicodeScalarView(trimmed(typed)))
  guard let quantity = Quantity(shown) else {
    return Verdict(
      .cannotCompare, "“\(shown)” is not a number: write it in digits, such as \(example(check)).")
  }
  guard let readings = quantity.readings(as: check.figure, unit: unit) else {
    return Verdict(
      .cannotCompare, "The unit “\(quantity.unit)” does not fit here: write a number such as \(example(check)).")
  }
  if case .constants(let numbers) = check.figure {
    let isRight = readings.contains { reading in
      numbers.contains { abs(reading - $0) <= (check.tolerance + 1e-9) * abs($0) }
    }
    return isRight
      ? Verdict(.right, "Right: your answer says \(shown).")
      : Verdict(.differs, "The lesson expects another number; your answer says \(shown).")
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

/// The figures of all runs that have one, oldest first.
private func figures(_ figure: Check.Figure, in runs: [String: [RecordedRun]]) -> Result<[Measured], MissingRun> {
  switch figure {
  case .workers(let experiment):
    each(experiment, runs) { run, which in
      let count = run.report.workers.count { $0.items > 0 }
      return Measured(value: Double(count), sentence: "\(which) used \(counted(count, "worker"))")
    }
  case .seconds(let experiment):
    each(experiment, runs) { run, which in
      let repeats = run.report.runs_s.count
      let mean = repeats > 1 ? " (mean of \(repeats))" : ""
      return Measured(value: run.report.mean_s, sentence: "\(which) took \(formatDuration(run.report.mean_s))\(mean)")
    }
  case .result(let experiment):
    each(experiment, runs) { run, which in
      Measured(value: run.report.resultFigure, sentence: "\(which) \(run.report.resultWords(.unicode).clause)")
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
        value: Double(count), sentence: "\(which) used \(counted(count, "chunk"))")
    }
  case .deaths(let experiment):
    each(experiment, runs) { run, which in
      let count = run.report.deaths
      return Measured(
        value: Double(count), sentence: "\(which) lost \(counted(count, "process", plural: "processes"))")
    }
  case .speedup(let alone, let pooled):
    speedups(alone: alone, pooled: pooled, runs)
  case .constants: .success([])
  }
}

private func each(
  _ experiment: String, _ runs: [String: [RecordedRun]], _ measure: (RecordedRun, String) -> Measured?
) -> Result<[Measured], MissingRun> {
  guard let mine = runs[experiment], !mine.isEmpty else { return .failure(.none(of: experiment)) }
  let measured = mine.indices.compactMap { index in measure(mine[index], name(mine, index, experiment)) }
  return measured.isEmpty ? .failure(.noFigure(of: experiment)) : .success(measured)
}

/// `Your last first-map`, or `Your first-map of 12:04 UTC` for an earlier one.
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

private func example(_ check: Check) -> String {
  switch check.figure {
  case .workers: "4"
  case .seconds: "3.2 s"
  case .imbalance: "1.2"
  case .chunks: "16"
  case .deaths: "1"
  case .result: "54208"
  case .speedup: "3.7"
  case .constants: "2.5"
  }
}

private func lowercasedFirst(_ sentence: String) -> String { sentence.prefix(1).lowercased() + sentence.dropFirst() }
