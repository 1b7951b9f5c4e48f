/// What a job asks for: the options of its directives, of the environment and of the command line together.
package struct BatchRequest: Sendable, Equatable, Codable {
  /// The job's name; `nil` for the file's.
  package var name: String?
  /// The pattern of the output's file; `nil` for `slurm-<id>.out`.
  package var output: String?
  /// The pattern of the file for errors; `nil` for the same as the output.
  package var error: String?
  /// The pattern of the file for standard input; `nil` for none.
  package var input: String?
  /// The folder that the job begins in; `nil` for the one it is submitted in.
  package var chdir: String?
  /// Whether output is added to a file that is there.
  package var appends = false

  /// The time limit; `nil` if none is asked for.
  package var time: TimeLimit?
  /// The shortest time limit that is enough.
  package var timeMin: TimeLimit?
  /// The earliest start, in seconds since 1970.
  package var begin: Int?
  /// The latest end, in seconds since 1970.
  package var deadline: Int?
  /// Whether the job waits until it is released.
  package var isHeld = false

  /// Memory for each node in MB; 0 for all of it.
  package var memoryPerNode: UInt64?
  /// Memory for each CPU in MB.
  package var memoryPerCPU: UInt64?
  /// Memory for each GPU in MB.
  package var memoryPerGPU: UInt64?
  /// Disk space in MB.
  package var disk: UInt64?

  /// The number of tasks.
  package var tasks: Int32?
  /// CPUs for each task.
  package var cpusPerTask: Int32?
  /// The fewest and the most nodes.
  package var nodes: NodeCount?
  /// Tasks on each node.
  package var tasksPerNode: Int32?
  /// Tasks on each socket.
  package var tasksPerSocket: Int32?
  /// Tasks on each core.
  package var tasksPerCore: Int32?
  /// The fewest CPUs on each node.
  package var minimumCPUs: Int32?
  /// Sockets of each node.
  package var socketsPerNode: Int32?
  /// True if `-B` has a number; then there is a task for each socket.
  package var hasNodeInfo: Bool?
  /// Cores of each socket.
  package var coresPerSocket: Int32?
  /// Threads of each core.
  package var threadsPerCore: Int32?
  /// Whether tasks may share CPUs.
  package var overcommits = false
  /// How the node is shared: `OK`, `NO`, `YES`, `USER` or `MCS`.
  package var sharing = "OK"
  /// Whether the nodes must be neighbours.
  package var isContiguous = false
  /// Whether the nodes are restarted first.
  package var reboots = false

  /// The partitions, separated by commas.
  package var partition: String?
  /// The account.
  package var account: String?
  /// Features that the nodes must have.
  package var features: String?
  /// Licences.
  package var licences: String?
  /// The reservation.
  package var reservation: String?
  /// The nodes that must be among the job's.
  package var nodeList: String?
  /// The nodes that must not be.
  package var excluded: String?
  /// The generic resources, such as GPUs, by the option that asks for them.
  package var resources: [String: String] = [:]
  /// What else of the request `scontrol` shows, by its names.
  package var shown: [String: String] = [:]

  /// The array's indices as they are written.
  package var array: String?
  /// What the job waits for.
  package var dependency: String?
  /// Whether the job may be started again.
  package var requeues = true
  /// A note.
  package var comment: String?
  /// The occasions to write mail, in SLURM's order.
  package var mail: [String] = []
  /// Whom to write to.
  package var mailUser: String?
  /// How much later than others.
  package var nice = 0
  /// What of the environment the job gets.
  package var export: String?
  /// A signal before the time limit.
  package var warning: WarningSignal?
  /// Variables that options add to the job's environment.
  package var variables: [String: String] = [:]

  /// Whether sbatch waits for the job's end.
  package var waits = false
  /// Whether only the id is printed.
  package var isParsable = false
  /// Whether nothing is printed.
  package var isQuiet = false
  /// Whether the job is only tried, not submitted.
  package var isTest = false
  /// Whether `#PBS` lines are comments.
  package var ignoresPBS = false
  /// The command to run instead of a script.
  package var wrapped: String?
  /// The file with the nodes, which is read when all options are known.
  package var nodeFile: String?
  /// The file with the job's environment.
  package var exportFile: String?
  /// True if tasks are dealt as a list of nodes says.
  package var isArbitrary: Bool?
  /// The first thing asked for that only a cluster can do; `nil` if there is none.
  package var beyondStandIn: String?

  /// A job that asks for nothing.
  package init() {}
}

/// How many nodes a job asks for.
package struct NodeCount: Sendable, Equatable, Codable {
  /// The fewest.
  package var minimum: Int32
  /// The most.
  package var maximum: Int32

  /// Makes a range.
  package init(_ minimum: Int32, _ maximum: Int32) { (self.minimum, self.maximum) = (minimum, maximum) }

  /// Reads `4`, `2-4` or `1k`.
  init(reading text: String) throws(SubmissionRefusal) {
    guard let hyphen = text.firstIndex(of: "-") else {
      let count = try Self.count(text)
      self.init(count ?? -1, count ?? -1)
      if count == nil { throw .error("\"\(text)\" is not a valid node count", code: 255) }
      return
    }
    var low = max(try Self.count(String(text[..<hyphen])) ?? 1, 0)
    let high = try Self.count(String(text[text.index(after: hyphen)...])) ?? -1
    guard high == 0 || high >= low else {
      throw .error("Maximum node count \(high) is less than minimum node count \(low)", code: 255)
    }
    if low == 0, high > 0 { low = 1 }
    self.init(low, high)
  }

  /// A count with an optional k or m; `nil` if there is none.
  private static func count(_ text: String) throws(SubmissionRefusal) -> Int32? {
    let number = LeadingNumber(text)
    guard number.isThere else {
      if text.isEmpty { return nil }
      throw .error("\"\(text)\" is not a valid node count", code: 255)
    }
    switch number.rest {
    case "": return Int32(truncatingIfNeeded: number.value)
    case "k", "K": return Int32(truncatingIfNeeded: number.value &* 1024)
    case "m", "M": return Int32(truncatingIfNeeded: number.value &* 1_048_576)
    default: throw .error("\"\(text)\" is not a valid node count", code: 255)
    }
  }
}

/// A signal that a job gets some time before its limit.
package struct WarningSignal: Sendable, Equatable, Codable {
  /// The signal's number.
  package var signal: Int32
  /// How many seconds before the limit.
  package var seconds: Int
  /// Whether only the batch script gets it, not the steps.
  package var isForScript: Bool

  /// Reads `USR1`, `B:USR1@120` or `10@60`; `nil` if SLURM refuses it.
  init?(_ text: String) {
    var rest = text[...]
    isForScript = false
    if let colon = rest.firstIndex(of: ":"), rest[..<colon].uppercased().allSatisfy({ "BR".contains($0) }) {
      isForScript = rest[..<colon].uppercased().contains("B")
      rest = rest[rest.index(after: colon)...]
    }
    let parts = rest.split(separator: "@", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
    guard let number = signalNumber(parts[0]) else { return nil }
    signal = number
    seconds = 60
    if parts.count == 2, !parts[1].isEmpty {
      let time = LeadingNumber(parts[1])
      guard time.isThere, time.rest.isEmpty, (0...65_535).contains(time.value) else { return nil }
      seconds = time.value
    } else if parts.count == 2 {
      seconds = 0
    }
  }
}

/// The number of a signal that is named with or without `SIG`, or by its number; `nil` if there is none.
package func signalNumber(_ text: String) -> Int32? {
  let number = LeadingNumber(text)
  if number.isThere {
    return number.rest.isEmpty && (1...65).contains(number.value) ? Int32(number.value) : nil
  }
  var name = text.uppercased()
  if name.hasPrefix("SIG") { name.removeFirst(3) }
  return signalNumbers[name]
}

private let signalNumbers: [String: Int32] = [
  "HUP": 1, "INT": 2, "QUIT": 3, "ABRT": 6, "KILL": 9, "USR1": 10, "SEGV": 11, "USR2": 12, "PIPE": 13, "ALRM": 14,
  "TERM": 15, "CHLD": 17, "CONT": 18, "STOP": 19, "TSTP": 20, "TTIN": 21, "TTOU": 22, "URG": 23, "XCPU": 24,
]
