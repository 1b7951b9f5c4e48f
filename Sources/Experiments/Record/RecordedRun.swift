package import WorkerPool

/// A run as it is saved: what was asked for, where it ran, what happened and what it gave.
package struct RecordedRun: Sendable, Equatable {
  /// Names the file `runs/ID.jsonl`; sorts by time.
  package var id: String
  /// The lesson's experiment it belongs to; `nil` for `poolbook run`.
  package var experiment: String?
  /// Shared by the runs of one scale (the same work at several sizes); otherwise `nil`.
  package var group: String?
  /// When it began: seconds since 1970, UTC.
  package var began: Double
  /// The machine it ran on.
  package var machine: Machine
  /// The values of the knobs.
  package var knobs: Knobs
  /// The times, the shares of the workers, and the result.
  package var report: RunReport
  /// What happened, in order: the start of the pool, and the whole of the last repeat.
  package var events: [PoolEvent]

  /// Makes a record from its parts.
  package init(
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

/// The version of this program, which recorded runs and hand-ins carry.
package let programVersion = "1.1.0"

/// The machine a run was made on.
package struct Machine: Sendable, Equatable, Codable {
  /// Its host name.
  package var host: String
  /// Cores that this process may use; the machine may have more.
  package var usableCores: Int
  /// The processor's name; `nil` if the kernel doesn't report one.
  package var processor: String?
  /// The version of the program that recorded it; `nil` if that was older than version 1.1.
  package var version: String?

  /// Makes the entry from its parts.
  package init(host: String, usableCores: Int, processor: String? = nil, version: String? = nil) {
    self.host = host
    self.usableCores = usableCores
    self.processor = processor
    self.version = version
  }
}
