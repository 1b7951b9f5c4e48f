package import Experiments
internal import LessonFormat

/// An experiment that was run, as a row of the table of the student's figures.
package struct MeasuredExperiment: Sendable, Equatable {
  /// The experiment's id.
  package let experiment: String
  /// The last run.
  package let last: RecordedRun
  /// The last run's speedup, if the student may see it.
  package let speedup: Speedup?
  /// How often the experiment was run.
  package let runs: Int

  /// The titles of the columns.
  package static let header = ["experiment", "processes", "last time", "speedup", "runs"]
  /// What to show while the table has no rows.
  package static let none = "Nothing measured yet: the table of your runs will appear here."

  /// The row's cells.
  package func cells(_ notation: Notation) -> [String] {
    [
      experiment, String(last.report.processes), last.report.timeText(notation), speedup?.text(notation) ?? "",
      String(runs),
    ]
  }
}

extension Session {
  /// The experiments that were run, in the order of the lesson.
  package var figures: [MeasuredExperiment] {
    lesson.experiments.compactMap { spec in
      let history = RunHistory(book.runs[spec.id] ?? [])
      guard let last = history.last, let group = history.groups.last else { return nil }
      return MeasuredExperiment(
        experiment: spec.id, last: last, speedup: speedup(of: last, in: spec.id, group), runs: history.groups.count)
    }
  }

  /// The speedup over the experiment that the lesson compares this one with, otherwise over the smallest pool of its scale.
  private func speedup(of run: RecordedRun, in experiment: String, _ group: [RecordedRun]) -> Speedup? {
    let speedup =
      asksForSpeedup(of: experiment) ? comparison(of: run, in: experiment)?.speedup : Speedup(of: run, among: group)
    return speedup.flatMap { $0.base.report.processes < run.report.processes ? $0 : nil }
  }
}
