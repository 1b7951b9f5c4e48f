import Experiments
import LessonFormat
import Text

/// The most runs of an experiment in a table.
private let shownRuns = 12

/// The most seeds of a run in a table.
private let shownSeeds = 6

/// Writes a table of the last runs of an experiment, with everything needed to compare them; one string per line.
func runTable(_ runs: [RecordedRun], of experiment: ExperimentSpec) -> [String] {
  let shown = runs.suffix(shownRuns)
  var heading = "**\(escaped(experiment.title ?? experiment.id))**"
  if experiment.title != nil { heading += " (\(escaped(experiment.id)))" }
  heading += " · \(experiment.task.rawValue)"
  if shown.count < runs.count { heading += " · the last \(shown.count) of \(runs.count) runs" }
  let columns = columns.filter { column in shown.contains { !column.cell($0).isEmpty } }
  return [
    heading, "",
    "|" + columns.map { " \($0.title) |" }.joined(),
    "|" + columns.map { $0.isNumber ? " ---: |" : " --- |" }.joined(),
  ] + shown.map { run in "|" + columns.map { " \(cell($0.cell(run))) |" }.joined() }
}

private struct Column: Sendable {
  var title: String
  var isNumber: Bool
  var cell: @Sendable (RecordedRun) -> String
}

private let columns = [
  Column(title: "When", isNumber: false) { Instant($0.began).readable },
  Column(title: "Machine", isNumber: false) { $0.machine.host },
  Column(title: "Cores usable", isNumber: true) { "\($0.machine.usableCores)" },
  Column(title: "Work", isNumber: false, cell: work),
  Column(title: "Processes", isNumber: true) { "\($0.report.processes)" },
  Column(title: "Chunk", isNumber: true) { formatCount($0.report.chunk) },
  Column(title: "Schedule", isNumber: false) { $0.report.schedule.rawValue },
  Column(title: "Seed", isNumber: false, cell: seed),
  Column(title: "Time of a map", isNumber: true, cell: time),
  Column(title: "Imbalance", isNumber: true) { run in
    run.report.tellsImbalance ? run.report.imbalance.map { formatFixed($0, digits: 2) } ?? "" : ""
  },
  Column(title: "Processes lost", isNumber: true) { $0.report.deaths == 0 ? "" : formatCount($0.report.deaths) },
  Column(title: "Start-up", isNumber: true) { formatDuration($0.report.startup_s) },
  Column(title: "Items a worker", isNumber: false, cell: shares),
  Column(title: "Result", isNumber: false, cell: result),
]

private func cell(_ text: String) -> String { oneLine(escaped(text, afterNewline: false)) }

private func work(_ run: RecordedRun) -> String {
  switch run.report.task {
  case .processInfo: "\(formatCount(run.report.items)) items"
  case .quarterCircle: "\(formatCount(run.knobs.samples)) samples"
  case .primes, .divisors:
    "\(formatCount(run.knobs.range.lowerBound)) ..< \(formatCount(run.knobs.range.upperBound))"
  case .sleep: "\(run.report.items) naps"
  case .command:
    counted(run.report.items, "item") + " with "
      + clipped(commandLine(run.knobs.command))
  }
}

/// The beginning of a text that may be long.
private func clipped(_ text: String, _ isMore: Bool = false) -> String {
  text.count > 80 ? text.prefix(80) + "…" : isMore ? text + ", …" : text
}

/// The rule, and the seeds it gave as far as they fit.
private func seed(_ run: RecordedRun) -> String {
  guard run.report.task == .quarterCircle else { return "" }
  switch run.knobs.seeding {
  case .same(let seed): return "\(seed) for all"
  case .perItem(let seed): return "\(seed) and the item"
  case .processID:
    let seeds = run.report.seeds ?? []
    let more = seeds.count > shownSeeds ? " and \(seeds.count - shownSeeds) more" : ""
    let listed = seeds.prefix(shownSeeds).map { String($0) }.joined(separator: ", ")
    return seeds.isEmpty ? "process id" : "process id: \(listed)\(more)"
  }
}

private func time(_ run: RecordedRun) -> String {
  run.report.timeText(.unicode) + (run.report.isRepeated ? " (\(run.report.runs_s.count) runs)" : "")
}

private func shares(_ run: RecordedRun) -> String {
  guard run.report.workers.count <= 16 else { return "" }
  return run.report.workers.map { formatCount($0.items) }.joined(separator: ", ")
}

private func result(_ run: RecordedRun) -> String {
  switch run.report.result {
  case .processInfo(let results): "\(formatCount(results.count)) results"
  case .quarterCircle(let samples, let inside):
    samples == 0 ? "" : "π ≈ " + formatFixed(4 * Double(inside) / Double(samples), digits: 6)
  case .primes(let count, _, _): "\(formatCount(count)) primes"
  case .divisors(let most, let count, let sum):
    "\(formatCount(sum)) divisors, most (\(count)) of \(formatCount(most))"
  case .sleep(let seconds): "slept \(formatDuration(seconds))"
  case .command(let values): clipped(values.prefix(20).map(\.text).joined(separator: ", "), values.count > 20)
  }
}
