internal import CLinux
import Glibc

extension PoolLoop {
  /// Does what is due by now, and finds when the next thing is.
  func checkTimes(_ now: UInt64) {
    nextCheck = .max
    for worker in workers where worker.state != .gone {
      if now >= worker.deadline { expire(worker) } else { check(at: worker.deadline) }
      guard worker.state == .ready || worker.state == .starting else { continue }
      if worker.incoming.pending > 0 { checkSilence(of: worker, now) }
      nudge(worker, now)
      checkItem(of: worker, now)
      checkStopped(worker, now)
    }
    rebalance(now)
  }

  /// A worker that was waited for long enough.
  private func expire(_ worker: WorkerProcess) {
    worker.deadline = .max
    if worker.state == .starting {
      worker.fault = "was not ready after \(options.startLimit.inSeconds)"
      stop(worker, politely: false)
    } else {
      if worker.isMute, worker.fault == nil { worker.fault = "closed its pipe" }
      worker.signal(SIGKILL)
    }
  }

  /// Stops a worker that began a message and does not end it.
  private func checkSilence(of worker: WorkerProcess, _ now: UInt64) {
    let due = worker.lastHeard + nanoseconds(options.silenceLimit)
    guard now >= due else { return check(at: due) }
    worker.fault = "sent half a message"
    stop(worker, politely: false)
  }

  /// Stops a worker whose item takes longer than it may.
  private func checkItem(of worker: WorkerProcess, _ now: UInt64) {
    guard let chunk = worker.currentChunk ?? worker.inFlight.first,
      let limit = run(chunk.run)?.job.options.itemLimit
    else { return }
    let item = Int(cl_line_item(worker.line))
    let since = cl_line_since(worker.line)
    guard chunk.items.contains(item), cl_line_run(worker.line) == chunk.run, since <= now else {
      return checkPause(of: worker, limit, now)
    }
    let due = since + nanoseconds(limit)
    guard now >= due else { return check(at: due) }
    worker.overdue = (item, limit)
    stop(worker, politely: true)
  }

  /// Stops a worker that has items to do, is at none of them and says nothing: between two items there is nothing that
  /// could take that long.
  private func checkPause(of worker: WorkerProcess, _ limit: Duration, _ now: UInt64) {
    let due = worker.lastHeard + nanoseconds(limit) + nanoseconds(options.silenceLimit)
    guard now >= due else { return check(at: min(due, now + min(nanoseconds(limit), 10_000_000))) }
    worker.fault = "began no item though it had some"
    stop(worker, politely: false)
  }

  /// Ends a busy worker that a signal has stopped, if nobody lets it go on: no message would ever tell. Looks so rarely
  /// that it costs nothing.
  private func checkStopped(_ worker: WorkerProcess, _ now: UInt64) {
    guard !worker.inFlight.isEmpty else { return }
    guard now >= worker.nextStopLook else { return check(at: worker.nextStopLook) }
    let limit = nanoseconds(options.silenceLimit)
    worker.nextStopLook = now + max(limit / 4, 1_000_000)
    check(at: worker.nextStopLook)
    guard worker.isStopped else { return worker.stoppedSince = 0 }
    if worker.stoppedSince == 0 { worker.stoppedSince = now }
    guard now >= worker.stoppedSince + limit else { return }
    worker.fault = "had been stopped by a signal for \(options.silenceLimit.inSeconds)"
    stop(worker, politely: false)
  }

  /// How long a worker may hold news before it is asked for them: 2 ms.
  static let quiet: UInt64 = 2_000_000

  /// Sees to it that news are asked for if they don't come by themselves.
  func armNudge(_ worker: WorkerProcess) {
    if worker.inFlight.count > 1 || worker.inFlight.first?.tellsItems == true {
      check(at: worker.lastHeard + PoolLoop.quiet)
    }
  }

  /// Asks a worker in the middle of a long item for what it has gathered.
  private func nudge(_ worker: WorkerProcess, _ now: UInt64) {
    guard !worker.isNudged, worker.holdsNews else { return }
    guard now >= worker.lastHeard + PoolLoop.quiet else { return check(at: worker.lastHeard + PoolLoop.quiet) }
    worker.isNudged = true
    cl_line_nudge(worker.line)
  }

  /// Sees to it that an idle worker gets what waits behind a long chunk of another, if it still waits a moment later.
  func armRebalance() {
    guard workers.contains(where: isIdle), workers.contains(where: { $0.inFlight.count > 1 && $0.recalled == 0 })
    else { return }
    check(at: monotonicNow() + 1_000_000)
  }

  private func isIdle(_ worker: WorkerProcess) -> Bool { worker.state == .ready && worker.inFlight.isEmpty }

  /// Takes back chunks that wait behind one that takes long, where a worker has nothing to do.
  private func rebalance(_ now: UInt64) {
    guard workers.contains(where: isIdle) else { return }
    var found = false
    for worker in workers where worker.state == .ready && worker.inFlight.count > 1 && worker.recalled == 0 {
      guard let run = worker.inFlight.first.flatMap({ run($0.run) }), run.job.options.schedule.isShared else {
        continue
      }
      guard now - worker.lastHeard >= 1_000_000 else {
        check(at: worker.lastHeard + 1_000_000)
        continue
      }
      // Numbers that begin anew would compare wrongly; that is over in a moment.
      guard let first = worker.inFlight.first?.number, let last = worker.inFlight.all.last?.number, first < last else {
        continue
      }
      let kept = cl_line_take_back(worker.line)
      let back = worker.inFlight.removeAll(from: kept)
      worker.recalled = back.count
      if back.isEmpty { cl_line_give_again(worker.line) }
      for chunk in back {
        log.add(now, .chunkReturned(worker: worker.index, items: chunk.items))
        self.run(chunk.run)?.dealer.giveBack(chunk.items)
        found = true
      }
    }
    if found { feedAll() }
  }
}

extension Schedule {
  /// True where any worker may have any chunk.
  var isShared: Bool { self != .static && self != .cyclic }
}
