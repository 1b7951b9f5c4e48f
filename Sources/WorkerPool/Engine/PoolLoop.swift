internal import CLinux
import Glibc

/// The pool's one thread: it starts the workers, deals, listens, replaces, ends.
///
/// Everything here belongs to that thread. Callers reach it through the mailbox, and samplers through the shared page.
final class PoolLoop {
  let options: PoolOptions
  let mailbox: Mailbox
  let page: SharedPage
  let launch: Launch
  let poller: Poller
  let host: String
  var log: EventLog
  var workers: [WorkerProcess] = []
  /// Maps that are being done, in the order they came.
  var runs: [MapRun] = []
  var nextRun: UInt32 = 1
  /// Whose turn it is among the maps.
  var turn = 0
  /// When each worker died lately, for the respawn limit.
  var deaths: [[UInt64]]
  /// Why the pool can do nothing more, once that is so.
  var broken: PoolError?
  var readyWaiters: [@Sendable (PoolError?) -> Void] = []
  var closing: (@Sendable () -> Void)?
  /// When something is due that no descriptor will tell.
  var nextCheck = UInt64.max

  init(
    options: PoolOptions, mailbox: Mailbox, page: SharedPage, pageFile: Descriptor,
    events: (@Sendable ([PoolEvent]) -> Void)?
  ) throws(PoolError) {
    self.options = options
    self.mailbox = mailbox
    self.page = page
    launch = Launch(command: options.command, page: pageFile)
    poller = try Poller()
    host = hostName()
    log = EventLog(sink: events)
    deaths = Array(repeating: [], count: options.workers)
    try poller.watch(mailbox.wake.number, as: .mailbox)
  }

  /// Works until the pool is closed and no worker is left; gives back whom to tell so.
  func run() -> (@Sendable () -> Void)? {
    while closing == nil || workers.contains(where: { $0.state != .gone }) {
      let now = monotonicNow()
      if now >= nextCheck { checkTimes(now) }
      poller.wait(milliseconds: patience(now)) { token in handle(token) }
      log.flushIfDue(monotonicNow())
    }
    let now = monotonicNow()
    log.add(now, .poolEnded)
    log.flush(now)
    mailbox.close()
    return closing
  }

  /// How long may be waited: -1 for ever.
  private func patience(_ now: UInt64) -> Int32 {
    let now = monotonicNow()
    var wait: Int32 = log.hasPending ? 2 : -1
    if nextCheck != .max {
      let due = nextCheck > now ? Int32(min(60_000, (nextCheck - now + 999_999) / 1_000_000)) : 0
      wait = wait < 0 ? due : min(wait, due)
    }
    return wait
  }

  /// Has `checkTimes` called by this time.
  func check(at time: UInt64) { nextCheck = min(nextCheck, time) }

  private func handle(_ token: Poller.Token) {
    guard token != .mailbox else {
      for request in mailbox.takeAll() { obey(request) }
      return
    }
    guard token.worker < workers.count else { return }
    let worker = workers[token.worker]
    // News of a process that was replaced meanwhile.
    guard worker.generation & 0xffff == token.generation, worker.state != .gone else { return }
    switch token.channel {
    case .answers: listen(to: worker)
    case .orders: resumeWriting(to: worker)
    case .output: readOutput(of: worker)
    case .death: bury(worker)
    }
  }

  /// The run of this number, if it has not ended.
  func run(_ id: UInt32) -> MapRun? {
    for run in runs where run.id == id { return run }
    return nil
  }

  /// Says what a worker printed; false where there was nothing to read.
  @discardableResult
  func readOutput(of worker: WorkerProcess) -> Bool {
    withUnsafeTemporaryAllocation(byteCount: 1 << 14, alignment: 1) { memory in
      let got = read(worker.output.number, memory.baseAddress, memory.count)
      if got > 0 {
        if let text = worker.tap.take(UnsafeRawBufferPointer(rebasing: memory[..<got])) {
          log.add(monotonicNow(), .workerOutput(worker: worker.index, text: text))
        }
      } else if got == 0 || errno != EAGAIN && errno != EINTR {
        poller.forget(worker.output.number)
      }
      return got > 0
    }
  }
}

/// What this machine is called.
func hostName() -> String {
  withUnsafeTemporaryAllocation(of: CChar.self, capacity: 256) { name in
    guard let start = name.baseAddress, gethostname(start, 255) == 0 else { return "localhost" }
    name[255] = 0
    return String(cString: start)
  }
}
