/// A job of the stand-in, as its queue keeps it on disk.
package struct JobRecord: Sendable, Equatable, Codable {
  /// Its id.
  package var id: Int
  /// The id of the array that it belongs to, and its index there.
  package var array: ArrayPlace?
  /// Its name.
  package var name: String
  /// The word that the submitting program finds it by.
  package var mark: String?
  /// What it asks for.
  package var request: BatchRequest
  /// The script's arguments.
  package var arguments: [String]
  /// The script's file and arguments as SLURM shows them.
  package var command: String
  /// The user who submitted it.
  package var user: String
  /// The machine it was submitted on.
  package var host: String
  /// The folder it was submitted in.
  package var submitFolder: String
  /// What it gets on the node.
  package var allocation: Allocation

  /// Its state, as SLURM names it.
  package var state = JobState.pending
  /// Why it is in that state, as SLURM names it.
  package var reason = "None"
  /// The exit code of the batch script.
  package var code: Int32 = 0
  /// The signal that ended the batch script; 0 if none did.
  package var signal: Int32 = 0
  /// When it was submitted, started and ended, in seconds since 1970.
  package var submitted: Double
  /// When it started.
  package var started: Double?
  /// When it ended.
  package var ended: Double?
  /// The time limit in minutes; `nil` for none.
  package var limit: UInt32?
  /// Seconds of processor time that it used.
  package var processorTime: Double?
  /// The memory of its largest process, in MB.
  package var largestMemory: UInt64?
  /// The CPUs of the node.
  package var nodeCPUs: Int?
  /// The process that looks after it.
  package var supervisor: Int32?

  /// A job's place in an array.
  package struct ArrayPlace: Sendable, Equatable, Codable {
    /// The id of the whole array.
    package var id: Int
    /// This job's index.
    package var index: Int
    /// All indices.
    package var indices: ArrayIndices
  }

  /// The folder that it begins in.
  package var folder: String {
    guard let chdir = request.chdir else { return submitFolder }
    return chdir.hasPrefix("/") ? chdir : "\(submitFolder)/\(chdir)"
  }

  /// The exit code and the signal, as SLURM shows them.
  package var exit: String { "\(code):\(signal)" }
}

/// The states of a job, as SLURM names them.
package enum JobState: String, Sendable, Codable {
  case pending = "PENDING"
  case running = "RUNNING"
  case completing = "COMPLETING"
  case completed = "COMPLETED"
  case cancelled = "CANCELLED"
  case failed = "FAILED"
  case timeout = "TIMEOUT"
  case deadline = "DEADLINE"
  case nodeFail = "NODE_FAIL"
  case outOfMemory = "OUT_OF_MEMORY"
  case preempted = "PREEMPTED"
  case bootFail = "BOOT_FAIL"
  case suspended = "SUSPENDED"
  case configuring = "CONFIGURING"

  /// Whether the job has ended.
  package var isOver: Bool {
    switch self {
    case .pending, .running, .completing, .suspended, .configuring: false
    default: true
    }
  }
}
