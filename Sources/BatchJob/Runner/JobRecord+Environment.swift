import Glibc

extension JobRecord {
  /// The environment of the job: the submitter's without its variables of SLURM, then the job's own.
  ///
  /// - Parameters:
  ///   - inherited: The submitter's variables.
  ///   - programs: A folder with programs that replace those of SLURM; it comes first on the `PATH`.
  package func environment(inherited: [String: String], programs: String?) -> [String: String] {
    var variables = exported(inherited)
    for (name, value) in request.variables { variables[name] = value }
    for (name, value) in own { variables[name] = value }
    if variables["TMPDIR"] == nil { variables["TMPDIR"] = "/tmp" }
    if let programs { variables["PATH"] = "\(programs):\(variables["PATH"] ?? Self.usualPath)" }
    return variables
  }

  private static let usualPath = "/usr/local/bin:/usr/bin:/bin"

  private func exported(_ inherited: [String: String]) -> [String: String] {
    let words = (request.export ?? "ALL").split(separator: ",").map(String.init)
    let takesAll = words.contains { $0.uppercased() == "ALL" }
    let own = inherited.filter { !$0.key.hasPrefix("SLURM_") || $0.key == "SLURM_CONF" }
    if takesAll, words.count == 1 { return own }
    var variables = loginVariables()
    if takesAll {
      variables.merge(own) { $1 }
    } else {
      for name in ["HOME", "USER", "LOGNAME", "SHELL", "PATH"] { variables[name] = own[name] ?? variables[name] }
    }
    variables["SLURM_EXPORT_ENV"] = request.export
    variables["SLURM_GET_USER_ENV"] = "1"
    for word in words where word.uppercased() != "ALL" && word.uppercased() != "NONE" {
      guard let sign = word.firstIndex(of: "=") else {
        variables[word] = inherited[word]
        continue
      }
      variables[String(word[..<sign])] = String(word[word.index(after: sign)...])
    }
    return variables
  }

  private var own: [String: String] {
    let cpus = String(allocation.cpus)
    let isCounted = request.tasks != nil || request.tasksPerNode != nil
    var variables = [
      "ENVIRONMENT": "BATCH", "SLURMD_NODENAME": BatchNode.name, "SLURM_CLUSTER_NAME": "standin",
      "SLURM_CPUS_ON_NODE": cpus, "SLURM_GTIDS": "0", "SLURM_JOBID": "\(id)", "SLURM_JOB_CPUS_PER_NODE": cpus,
      "SLURM_JOB_ID": "\(id)", "SLURM_JOB_NAME": name, "SLURM_JOB_NODELIST": BatchNode.name,
      "SLURM_JOB_NUM_NODES": "1", "SLURM_JOB_PARTITION": BatchNode.partition, "SLURM_JOB_USER": user,
      "SLURM_LOCALID": "0", "SLURM_NNODES": "1", "SLURM_NODEID": "0", "SLURM_NODELIST": BatchNode.name,
      "SLURM_NODE_ALIASES": "(null)", "SLURM_PRIO_PROCESS": "0", "SLURM_PROCID": "0",
      "SLURM_SUBMIT_DIR": submitFolder, "SLURM_SUBMIT_HOST": host,
      "SLURM_TASKS_PER_NODE": String(allocation.tasks), "SLURM_TOPOLOGY_ADDR": BatchNode.name,
      "SLURM_TOPOLOGY_ADDR_PATTERN": "node", "HOSTNAME": host,
    ]
    if isCounted {
      variables["SLURM_NTASKS"] = String(request.taskCount)
      variables["SLURM_NPROCS"] = String(request.taskCount)
    }
    if let amount = request.memoryPerNode {
      if amount > 0 { variables["SLURM_MEM_PER_NODE"] = String(amount) }
    } else {
      let amount = request.memoryPerCPU ?? allocation.memory / UInt64(max(1, allocation.cpus))
      if amount > 0 { variables["SLURM_MEM_PER_CPU"] = String(amount) }
    }
    if let array {
      variables["SLURM_ARRAY_JOB_ID"] = String(array.id)
      variables["SLURM_ARRAY_TASK_ID"] = String(array.index)
      variables["SLURM_ARRAY_TASK_COUNT"] = String(array.indices.all.count)
      variables["SLURM_ARRAY_TASK_MIN"] = array.indices.all.first.map(String.init)
      variables["SLURM_ARRAY_TASK_MAX"] = array.indices.all.last.map(String.init)
      variables["SLURM_ARRAY_TASK_STEP"] = String(array.indices.step)
    }
    return variables
  }
}

/// What a login sets, from the system's list of users.
private func loginVariables() -> [String: String] {
  guard let user = getpwuid(geteuid())?.pointee else { return [:] }
  let name = String(cString: user.pw_name)
  return [
    "HOME": String(cString: user.pw_dir), "USER": name, "LOGNAME": name, "SHELL": String(cString: user.pw_shell),
  ]
}
