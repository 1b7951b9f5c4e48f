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

  /// The cores of the tasks that run on this node: `4(x2),2` are four tasks on each of two nodes, and two on the third.
  private static func share(_ environment: (String) -> String?) -> Int? {
    guard let list = environment("SLURM_TASKS_PER_NODE") else { return nil }
    let node = environment("SLURM_NODEID").flatMap { Int($0) } ?? 0
    var first = 0
    for part in list.split(separator: ",") {
      let words = part.split { "(x)".contains($0) }
      guard let tasks = words.first.flatMap({ Int($0) }), tasks > 0 else { return nil }
      let nodes = words.count > 1 ? Int(words[1]) ?? 1 : 1
      if node < first + nodes { return cores(ofTasks: tasks, environment) }
      first += nodes
    }
    return nil
  }

  private static func cores(ofTasks tasks: Int, _ environment: (String) -> String?) -> Int? {
    let (cores, isTooMuch) = tasks.multipliedReportingOverflow(by: number("SLURM_CPUS_PER_TASK", environment) ?? 1)
    return isTooMuch ? nil : cores
  }

  private static func number(_ name: String, _ environment: (String) -> String?) -> Int? {
    environment(name).flatMap { Int($0) }.flatMap { $0 > 0 ? $0 : nil }
  }
}
