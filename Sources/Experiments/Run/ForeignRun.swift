package import WorkerPool

/// A run whose pool is not one of this program's.
package struct ForeignRun: Sendable {
  /// When it began: seconds since 1970, UTC.
  package var began: Double
  /// The task.
  package var task: ExperimentTask
  /// The knobs, as the program had set them.
  package var knobs: Knobs
  /// What happened, in order: the start of the pool, and one map.
  package var events: [PoolEvent]
  /// Seconds of each repeat.
  package var seconds: [Double]
  /// What was found.
  package var result: TaskResult
  /// The process that had the pool.
  package var parent: Int32

  /// Makes a run from its parts.
  package init(
    began: Double, task: ExperimentTask, knobs: Knobs, events: [PoolEvent], seconds: [Double], result: TaskResult,
    parent: Int32
  ) {
    self.began = began
    self.task = task
    self.knobs = knobs
    self.events = events
    self.seconds = seconds
    self.result = result
    self.parent = parent
  }

  /// The run as it is saved, with the figures that follow from its events.
  package func recorded() -> RecordedRun {
    let journal = RunJournal()
    journal.add(events)
    let (lanes, kept, leftOut) = journal.kept
    return RecordedRun(
      id: runID(began: began), began: began, machine: .current(), knobs: knobs,
      report: RunReport(
        request: RunRequest(task: task, knobs: knobs), lanes: lanes, eventsLeftOut: leftOut,
        measured: Measurements(seconds: seconds, result: result), parent: parent),
      events: kept)
  }
}
