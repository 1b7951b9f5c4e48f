/// A run to be made.
package struct RunRequest: Sendable, Equatable {
  /// The lesson's experiment it belongs to; `nil` for `poolbook run`.
  package var experiment: String?
  /// Shared by the runs of one scale; otherwise `nil`.
  package var group: String?
  /// The task.
  package var task: ExperimentTask
  /// The values of its knobs.
  package var knobs: Knobs
  /// The Python file, for the task `python`; otherwise `nil`.
  package var cell: CellWork?
  /// What is done about items that fail.
  package var policy: FailurePolicy
  /// Whether the events report each item, however many there are.
  package var reportsItems: Bool

  /// Makes a request.
  package init(
    experiment: String? = nil, group: String? = nil, task: ExperimentTask, knobs: Knobs, cell: CellWork? = nil,
    policy: FailurePolicy = FailurePolicy(), reportsItems: Bool = false
  ) {
    self.experiment = experiment
    self.group = group
    self.task = task
    self.knobs = knobs
    self.cell = cell
    self.policy = policy
    self.reportsItems = reportsItems
  }
}

/// Why a run failed, as a sentence.
package enum ExperimentError: Error, Sendable, Equatable, CustomStringConvertible {
  /// It was stopped.
  case stopped
  /// The knobs don't suit the task.
  case badKnob(KnobError)
  /// There can be no further thread or open file for the run.
  case noThread(reason: String)
  /// The pool failed; the pool's own sentence.
  case failed(String)

  /// The sentence.
  package var description: String {
    switch self {
    case .stopped: "The run was stopped before it ended, and it was not saved."
    case .badKnob(let error): error.description
    case .noThread(let reason):
      "The run can't begin (\(reason)); close other programs, or raise the limits with `ulimit -u` and `ulimit -n`."
    case .failed(let sentence): sentence.prefix(1).uppercased() + sentence.dropFirst() + "."
    }
  }
}
