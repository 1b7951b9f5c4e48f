/// Decides whether it is a job's turn, from all jobs of the queue.
struct Turn {
  /// What to do with a job that waits.
  enum Decision: Equatable {
    /// Start it now.
    case start
    /// Let it wait, for this reason; look again after so many seconds, or only when asked.
    case wait(String, Double?)
    /// It can't end in time any more.
    case tooLate
  }

  let job: JobRecord
  let others: [JobRecord]
  let node: BatchNode
  let now: Double
  /// Why it can never start; `nil` if it can.
  let obstacle: String?

  var decision: Decision {
    let request = job.request
    if request.isHeld { return .wait("JobHeldUser", nil) }
    if let deadline = request.deadline, deadline < Int(now) + 60 * Int(leastMinutes) { return .tooLate }
    if let begin = request.begin, Double(begin) > now { return .wait("BeginTime", min(Double(begin) - now, 60)) }
    if let reason = dependency { return .wait(reason, reason == "Dependency" ? 5 : nil) }
    if let obstacle { return .wait(obstacle, nil) }
    let running = others.filter { $0.state == .running || $0.state == .completing }
    if let array = job.array, let throttle = array.indices.throttle {
      let siblings = running.count { $0.array?.id == array.id }
      let earlier = others.contains { $0.array?.id == array.id && $0.id < job.id && $0.state == .pending }
      if siblings >= throttle || earlier { return .wait("JobArrayTaskLimit", pause) }
    }
    let blocked = others.contains { other in
      other.id < job.id && other.waitsForItsTurn && other.reason != "JobArrayTaskLimit"
    }
    if blocked { return .wait("Priority", pause) }
    let cpus = running.reduce(0) { $0 + $1.allocation.cpus }
    let memory = running.reduce(0) { $0 + $1.allocation.memory }
    let fits = cpus + job.allocation.cpus <= node.cpus && memory + job.allocation.memory <= node.memory
    return fits ? .start : .wait("Resources", pause)
  }

  /// Jobs that end or start wake the next ones, so this is only for those that are lost: the further back in the queue,
  /// the longer.
  private var pause: Double {
    let before = Double(others.count { $0.id < job.id && $0.state == .pending })
    return min(60, 0.5 * (before + 1) * (before + 1))
  }

  /// The shortest time that the job must have before its deadline.
  private var leastMinutes: UInt32 {
    job.request.timeMin?.minutes ?? (job.request.time == nil ? 1 : job.limit ?? 1)
  }

  /// Why the job waits for others; `nil` if it doesn't.
  private var dependency: String? {
    let list = (job.request.dependency).flatMap { try? Dependency.all($0) } ?? []
    let takesAny = job.request.dependency?.contains("?") ?? false
    let states = list.map(state)
    if states.isEmpty { return nil }
    if takesAny ? states.contains(.met) : states.allSatisfy({ $0 == .met }) { return nil }
    let isHopeless = takesAny ? states.allSatisfy { $0 == .never } : states.contains(.never)
    return isHopeless ? "DependencyNeverSatisfied" : "Dependency"
  }

  private enum State { case met, open, never }

  private func state(_ dependency: Dependency) -> State {
    let jobs: [JobRecord]
    if dependency.kind == "singleton" {
      jobs = others.filter { $0.name == job.name && $0.id < job.id && $0.user == job.user }
    } else {
      // A job that isn't there has ended long ago, as far as SLURM knows.
      jobs = others.filter { dependency.jobs.contains($0.id) || dependency.jobs.contains($0.array?.id ?? 0) }
    }
    if dependency.kind == "after" { return jobs.contains { $0.state == .pending } ? .open : .met }
    guard jobs.allSatisfy(\.state.isOver) else { return .open }
    let allWell = jobs.allSatisfy { $0.state == .completed }
    switch dependency.kind {
    case "afterok": return allWell ? .met : .never
    case "afternotok": return jobs.isEmpty || !allWell ? .met : .never
    default: return .met
    }
  }
}

extension JobRecord {
  /// Whether it waits for cores, and for nothing else.
  var waitsForItsTurn: Bool {
    state == .pending && ["None", "Resources", "Priority", "JobArrayTaskLimit"].contains(reason)
  }
}
