/// The one machine of the stand-in, as a cluster with a single node sees it.
package struct BatchNode: Sendable, Equatable {
  /// Its name in the cluster.
  package static let name = "n1"
  /// The name of the only partition.
  package static let partition = "main"

  /// Its CPUs, each of which is a socket with one core.
  package var cpus: Int
  /// Its memory in MB.
  package var memory: UInt64

  /// Describes a node.
  package init(cpus: Int, memory: UInt64) {
    self.cpus = cpus
    self.memory = memory
  }

  /// The memory for each CPU of a job that asks for none.
  package var usualMemoryPerCPU: UInt64 { memory / UInt64(max(1, cpus)) }
}

/// What a job gets on the node.
package struct Allocation: Sendable, Equatable, Codable {
  /// CPUs.
  package var cpus: Int
  /// Memory in MB.
  package var memory: UInt64
  /// Tasks; as many as the job asked for, or as the CPUs carry.
  package var tasks: Int
}

extension BatchRequest {
  /// Tasks as the controller counts them.
  package var taskCount: Int {
    if let tasks { return Int(tasks) }
    return nodeCount * Int(tasksPerNode ?? 1)
  }

  /// The fewest nodes.
  var nodeCount: Int { Int(nodes?.minimum ?? 1) }

  /// CPUs for each task.
  package var cpusEach: Int { Int(cpusPerTask ?? 1) }

  /// CPUs of all tasks.
  package var cpuCount: Int { overcommits ? nodeCount : taskCount &* cpusEach }

  /// The fewest CPUs of a node.
  package var cpusOfNode: Int {
    let tasksHere = overcommits || tasks == 1 ? 1 : Int(tasksPerNode ?? 1)
    return max(Int(minimumCPUs ?? 1), cpusEach &* tasksHere)
  }

  /// Tasks as a node counts them when the job runs there.
  package var tasksOfNode: Int { max(taskCount, Int(tasksPerNode ?? 1)) }

  /// What the job gets on a node that is large enough.
  package func allocation(on node: BatchNode) -> Allocation {
    let cpus = sharing == "NO" ? node.cpus : min(node.cpus, max(cpuCount, cpusOfNode))
    let memory =
      memoryPerNode.map { $0 == 0 ? node.memory : $0 }
      ?? memoryPerCPU.map { $0 == 0 ? node.memory : $0 * UInt64(cpus) }
      ?? node.usualMemoryPerCPU * UInt64(cpus)
    let isCounted = tasks != nil || tasksPerNode != nil
    return Allocation(cpus: cpus, memory: memory, tasks: isCounted ? tasksOfNode : max(1, cpus / cpusEach))
  }
}
