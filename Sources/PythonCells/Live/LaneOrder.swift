/// Which lane each worker of a pool has: the first processes get a lane each, and a later one gets that of the process
/// that it replaces.
struct LaneOrder {
  /// A pool of this program has no more.
  private static let most = 256

  /// How many lanes there are.
  let count: Int
  /// The lanes, by process.
  private(set) var lanes: [Int32: Int] = [:]
  /// The process that each lane has now.
  private(set) var processes: [Int32] = []

  /// Prepares the lanes of a pool.
  init(_ pool: TracedProgram.Pool) { count = min(pool.processes, Self.most) }

  /// Gives a process a lane. Add the processes in the order in which they began.
  ///
  /// - Parameter ended: When a process ended, if it has.
  @discardableResult
  mutating func add(_ pid: Int32, ended: (Int32) -> UInt64?) -> Int {
    if processes.count < count {
      lanes[pid] = processes.count
      processes.append(pid)
      return processes.count - 1
    }
    let ends = processes.map { ended($0) ?? .max }
    let lane = ends.indices.min { ends[$0] < ends[$1] } ?? 0
    lanes[pid] = lane
    if processes.indices.contains(lane) { processes[lane] = pid }
    return lane
  }
}
