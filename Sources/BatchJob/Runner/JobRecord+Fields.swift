extension JobRecord {
  /// The job as `scontrol show job` describes it, as far as the stand-in knows it.
  package func fields(host: String) -> [String: String] {
    let paths = JobPaths(self, host: host)
    let tasks = state.hasStarted ? request.tasksOfNode : request.taskCount
    var fields = [
      "JobName": name, "Nice": String(request.nice), "Account": request.account ?? "(null)",
      "Requeue": request.requeues ? "1" : "0", "Restarts": "0", "BatchFlag": "1",
      "Reboot": request.reboots ? "1" : "0", "TimeLimit": TimeLimit(minutes: shownLimit).shown,
      "TimeMin": shownLeast, "Partition": BatchNode.partition,
      "ReqNodeList": request.nodeList.map { nodeNames($0).joined(separator: ",") } ?? "(null)",
      "ExcNodeList": request.excluded ?? "(null)",
      "NumNodes": nodes, "NumCPUs": String(state.hasStarted ? allocation.cpus : request.cpuCount),
      "NumTasks": state == .deadline ? "N/A" : String(tasks), "CPUs/Task": String(request.cpusEach),
      "ReqB:S:C:T": "0:0:\(shown(request.coresPerSocket)):\(shown(request.threadsPerCore))",
      "NtasksPerN:B:S:C":
        "\(request.tasksPerNode ?? 0):0:\(shown(request.tasksPerSocket)):\(shown(request.tasksPerCore))",
      "MinCPUsNode": String(request.cpusOfNode), "MinTmpDiskNode": shownMegabytes(request.disk ?? 0),
      "Features": request.features ?? "(null)", "OverSubscribe": request.sharing,
      "Contiguous": request.isContiguous ? "1" : "0", "Licenses": request.licences ?? "(null)", "Network": "(null)",
      "Command": command, "WorkDir": folder, "StdErr": paths.shownError, "StdIn": paths.shownInput,
      "StdOut": paths.shownOutput,
    ]
    if let memory = request.memoryPerNode ?? (request.memoryPerCPU == 0 ? 0 : nil) {
      fields["MinMemoryNode"] = shownMegabytes(memory)
    } else {
      fields["MinMemoryCPU"] = shownMegabytes(request.memoryPerCPU ?? usualMemory)
    }
    if let comment = request.comment { fields["Comment"] = "\(comment) " }
    if !request.mail.isEmpty {
      fields["MailType"] = request.mail.joined(separator: ",")
      fields["MailUser"] = request.mailUser ?? user
    }
    if let array {
      fields["ArrayTaskId"] = String(array.index)
      if let throttle = array.indices.throttle { fields["ArrayTaskThrottle"] = String(throttle) }
    }
    return fields.merging(request.shown) { $1 }
  }

  /// A limit that comes from the deadline is set when the job starts.
  private var shownLimit: UInt32? { request.time == nil && request.timeMin == nil && !state.hasStarted ? nil : limit }

  private var shownLeast: String {
    if let least = request.timeMin { return least.shown }
    return request.deadline != nil && request.time == nil ? "00:01:00" : "N/A"
  }

  private var usualMemory: UInt64 { allocation.memory / UInt64(max(1, allocation.cpus)) }

  private var nodes: String {
    if state.hasStarted { return "1" }
    if let count = request.nodes { return "\(count.minimum)-\(count.maximum)" }
    return String(max(1, nodesNeeded))
  }

  /// How many nodes the job would fill if all were like this one.
  private var nodesNeeded: Int {
    guard request.tasks != nil, let cpus = nodeCPUs, cpus > 0 else { return 1 }
    let byTasks = request.tasksPerNode.map { (request.taskCount + Int($0) - 1) / max(1, Int($0)) } ?? 1
    return max(byTasks, min(request.taskCount, (request.cpuCount + cpus - 1) / cpus))
  }

  private func shown(_ count: Int32?) -> String { count.map(String.init) ?? "*" }
}

extension JobState {
  /// Whether the job has been on the node.
  fileprivate var hasStarted: Bool { self != .pending && self != .deadline }
}

extension TimeLimit {
  /// A limit of so many minutes; `nil` for none.
  init(minutes: UInt32?) { self.minutes = minutes }
}
