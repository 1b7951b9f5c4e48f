extension BatchRequest {
  /// What an option needs to know from outside.
  package struct Surroundings: Sendable {
    /// The time now, in seconds since 1970.
    package var now: Int
    /// Seconds that the local time zone is east of UTC.
    package var secondsFromUTC: Int
    /// Whether there is a user or group of a name or number.
    package var isUser: @Sendable (String) -> Bool
    /// The text of a file, and the system's message if it can't be read.
    package var file: @Sendable (String) -> Result<[UInt8], FileProblem>

    /// Why a file can't be read.
    package struct FileProblem: Error, Sendable, Equatable {
      /// The system's message, such as `No such file or directory`.
      package var reason: String

      /// Takes the system's message.
      package init(reason: String) { self.reason = reason }
    }

    /// Sets everything.
    package init(
      now: Int, secondsFromUTC: Int, isUser: @escaping @Sendable (String) -> Bool,
      file: @escaping @Sendable (String) -> Result<[UInt8], FileProblem>
    ) {
      self.now = now
      self.secondsFromUTC = secondsFromUTC
      self.isUser = isUser
      self.file = file
    }
  }

  /// Adds an option to the request. Lines that sbatch only says are added to `notes`.
  package mutating func apply(
    _ option: SubmissionOption, _ value: String?, _ surroundings: Surroundings, notes: inout String
  ) throws(SubmissionRefusal) {
    let text = value ?? ""
    switch option.name {
    case "job-name": name = text
    case "output": output = text
    case "error": error = text
    case "input": input = text
    case "chdir": chdir = text
    case "comment": comment = text
    case "account":
      account = text
      variables["SLURM_JOB_ACCOUNT"] = text
    case "array": array = text.allSatisfy { $0 == "," } ? nil : text
    case "dependency":
      dependency = text.isEmpty ? nil : text
      variables["SLURM_JOB_DEPENDENCY"] = text
    case "partition": partition = text
    case "constraint": features = text
    case "licenses": licences = text
    case "reservation": reservation = text.isEmpty ? nil : text
    case "nodelist":
      nodeList = text
      if text.contains("/") { try readNodes(text, surroundings) }
    case "exclude": excluded = text
    case "export": export = text
    case "wrap": wrapped = text
    case "hold": isHeld = true
    case "requeue": requeues = true
    case "no-requeue": requeues = false
    case "overcommit":
      overcommits = true
      variables["SLURM_OVERCOMMIT"] = "1"
    case "contiguous": isContiguous = true
    case "reboot":
      reboots = true
      sharing = "NO"
    case "oversubscribe": sharing = "YES"
    case "wait": waits = true
    case "parsable": isParsable = true
    case "quiet": isQuiet = true
    case "test-only": isTest = true
    case "ignore-pbs": ignoresPBS = true
    case "spread-job": shown["SpreadJob"] = "Yes"
    case "network": shown["Network"] = text
    case "container":
      shown["Container"] = text
      variables["SLURM_CONTAINER"] = text
    case "bb": shown["BurstBuffer"] = text
    case "cluster-constraint": shown["ClusterFeatures"] = text
    case "open-mode": try applyOpenMode(text)
    case "time", "time-min", "begin", "deadline", "delay-boot", "signal", "wait-all-nodes":
      try applyTime(option.name, text, surroundings, notes: &notes)
    case "mem", "mem-per-cpu", "mem-per-gpu", "tmp": try applyMemory(option.name, text)
    case "nodes", "ntasks", "cpus-per-task", "ntasks-per-node", "tasks-per-node", "ntasks-per-core",
      "ntasks-per-socket", "mincpus", "sockets-per-node", "cores-per-socket", "threads-per-core", "exclusive",
      "extra-node-info", "core-spec", "thread-spec":
      try applyCount(option.name, value, notes: &notes)
    case "mail-type", "mail-user", "nice", "priority", "distribution", "hint", "kill-on-invalid-dep", "no-kill",
      "switches",
      "profile", "propagate", "power", "mem-bind", "cpu-freq", "qos", "uid", "gid", "nodefile", "export-file":
      try applyOther(option.name, value, surroundings, notes: &notes)
    case "gres", "gpus", "gpus-per-node", "gpus-per-socket", "gpus-per-task", "cpus-per-gpu", "ntasks-per-gpu",
      "ntasks-per-tres", "gres-flags", "gpu-bind", "gpu-freq", "acctg-freq", "bbf", "batch", "prefer":
      try applySite(option.name, text)
    case "cluster", "clusters": beyondStandIn = beyondStandIn ?? "--clusters=\(text)"
    case "get-user-env":
      if let value {
        let number = LeadingNumber(value)
        guard number.isThere, ["", "L", "S"].contains(number.rest) else { throw .invalid("get-user-env") }
      }
      beyondStandIn = beyondStandIn ?? "--get-user-env"
    default: break  // Options that change nothing here: help, usage, verbose, version, wckey and others.
    }
  }

  private mutating func applyOpenMode(_ text: String) throws(SubmissionRefusal) {
    switch text.first {
    case "a", "A": (appends, variables["SLURM_OPEN_MODE"]) = (true, "a")
    case "t", "T": (appends, variables["SLURM_OPEN_MODE"]) = (false, "t")
    default: throw .invalid("open-mode")
    }
  }

  private mutating func readNodes(_ path: String, _ surroundings: Surroundings) throws(SubmissionRefusal) {
    switch surroundings.file(path) {
    case .success(let bytes):
      let words = String(decoding: bytes, as: UTF8.self).split { $0.isWhitespace || $0 == "," }
      nodeList = words.joined(separator: ",")
    case .failure(let problem):
      throw .error("slurm_allocate_resources error opening file \(path), \(problem.reason)")
    }
  }
}
