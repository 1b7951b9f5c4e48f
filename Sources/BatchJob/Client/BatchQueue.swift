/// A queue that takes batch jobs: SLURM's, or the stand-in's.
///
/// Its calls may wait for other programs and for files, each for a limited time; call them on a thread of their own.
package protocol BatchQueue: Sendable {
  /// `slurm` or `builtin`.
  var runner: String { get }

  /// Submits a job.
  ///
  /// - Parameters:
  ///   - words: What follows `sbatch` on its command line.
  ///   - folder: The folder that the job is submitted in.
  ///   - mark: A word that no other job has, to find the job by if the answer is lost; see `newMark`.
  func submit(_ words: [String], in folder: String, mark: String) throws(BatchError) -> SubmissionOutcome

  /// The id of the job that was submitted with this mark; `nil` if the queue has none.
  func find(mark: String) throws(BatchError) -> String?

  /// What is known of a job; of each of its jobs if it is an array. It is empty if the queue has forgotten the job.
  func status(_ id: String) throws(BatchError) -> [JobStatus]

  /// All of the user's jobs that the queue remembers, the oldest first.
  func jobs() throws(BatchError) -> [JobStatus]

  /// Ends a job, or takes it out of the queue.
  func cancel(_ id: String) throws(BatchError)
}

extension BatchQueue {
  /// Submits a job with a mark of its own.
  package func submit(_ words: [String], in folder: String) throws(BatchError) -> SubmissionOutcome {
    try submit(words, in: folder, mark: newMark())
  }
}

/// A mark for a job that no other job has.
package func newMark() -> String { "poolbook-\(String(UInt64.random(in: .min ... .max), radix: 36))" }

/// What a submission said.
package struct SubmissionOutcome: Sendable, Equatable {
  /// The job's id; `nil` if it wasn't accepted.
  package var id: String?
  /// What sbatch writes to standard output instead of an id, such as its help.
  package var output = ""
  /// What sbatch writes to standard error.
  package var errors: String
  /// The exit code.
  package var code: Int32
  /// Whether the job may be in the queue although no id is known: the queue hasn't answered.
  package var mayComeLater = false
  /// Whether sbatch was asked to wait for the job's end.
  package var waits = false
  /// Whether sbatch was asked to say nothing.
  package var isQuiet = false

  /// A submission that was refused.
  init(_ refusal: SubmissionRefusal) {
    errors = refusal.text
    code = refusal.code
  }

  /// A submission that was accepted.
  init(id: String?, errors: String, code: Int32 = 0, waits: Bool = false, isQuiet: Bool = false) {
    self.id = id
    self.errors = errors
    self.code = code
    self.waits = waits
    self.isQuiet = isQuiet
  }
}

/// What is known of a job. Times are in seconds since 1970.
package struct JobStatus: Sendable, Equatable, Codable {
  /// Its id.
  package var id: String
  /// Its name.
  package var name: String
  /// Its state, as SLURM names it.
  package var state: String
  /// Why it is in that state, as SLURM names it.
  package var reason: String
  /// The exit code and the signal, as SLURM shows them: `3:0`.
  package var exit: String
  /// When it was submitted.
  package var submitted: Double?
  /// When it started; `nil` if it hasn't.
  package var started: Double?
  /// When it ended; `nil` if it hasn't.
  package var ended: Double?
  /// The file that has its output.
  package var output: String?
  /// The file that has what it wrote to standard error, if that is another one. It isn't part of the JSON object.
  package var errorOutput: String?
  /// When the queue expects it to start; `nil` if it has started, or nobody knows. It isn't part of the JSON object.
  package var expectedStart: Double?
  /// `slurm` or `builtin`.
  package var runner: String
  /// What it asked for.
  package var asked: Amounts
  /// What it got and used.
  package var used: Amounts

  private enum CodingKeys: String, CodingKey {
    case id, name, state, reason, exit, submitted, started, ended, output, runner, asked, used
  }

  /// Amounts of what a job needs; those that aren't known are `nil`.
  package struct Amounts: Sendable, Equatable, Codable {
    /// Tasks.
    package var tasks: Int?
    /// Nodes.
    package var nodes: Int?
    /// CPUs.
    package var cpus: Int?
    /// Memory in MB.
    package var memory_mb: UInt64?
    /// The time limit, or the time it took.
    package var time_s: Double?
    /// Seconds of processor time.
    package var processor_s: Double?

    /// Sets what is known.
    package init(
      tasks: Int? = nil, nodes: Int? = nil, cpus: Int? = nil, memory_mb: UInt64? = nil, time_s: Double? = nil,
      processor_s: Double? = nil
    ) {
      self.tasks = tasks
      self.nodes = nodes
      self.cpus = cpus
      self.memory_mb = memory_mb
      self.time_s = time_s
      self.processor_s = processor_s
    }
  }

  /// Describes a job.
  package init(
    id: String, name: String, state: String, reason: String, exit: String, submitted: Double? = nil,
    started: Double? = nil, ended: Double? = nil, output: String? = nil, runner: String, asked: Amounts, used: Amounts
  ) {
    self.id = id
    self.name = name
    self.state = state
    self.reason = reason
    self.exit = exit
    self.submitted = submitted
    self.started = started
    self.ended = ended
    self.output = output
    self.runner = runner
    self.asked = asked
    self.used = used
  }

  /// The state, if it is one that is known here.
  package var knownState: JobState? { JobState(rawValue: state) }

  /// Whether the job has ended.
  package var isOver: Bool { knownState?.isOver ?? false }

  /// The exit code for a program that waits for the job: the job's, or 128 and the signal.
  package var exitCode: Int32 {
    let parts = exit.split(separator: ":").compactMap { Int32($0) }
    guard parts.count == 2 else { return 1 }
    if parts[0] != 0 { return parts[0] }
    if parts[1] != 0 { return 128 &+ parts[1] }
    return state == "COMPLETED" ? 0 : 1
  }
}
