internal import CLinux
import Glibc
import Posix

/// The process that looks after one job of the stand-in: it waits for the job's turn, runs the script, and keeps the record.
///
/// It has a session of its own, so it outlives the program that submitted the job.
package struct JobSupervisor {
  /// The first word of the command line that starts a supervisor.
  package static let mark = "--look-after-batch-job"

  private let queue: QueueFolder
  private let node: BatchNode
  private let obstacle: String?
  private let started = SystemClock.wall
  private var job: JobRecord
  private var ordersRead = 0

  /// If the command line asks for it, looks after a job and ends the process.
  package static func runIfAsked() {
    let words = programArguments()
    guard words.count >= 6, words[0] == mark, let id = Int(words[2]), let cpus = Int(words[3]),
      let memory = UInt64(words[4])
    else { return }
    JobSignals.block()
    guard setsid() >= 0 || errno == EPERM else { exit(1) }
    if words.count == 6 { guardAnother(words) }
    let queue = QueueFolder(words[1])
    guard (try? queue.check()) != nil,
      let life = FileLock(queue.life(id), waits: true), let job = queue.job(id)
    else {
      exit(1)
    }
    cl_adopt_orphans()
    var supervisor = JobSupervisor(
      queue: queue, node: BatchNode(cpus: cpus, memory: memory), obstacle: words[5].isEmpty ? nil : words[5], job: job)
    supervisor.run()
    life.unlock()
    unlink(queue.life(id))
    exit(0)
  }

  /// Starts the supervisor as another process. If that is killed, ends everything that its job has started.
  private static func guardAnother(_ words: [String]) -> Never {
    cl_adopt_orphans()
    var spawn = Spawn(["/proc/self/exe"] + words + ["guarded"])
    // The descriptor on which it says that it has begun.
    spawn.descriptors = [nil, nil, nil, 3]
    spawn.endsWithThread = true
    guard let supervisor = try? spawn.start() else { exit(1) }
    close(3)
    supervisor.wait()
    JobProcesses.end()
    exit(0)
  }

  private init(queue: QueueFolder, node: BatchNode, obstacle: String?, job: JobRecord) {
    self.queue = queue
    self.node = node
    self.obstacle = obstacle
    self.job = job
  }

  private mutating func run() {
    job.supervisor = getpid()
    store()
    // The program that submitted the job waits for this.
    try? writeAll("1", to: 3)
    close(3)
    if waitForTurn() {
      var run = JobRun(job: job, queue: queue)
      job = run.run(orders: &ordersRead)
    }
    job.ended = SystemClock.wall
    store()
    unlink(queue.orders(job.id))
    removeFolder(queue.spool(job.id))
    wake(4)
  }

  /// Wakes those that may run now: all that wait for other jobs, and so many of the first in the queue. To wake all tasks
  /// of a large array each time would take long.
  private func wake(_ count: Int) {
    var left = count
    for other in queue.jobs where other.state == .pending && other.id != job.id {
      if other.waitsForItsTurn {
        if left == 0 { continue }
        left -= 1
      } else if other.reason != "Dependency" {
        continue
      }
      if let pid = other.supervisor, queue.isAlive(other.id) { kill(pid, SIGUSR1) }
    }
  }

  private func store() { try? queue.locked { () throws(BatchError) in try queue.save(job) } }

  /// Returns whether the job is to run; otherwise it has ended.
  private mutating func waitForTurn() -> Bool {
    while true {
      if !followOrders() || !queue.isThere { return false }
      let decision = (try? queue.locked { () throws(BatchError) in try decide() }) ?? .wait("None", 1)
      switch decision {
      case .start:
        // The next may fit, too.
        wake(1)
        return true
      case .tooLate: return false
      case .wait(_, let seconds):
        if JobSignals.wait(seconds: seconds ?? 30) == SIGTERM {
          cancel()
          return false
        }
      }
    }
  }

  /// Decides, and writes down what was decided while the queue is locked, so that two jobs don't take the same cores.
  private mutating func decide() throws(BatchError) -> Turn.Decision {
    let others = queue.jobs.filter { $0.id != job.id }
    let turn = Turn(
      job: job, others: others.map(settled), node: node, now: SystemClock.wall, obstacle: obstacle)
    let decision = turn.decision
    switch decision {
    case .start: (job.state, job.reason, job.started) = (.running, "None", SystemClock.wall)
    case .tooLate: (job.state, job.reason, job.signal) = (.deadline, "DeadLine", 1)
    case .wait(let reason, _):
      if job.reason == reason { return decision }
      job.reason = reason
    }
    try queue.save(job)
    return decision
  }

  /// A job whose supervisor is gone holds nothing any more.
  private func settled(_ job: JobRecord) -> JobRecord {
    guard queue.isLost(job) else { return job }
    var job = job
    job.state = .nodeFail
    return job
  }

  /// Follows the orders for a job that waits. Returns false when it is cancelled.
  private mutating func followOrders() -> Bool {
    for order in queue.newOrders(job.id, &ordersRead) {
      switch order {
      case .cancel:
        cancel()
        return false
      case .release:
        job.request.isHeld = false
        job.reason = "None"
      case .signal, .end: break
      }
    }
    return true
  }

  private mutating func cancel() {
    job.state = .cancelled
    // Any other reason stays, as with SLURM.
    if job.reason == "Resources" || job.reason == "Priority" { job.reason = "None" }
  }
}

/// The signals that a supervisor waits for.
enum JobSignals {
  private static var all: sigset_t {
    var signals = sigset_t()
    sigemptyset(&signals)
    for number in [SIGCHLD, SIGUSR1, SIGTERM] { sigaddset(&signals, number) }
    return signals
  }

  /// Keeps them until `wait`.
  static func block() {
    var signals = all
    pthread_sigmask(SIG_BLOCK, &signals, nil)
    for number in [SIGHUP, SIGINT, SIGQUIT, SIGPIPE, SIGTSTP, SIGTTOU, SIGTTIN] { signal(number, SIG_IGN) }
  }

  /// Waits for one of them, and returns it; `nil` if none came in time.
  static func wait(seconds: Double) -> Int32? {
    var signals = all
    let whole = max(0, min(seconds, 86_400))
    var time = timespec(tv_sec: Int(whole), tv_nsec: Int((whole - whole.rounded(.down)) * 1e9))
    let number = sigtimedwait(&signals, nil, &time)
    return number > 0 ? number : nil
  }
}

extension QueueFolder {
  /// The orders that came since the last time.
  func newOrders(_ id: Int, _ read: inout Int) -> [JobOrder] {
    guard let bytes = try? readFile(orders(id)) else { return [] }
    let lines = String(decoding: bytes, as: UTF8.self).split(separator: "\n")
    defer { read = lines.count }
    return lines.dropFirst(read).compactMap { JobOrder($0) }
  }
}
