package import Experiments
package import LessonFormat

extension Session {
  /// The runs to make for an experiment with its settings: one for each pool size.
  ///
  /// - Parameter now: The time in seconds since 1970, which is part of the name of a scale's group.
  package func requests(for spec: ExperimentSpec, now: Double) -> [RunRequest] {
    let settings = settings(of: spec)
    let group = settings.sizes.count > 1 ? "\(spec.id)-\(Int(now * 1000))" : nil
    return settings.sizes.map { size in
      var knobs = settings.knobs
      knobs.processes = size
      return RunRequest(experiment: spec.id, group: group, task: spec.task, knobs: knobs, cell: spec.work)
    }
  }

  /// Clears the failure of an experiment that is run again.
  package mutating func begin(_ spec: ExperimentSpec) {
    failures[spec.id] = nil
    // A number that is measured later would not be the one this run has.
    if spec.choosesSamples { choose(samples: settings(of: spec).knobs.samples) }
  }

  /// Stores why a run of an experiment failed.
  package mutating func fail(_ experiment: String, _ sentence: String) { failures[experiment] = sentence }

  /// Adds a run that another program has recorded in the student's folder, such as a batch job.
  mutating func adopt(_ run: RecordedRun) {
    guard let spec = run.experiment.flatMap(experiment), spec.task == run.report.task,
      book.runs[spec.id]?.contains(where: { $0.id == run.id }) != true
    else { return }
    var runs = (book.runs[spec.id] ?? []) + [run]
    runs.sort { ($0.began, $0.id) < ($1.began, $1.id) }
    book.runs[spec.id] = runs
    markChanged()
  }

  /// Adds a finished run to the record, to be saved at once.
  ///
  /// Of the runs that are on the disk, only the last one's events stay in memory.
  package mutating func add(_ run: RecordedRun, to experiment: String) {
    var runs = book.runs[experiment] ?? []
    if readOnly == nil {
      let unsaved = Set(saving.unsavedRuns.map(\.id))
      for index in runs.indices where !unsaved.contains(runs[index].id) { runs[index].events = [] }
      saving.add(run)
    }
    book.runs[experiment] = runs + [run]
    markChanged()
  }
}
