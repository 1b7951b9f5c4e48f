package import Experiments
package import LessonFormat
import Text

/// How many runs of an experiment a table shows at most.
private let shownRuns = 12

/// How many seeds of a run a table shows at most.
private let shownSeeds = 6

extension FigureTable {
  /// A table of the last runs of an experiment, with everything needed to compare them.
  package init(_ runs: [RecordedRun], of experiment: ExperimentSpec) {
    let shown = runs.suffix(shownRuns)
    id = experiment.id
    title = experiment.title
    subject = experiment.task.name
    omission = shown.count < runs.count ? "the last \(shown.count) of \(runs.count) runs" : nil
    let filled = runColumns.filter { column in shown.contains { !column.cell($0).isEmpty } }
    // What is measured of a program is all of it.
    columns = filled.map(\.column).map { column in
      guard experiment.task == .python, column.title == "Time of a map" else { return column }
      return Column(title: "Time of a run", isNumber: column.isNumber)
    }
    rows = shown.map { run in filled.map { $0.cell(run) } }
  }
}

private struct RunColumn: Sendable {
  var column: FigureTable.Column
  var cell: @Sendable (RecordedRun) -> String

  init(title: String, isNumber: Bool, cell: @escaping @Sendable (RecordedRun) -> String) {
    column = FigureTable.Column(title: title, isNumber: isNumber)
    self.cell = cell
  }
}

private let runColumns = [
  RunColumn(title: "When", isNumber: false) { Instant($0.began).readable },
  RunColumn(title: "Machine", isNumber: false) { $0.machine.host },
  RunColumn(title: "Cores usable", isNumber: true) { "\($0.machine.usableCores)" },
  RunColumn(title: "Work", isNumber: false, cell: work),
  RunColumn(title: "Processes", isNumber: true) { "\($0.report.processes)" },
  RunColumn(title: "Chunk", isNumber: true) { formatCount($0.report.chunk) },
  RunColumn(title: "Schedule", isNumber: false) { $0.report.schedule.rawValue },
  RunColumn(title: "Seed", isNumber: false, cell: seed),
  RunColumn(title: "Time of a map", isNumber: true, cell: time),
  RunColumn(title: "Imbalance", isNumber: true) { run in
    run.report.hasMeaningfulImbalance ? run.report.imbalance.map { formatFixed($0, digits: 2) } ?? "" : ""
  },
  RunColumn(title: "Processes lost", isNumber: true) { $0.report.deaths == 0 ? "" : formatCount($0.report.deaths) },
  RunColumn(title: "Start-up", isNumber: true) { formatDuration($0.report.startup_s) },
  RunColumn(title: "Items a worker", isNumber: false, cell: shares),
  RunColumn(title: "Result", isNumber: false, cell: result),
  RunColumn(title: "Checks", isNumber: false) { $0.report.result.as(PythonFindings.self)?.checkWords ?? "" },
  RunColumn(title: "Python", isNumber: false) { $0.report.python?.version ?? "" },
]

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
