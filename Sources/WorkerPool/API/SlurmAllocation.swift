/// What a SLURM job may use on this node.
enum SlurmAllocation {
  /// The cores of this node's share of the tasks, but not more than the job has here; `nil` outside a job.
  ///
  /// The number of all tasks alone says little: without `--nodes=1`, they may be spread over several nodes.
  static func cores(_ environment: (String) -> String?) -> Int? {
    guard environment("SLURM_JOB_ID") != nil else { return nil }
    let here = [number("SLURM_CPUS_ON_NODE", environment), share(environment)].compactMap { $0 }.min()
    return here ?? asked(environment)
  }

  /// The cores that the job asked for, on all its nodes; `nil` outside a job, or if it named no tasks.
  static func asked(_ environment: (String) -> String?) -> Int? {
    guard environment("SLURM_JOB_ID") != nil, let tasks = number("SLURM_NTASKS", environment) else { return nil }
    return cores(ofTasks: tasks, environment)
  }

  /// The cores that the job has on all its nodes; `nil` outside a job.
  static func allCores(_ environment: (String) -> String?) -> Int? {
    guard let parts = counts("SLURM_JOB_CPUS_PER_NODE", environment), !parts.isEmpty else { return nil }
    return parts.reduce(0) { $0 &+ $1.count &* $1.nodes }
  }

  /// The cores of the tasks that run on this node.
  private static func share(_ environment: (String) -> String?) -> Int? {
    guard let parts = counts("SLURM_TASKS_PER_NODE", environment) else { return nil }
    let node = environment("SLURM_NODEID").flatMap { Int($0) } ?? 0
    var first = 0
    for part in parts {
      if node < first + part.nodes { return cores(ofTasks: part.count, environment) }
      first += part.nodes
    }
    return nil
  }

  /// Numbers for all nodes in turn: `4(x2),2` is four on each of two nodes, and two on the third.
  private static func counts(_ name: String, _ environment: (String) -> String?) -> [(count: Int, nodes: Int)]? {
    guard let list = environment(name) else { return nil }
    var parts: [(count: Int, nodes: Int)] = []
    for part in list.split(separator: ",") {
      let words = part.split { "(x)".contains($0) }
      guard let count = words.first.flatMap({ Int($0) }), count > 0 else { return nil }
      parts.append((count, words.count > 1 ? Int(words[1]) ?? 1 : 1))
    }
    return parts
  }

  private static func cores(ofTasks tasks: Int, _ environment: (String) -> String?) -> Int? {
    let (cores, isTooMuch) = tasks.multipliedReportingOverflow(by: number("SLURM_CPUS_PER_TASK", environment) ?? 1)
    return isTooMuch ? nil : cores
  }

  private static func number(_ name: String, _ environment: (String) -> String?) -> Int? {
    environment(name).flatMap { Int($0) }.flatMap { $0 > 0 ? $0 : nil }
  }
}
