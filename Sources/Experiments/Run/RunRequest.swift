/// One run that is wanted.
public struct RunRequest: Sendable, Equatable {
  /// The lesson's experiment it belongs to; absent for `poolbook run`.
  public var experiment: String?
  /// Shared by the runs of one scale; absent otherwise.
  public var group: String?
  /// The task.
  public var task: ExperimentTask
  /// How it is set.
  public var knobs: Knobs

  /// Makes a request.
  public init(experiment: String? = nil, group: String? = nil, task: ExperimentTask, knobs: Knobs) {
    self.experiment = experiment
    self.group = group
    self.task = task
    self.knobs = knobs
  }
}

/// Why a run came to nothing, as a sentence.
public enum ExperimentError: Error, Sendable, Equatable, CustomStringConvertible {
  /// Somebody stopped it.
  case stopped
  /// The knobs don't suit the task.
  case badKnob(KnobError)
  /// The pool failed; its own sentence.
  case failed(String)

  /// The sentence.
  public var description: String {
    switch self {
    case .stopped: "The run was stopped before its end; nothing of it was kept."
    case .badKnob(let error): error.description
    case .failed(let sentence): sentence.prefix(1).uppercased() + sentence.dropFirst() + "."
    }
  }
}
