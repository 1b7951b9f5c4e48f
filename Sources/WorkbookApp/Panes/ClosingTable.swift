internal import Canvas
internal import Experiments
internal import LessonFormat
internal import Session
internal import Text

/// What the student measured, experiment by experiment.
struct ClosingTable {
  /// An experiment that was run.
  struct Row: Sendable, Equatable {
    let experiment: String
    let last: RecordedRun
    /// The last run's speedup, if the student may see it.
    let speedup: Speedup?
    /// How often it was run.
    let runs: Int
  }

  let rows: [Row]
  let machine: Machine
  let context: PaneContext

  /// The table, and where it was measured.
  var lines: Lines {
    let glyphs = context.glyphs
    if rows.isEmpty {
      return wrap("Nothing measured yet: the table of your runs will appear here.", width: context.width, style: .dim)
    }
    let table = TextTable(
      header: ["experiment", "processes", "last time", "speedup", "runs"],
      rows: rows.map { row in
        [
          row.experiment, String(row.last.report.processes), row.last.report.timeText(glyphs.notation),
          row.speedup?.text(glyphs.notation) ?? "", "\(row.runs)",
        ]
      }, alignments: [.left, .right, .right, .right, .right])
    let place = "on \(machine.host), \(counted(machine.usableCores, "usable core"))"
    return table.lines(width: context.width, glyphs: glyphs).map { TextLine(runs: $0) } + [TextLine(place, .dim)]
  }
}

extension Model {
  /// The rows of the closing table.
  var closingRows: [ClosingTable.Row] {
    lesson.experiments.compactMap { spec in
      let history = history(of: spec.id)
      guard let last = history.last, let group = history.groups.last else { return nil }
      return ClosingTable.Row(
        experiment: spec.id, last: last, speedup: closingSpeedup(spec, last, group), runs: history.groups.count)
    }
  }

  /// The speedup over the experiment that the lesson compares it with, otherwise over the smallest pool of its scale.
  private func closingSpeedup(_ spec: ExperimentSpec, _ run: RecordedRun, _ group: [RecordedRun]) -> Speedup? {
    let speedup =
      session.asksForSpeedup(of: spec.id)
      ? session.comparison(of: run, in: spec.id)?.speedup : Speedup(of: run, among: group)
    return speedup.flatMap { $0.base.report.processes < run.report.processes ? $0 : nil }
  }
}
