/// The pool's one thread: it launches the workers, deals items, takes results, replaces workers that die, and ends them.
///
/// Everything here belongs to that thread. Callers reach it through the mailbox. It reaches workers only through its
/// launcher and reads the time only from its clock, so that a test can drive it without processes.
final class PoolLoop {
  let options: PoolOptions
  let launcher: any Launcher
  let mailbox: RequestMailbox
  /// Nanoseconds of the pool's clock.
  let clock: () -> UInt64
  var log: EventLog
  var workers: [Worker] = []
  /// The maps that are not done.
  var maps = MapTable()
  var nextMap: UInt32 = 1
  /// When each worker died in the last while, for the respawn limit.
  var deaths: [[UInt64]]
  /// Why the pool can do nothing more; `nil` while it can.
  var broken: PoolError?
  var readyWaiters: [@Sendable (PoolError?) -> Void] = []
  /// Who waits for the end of the pool; `nil` while it isn't closed.
  var closing: [@Sendable () -> Void]?
  /// When `checkTimes` must be called next, whatever is reported.
  private(set) var nextCheck = UInt64.max
  /// `checkTimes` isn't called before this time: it looks at every worker, and with many workers, something would be due
  /// at every moment.
  private var earliestCheck: UInt64 = 0
  /// When `rebalance` is called because a worker is idle; 0 if that isn't planned.
  var nextRebalance: UInt64 = 0

  init(
    options: PoolOptions, launcher: any Launcher, mailbox: RequestMailbox, clock: @escaping () -> UInt64,
    events: (@Sendable ([PoolEvent]) -> Void)?
  ) {
    self.options = options
    self.launcher = launcher
    self.mailbox = mailbox
    self.clock = clock
    log = EventLog(sink: events)
    deaths = Array(repeating: [], count: options.workers)
  }

  /// Works until the pool is closed and no worker is left. Returns what to call after the loop itself is gone.
  func run() -> [@Sendable () -> Void] {
    while !hasEnded { step() }
    return finish()
  }

  /// True once the pool is closed and no worker is left.
  var hasEnded: Bool { closing != nil && !workers.contains { $0.state != .gone } }

  /// Does what is due, then waits until something happens and handles it.
  func step() {
    let now = clock()
    if now >= nextCheck { checkTimes(now) }
    launcher.wait(milliseconds: patience) { report in handle(report) }
    log.flushIfDue(clock())
  }

  private func finish() -> [@Sendable () -> Void] {
    let now = clock()
    log.add(now, .poolEnded)
    log.flush(now)
    mailbox.end()
    return closing ?? []
  }

  /// How many milliseconds to wait at most; -1 without limit.
  private var patience: Int32 {
    let now = clock()
    var wait: Int32 = log.hasPending ? 2 : -1
    if nextCheck != .max {
      let due = nextCheck > now ? Int32(min(60_000, (nextCheck - now + 999_999) / 1_000_000)) : 0
      wait = wait < 0 ? due : min(wait, due)
    }
    return wait
  }

  /// Makes sure that `checkTimes` is called by this time.
  func check(at time: UInt64) { nextCheck = min(nextCheck, max(time, earliestCheck)) }

  /// Checks everything again, and then not for a microsecond for each worker.
  func beginChecks(_ now: UInt64) {
    earliestCheck = now + UInt64(workers.count) * 1_000
    nextCheck = .max
    nextRebalance = 0
  }

  /// Handles what the launcher reports.
  func handle(_ report: LauncherReport) {
    switch report {
    case .requests:
      for request in mailbox.takeAll() { handle(request) }
    case .worker(let index, let generation, let change):
      guard workers.indices.contains(index) else { return }
      let worker = workers[index]
      // A report of a process that has ended or been replaced comes too late.
      guard worker.generation == generation, worker.state != .gone else { return }
      switch change {
      case .takenBack: finishTakingBack(from: worker)
      case .message: receive(from: worker)
      case .room: resumeSending(to: worker)
      case .output: receiveOutput(of: worker)
      case .end: handleEnd(of: worker)
      }
    }
  }

  /// The map with this number, if it is not done.
  func map(_ id: UInt32) -> ActiveMap? { maps.find(id) }
}
