internal import Experiments
internal import LessonFormat
import Text

/// How many runs of an experiment a table shows at most.
private let shownRuns = 12

/// How many seeds of a run a table shows at most.
private let shownSeeds = 6

/// Writes a table of the last runs of an experiment, with everything needed to compare them; one string per line.
func runTable(_ runs: [RecordedRun], of experiment: ExperimentSpec) -> [String] {
  let shown = runs.suffix(shownRuns)
  var heading = "**\(escaped(experiment.title ?? experiment.id))**"
  if experiment.title != nil { heading += " (\(escaped(experiment.id)))" }
  heading += " · \(experiment.task.name)"
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
    run.report.hasMeaningfulImbalance ? run.report.imbalance.map { formatFixed($0, digits: 2) } ?? "" : ""
  },
  Column(title: "Processes lost", isNumber: true) { $0.report.deaths == 0 ? "" : formatCount($0.report.deaths) },
  Column(title: "Start-up", isNumber: true) { formatDuration($0.report.startup_s) },
  Column(title: "Items a worker", isNumber: false, cell: shares),
  Column(title: "Result", isNumber: false, cell: result),
]

private func cell(_ text: String) -> String { oneLine(escaped(text, afterNewline: false)) }

/// What was done, clipped: a command line may be long.
private func work(_ run: RecordedRun) -> String {
  let words = run.report.task.workWords(of: run.knobs)
  return words.count > 100 ? words.prefix(100) + "…" : words
}

/// The rule, and the seeds it gave as far as they fit.
private func seed(_ run: RecordedRun) -> String {
  guard run.report.task.knobs.contains(.seed) else { return "" }
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

private func result(_ run: RecordedRun) -> String { run.report.resultWords(.unicode).cell }
