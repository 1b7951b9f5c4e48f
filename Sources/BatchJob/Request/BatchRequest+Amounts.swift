extension BatchRequest {
  mutating func applyTime(
    _ name: String, _ text: String, _ surroundings: Surroundings, notes: inout String
  ) throws(SubmissionRefusal) {
    switch name {
    case "time":
      guard let limit = TimeLimit(text) else { throw .invalid(name) }
      time = limit
    case "time-min":
      guard let limit = TimeLimit(text) else { throw .invalid(name) }
      timeMin = limit
    case "delay-boot":
      guard TimeLimit(text) != nil else { throw .invalid(name) }
    case "signal":
      guard let signal = WarningSignal(text) else { throw .invalid(name) }
      warning = signal
    case "wait-all-nodes":
      guard try wholeNumber(text, for: "--wait-all-nodes", zero: true) <= 1 else { throw .invalid(name) }
    default:
      guard !text.isEmpty else { throw .invalid(name) }
      do throws(MomentProblem) {
        let moment = try moment(text, now: surroundings.now, secondsFromUTC: surroundings.secondsFromUTC)
        if name == "begin" { begin = moment } else { deadline = moment }
      } catch {
        var refusal = SubmissionRefusal.invalid(name)
        if let position = error.position {
          refusal.text = "Invalid time specification (pos=\(position)): \(text)\n" + refusal.text
        }
        throw refusal
      }
    }
  }

  mutating func applyMemory(_ name: String, _ text: String) throws(SubmissionRefusal) {
    guard let amount = megabytes(text) else { throw .invalid(name) }
    switch name {
    case "mem": memoryPerNode = amount
    case "mem-per-cpu": memoryPerCPU = amount
    case "mem-per-gpu": memoryPerGPU = amount
    default: disk = amount
    }
  }

  mutating func applyCount(_ name: String, _ value: String?, notes: inout String) throws(SubmissionRefusal) {
    let text = value ?? ""
    let option = "--\(name == "tasks-per-node" ? "ntasks-per-node" : name)"
    switch name {
    case "nodes": nodes = try NodeCount(reading: text)
    case "ntasks": tasks = try wholeNumber(text, for: option)
    case "cpus-per-task":
      cpusPerTask = try wholeNumber(text, for: option)
      variables["SLURM_CPUS_PER_TASK"] = cpusPerTask.map(String.init)
    case "ntasks-per-node", "tasks-per-node":
      tasksPerNode = try wholeNumber(text, for: option)
      variables["SLURM_NTASKS_PER_NODE"] = tasksPerNode.map(String.init)
    case "ntasks-per-core":
      tasksPerCore = try wholeNumber(text, for: option)
      variables["SLURM_NTASKS_PER_CORE"] = tasksPerCore.map(String.init)
    case "ntasks-per-socket":
      tasksPerSocket = try wholeNumber(text, for: option)
      variables["SLURM_NTASKS_PER_SOCKET"] = tasksPerSocket.map(String.init)
    case "mincpus": minimumCPUs = try wholeNumber(text, for: option)
    case "sockets-per-node": socketsPerNode = try wholeNumber(text, for: option)
    case "cores-per-socket": coresPerSocket = try wholeNumber(text, for: option)
    case "threads-per-core":
      threadsPerCore = try wholeNumber(text, for: option)
      variables["SLURM_THREADS_PER_CORE"] = threadsPerCore.map(String.init)
    case "core-spec", "thread-spec":
      _ = try wholeNumber(text, for: option, zero: name == "core-spec")
      let short = name == "core-spec" ? "-S" : "--thread-spec"
      notes +=
        "sbatch: error: Ignoring \(short) since it's not allowed by configuration (AllowSpecResourcesUsage = No)\n"
    case "exclusive": try applyExclusive(text)
    default: try applyNodeInfo(text)
    }
  }

  private mutating func applyExclusive(_ text: String) throws(SubmissionRefusal) {
    switch text.lowercased() {
    case "": sharing = "NO"
    case "user": sharing = "USER"
    case "mcs": sharing = "MCS"
    default: throw .invalid("exclusive")
    }
  }

  /// `-B`: sockets, cores and threads, separated by colons.
  private mutating func applyNodeInfo(_ text: String) throws(SubmissionRefusal) {
    let parts = text.split(separator: ":", omittingEmptySubsequences: false).map(String.init)
    let names = ["first", "second", "third"]
    for (index, part) in parts.prefix(3).enumerated() where part != "*" && !part.isEmpty {
      // The second number of a range is read and has no effect.
      let range = part.split(separator: "-", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
      var count: Int32 = 0
      for (place, number) in range.enumerated() {
        guard LeadingNumber(number).isThere else {
          throw .error("Invalid numeric value \"\(part)\" for \(names[index]) arg of -B.")
        }
        let read = try wholeNumber(number, for: "\(names[index]) arg of -B", zero: true)
        if place == 0 { count = read }
      }
      hasNodeInfo = true
      switch index {
      case 0: socketsPerNode = count
      case 1: coresPerSocket = count
      default:
        threadsPerCore = count
        variables["SLURM_THREADS_PER_CORE"] = String(count)
      }
    }
  }
}
