public import WorkerPool

/// One run as it is kept: what was asked, where, what happened and what came of it.
public struct RecordedRun: Sendable, Equatable {
  /// Names the file `runs/ID.jsonl`; sorts by time.
  public var id: String
  /// The lesson's experiment it belongs to; absent for `poolbook run`.
  public var experiment: String?
  /// Shared by the runs of one scale (the same work at several sizes); absent otherwise.
  public var group: String?
  /// When it began: seconds since 1970, UTC.
  public var began: Double
  /// The machine it ran on.
  public var machine: Machine
  /// The knobs as they were set.
  public var knobs: Knobs
  /// What is said of it.
  public var report: RunReport
  /// What happened, in order: pool start, and the last repeat whole.
  public var events: [PoolEvent]

  /// Makes a record from its parts.
  public init(
    id: String, experiment: String? = nil, group: String? = nil, began: Double, machine: Machine, knobs: Knobs,
    report: RunReport, events: [PoolEvent]
  ) {
    self.id = id
    self.experiment = experiment
    self.group = group
    self.began = began
    self.machine = machine
    self.knobs = knobs
    self.report = report
    self.events = events
  }
}

/// The machine a run was made on.
public struct Machine: Sendable, Equatable, Codable {
  /// Its host name.
  public var host: String
  /// Cores this process may use, which is not always the cores there are.
  public var usableCores: Int
  /// The processor's own name for itself, where the kernel tells.
  public var processor: String?

  /// Makes the entry from its parts.
  public init(host: String, usableCores: Int, processor: String? = nil) {
    self.host = host
    self.usableCores = usableCores
    self.processor = processor
  }
}
