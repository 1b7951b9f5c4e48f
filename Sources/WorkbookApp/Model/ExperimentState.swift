internal import Canvas
internal import Experiments
internal import LessonFormat
internal import Session
internal import Text

/// An experiment with what the student set and measured: what its pane shows.
struct ExperimentState: Sendable {
  /// The experiment.
  let spec: ExperimentSpec
  /// How its knobs are set.
  let settings: ExperimentSettings
  /// The knobs, if they are open.
  var knobs: KnobPanel?
  /// Its runs.
  let history: RunHistory
  /// The comparison of the run that is shown, if the student may see it.
  let comparison: RunComparison?
  /// Which part of the items each worker did in the run that is shown; `nil` if that isn't known.
  var shares: ItemShares?
  /// The run under way.
  var live: LiveRun?
  /// The worker at the cursor, counted from 0.
  var aim: Int?
  /// Why it is locked, and what to do.
  let lock: String?
  /// Why the last run failed.
  let failure: String?
  /// What workers wrote in the last run, if that failed.
  let failedOutput: [OutputPane.Writer]
  /// The machine that runs are made on.
  let machine: Machine
  /// What is known of the Python file that it runs; `nil` if it runs none.
  var cell: CellState?

  /// Its settings in words.
  func words(_ glyphs: Glyphs) -> String {
    ExperimentWords(spec: spec, settings: settings, glyphs: glyphs).description
  }

  /// When it ran last, and how often: `ran 12:04 · 3 runs`; empty if it didn't.
  func lastRun(_ context: PaneContext) -> String {
    guard let shown = history.shown.last else { return "" }
    let count = history.groups.count
    return "ran \(context.time(shown.began))"
      + (count > 1 ? " \(context.glyphs.separator) \(counted(count, "run"))" : "")
  }
}

extension Model {
  /// The runs of an experiment.
  func history(of experiment: String) -> RunHistory {
    RunHistory(book.runs[experiment] ?? [], stepsBack: stepsBack[experiment] ?? 0)
  }

  /// An experiment as its pane shows it.
  func state(of spec: ExperimentSpec) -> ExperimentState {
    let history = history(of: spec.id)
    return ExperimentState(
      spec: spec, settings: settings(of: spec),
      knobs: (layer as? KnobPanel).flatMap { $0.spec.id == spec.id ? $0 : nil }, history: history,
      comparison: history.shown.last.flatMap { session.comparison(of: $0, in: spec.id) },
      shares: history.shown.last.flatMap { SharesPane.shows(spec.task) ? shares(of: $0) : nil },
      live: live.flatMap { $0.experiment == spec.id ? $0 : nil }, aim: (layer as? LaneCursor)?.worker,
      lock: lockSentence(of: spec), failure: failures[spec.id], failedOutput: failedOutput[spec.id] ?? [],
      machine: surroundings.machine, cell: cellState(of: spec, shown: history.shown.last))
  }
}

extension Model {
  /// The largest number of runs whose shares are kept.
  private static let mostShares = 20

  /// Remembers who did what in a run; its record lists only the items of shorter maps one by one.
  mutating func keep(_ shares: ItemShares, of run: String) {
    shareOfRun.removeAll { $0.run == run }
    shareOfRun.append((run, shares))
    shareOfRun = shareOfRun.suffix(Self.mostShares)
  }

  /// Which part of the items each worker did in a run; `nil` if that isn't known.
  private func shares(of run: RecordedRun) -> ItemShares? {
    if let known = shareOfRun.last(where: { $0.run == run.id }) { return known.shares }
    let report = run.report
    return report.assignment.map { ItemShares(items: report.items, workers: report.workers.count, assignment: $0) }
  }
}
