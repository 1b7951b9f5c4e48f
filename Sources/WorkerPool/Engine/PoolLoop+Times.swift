import Glibc
import Posix

extension PoolLoop {
  /// Does what is due by now, and finds out when something is due next.
  func checkTimes(_ now: UInt64) {
    beginChecks(now)
    for worker in workers where worker.state != .gone {
      if now >= worker.deadline { expire(worker) } else { check(at: worker.deadline) }
      guard worker.state == .ready || worker.state == .starting else { continue }
      if worker.incoming.pending > 0 { checkSilence(of: worker, now) }
      requestReport(from: worker, now)
      checkItem(of: worker, now)
      checkUnwanted(worker, now)
      checkStopped(worker, now)
    }
    rebalance(now)
  }

  /// A worker was not ready in time, or did not exit in time.
  private func expire(_ worker: Worker) {
    worker.deadline = .max
    if worker.state == .starting {
      worker.fault = "was not ready after \(options.startLimit.inWords)"
      stop(worker, politely: false)
    } else {
      if worker.hasHungUp, worker.fault == nil { worker.fault = "closed its connection" }
      worker.signal(SIGKILL)
    }
  }

  /// Stops a worker that has sent the beginning of a message and doesn't send the rest.
  private func checkSilence(of worker: Worker, _ now: UInt64) {
    let due = worker.lastMessage + nanoseconds(options.silenceLimit)
    guard now >= due else { return check(at: due) }
    worker.fault = "sent half a message"
    stop(worker, politely: false)
  }

  /// Stops a worker whose item takes longer than it may.
  private func checkItem(of worker: Worker, _ now: UInt64) {
    let position = worker.gauge.position
    guard let chunk = worker.chunk(at: position) ?? worker.inFlight.first,
      let limit = map(chunk.map)?.job.options.itemLimit
    else { return }
    guard let item = position.item, chunk.items.contains(item), position.map == chunk.map, position.since <= now else {
      return checkPause(of: worker, limit, now)
    }
    let due = position.since + nanoseconds(limit)
    guard now >= due else { return check(at: due) }
    worker.overdue = (item, limit)
    stop(worker, politely: true)
  }

  /// Stops a worker that has items, works on none of them and sends nothing: nothing between two items takes that long.
  private func checkPause(of worker: Worker, _ limit: Duration, _ now: UInt64) {
    let due = worker.lastMessage + nanoseconds(limit) + nanoseconds(options.silenceLimit)
    guard now >= due else { return check(at: min(due, now + min(nanoseconds(limit), 10_000_000))) }
    worker.fault = "had items but began none of them"
    stop(worker, politely: false)
  }

  /// Stops a worker that continues to work on an item of a map that has ended early, so that it is free for others.
  private func checkUnwanted(_ worker: Worker, _ now: UInt64) {
    guard let chunk = worker.chunk(at: worker.gauge.position) ?? worker.inFlight.first, map(chunk.map) == nil else {
      return worker.unwanted = nil
    }
    if worker.unwanted?.chunk != chunk.number { worker.unwanted = (chunk.number, since: now) }
    let due = (worker.unwanted?.since ?? now) + nanoseconds(options.grace)
    guard now >= due else { return check(at: due) }
    worker.isUnwanted = true
    stop(worker, politely: true)
  }

  /// Kills a busy worker that a signal has stopped, unless it is continued in time: it would never send anything. This
  /// is checked so rarely that it costs nothing.
  private func checkStopped(_ worker: Worker, _ now: UInt64) {
    guard !worker.inFlight.isEmpty else { return }
    guard now >= worker.nextStopCheck else { return check(at: worker.nextStopCheck) }
    let limit = nanoseconds(options.silenceLimit)
    worker.nextStopCheck = now + max(limit / 4, 1_000_000)
    check(at: worker.nextStopCheck)
    guard worker.link.isStopped else { return worker.stoppedSince = 0 }
    if worker.stoppedSince == 0 { worker.stoppedSince = now }
    guard now >= worker.stoppedSince + limit else { return }
    worker.fault = "had been stopped by a signal for \(options.silenceLimit.inWords)"
    stop(worker, politely: false)
  }

  /// How long a worker may hold back its reports before it is asked for them: 2 ms.
  static let quietTime: UInt64 = 2_000_000

  /// Makes sure that a worker is asked for its news if it doesn't send it by itself.
  func scheduleReportRequest(to worker: Worker) {
    if worker.inFlight.count > 1 || worker.inFlight.first?.reportsItems == true {
      check(at: worker.lastMessage + PoolLoop.quietTime)
    }
  }

  /// Asks a worker in the middle of a long item for what it has gathered.
  private func requestReport(from worker: Worker, _ now: UInt64) {
    guard !worker.isReportRequested, worker.hasNews else { return }
    let due = worker.lastMessage + PoolLoop.quietTime
    guard now >= due else { return check(at: due) }
    worker.isReportRequested = true
    worker.gauge.requestReport()
  }
}
