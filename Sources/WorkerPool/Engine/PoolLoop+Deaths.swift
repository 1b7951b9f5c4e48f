internal import CLinux
import Glibc

extension PoolLoop {
  /// A worker's process has ended: its last results are taken in, its items given back, and another started for it.
  func bury(_ worker: WorkerProcess) {
    let was = worker.state
    // From here on it gets nothing more, whatever its last words make the pool do.
    worker.state = .stopping
    drain(worker)
    // Its process group may have members left; until it is reaped nobody else can have its number.
    worker.signal(SIGKILL)
    var status = siginfo_t()
    waitid(P_PIDFD, id_t(worker.pidfd.number), &status, WEXITED)
    // As much as a pipe holds; no more, because a process that left the group may still write to it.
    for _ in 0..<64 where !readOutput(of: worker) { break }
    let now = monotonicNow()
    if let text = worker.tap.rest() { log.add(now, .workerOutput(worker: worker.index, text: text)) }
    let code = status._sifields._sigchld.si_status
    let end = status.si_code == CLD_EXITED ? WorkerEnd.exited(code: code) : .signalled(signal: code)
    log.add(now, .workerEnded(worker: worker.index, pid: worker.pid, end: end))
    worker.state = .gone
    worker.deadline = .max
    if worker.isBlocked { poller.forget(worker.orders.number) }
    for descriptor in [worker.answers, worker.output, worker.pidfd] { poller.forget(descriptor.number) }
    for descriptor in [worker.orders, worker.answers, worker.output, worker.pidfd] { descriptor.shut() }
    guard closing == nil, broken == nil else { return }

    let item = worker.currentChunk == nil ? nil : Int(cl_line_item(worker.line))
    let death = WorkerDeath(
      worker: worker.index, pid: worker.pid, end: end, item: item, fault: worker.fault,
      lastWords: worker.tap.lastWords)
    // A program that ends by itself, or can't get ready in time, will do so again: it is no worker.
    if !worker.hasBeenReady, worker.generation == 0, death.fault != nil || end.isOwnWill {
      return fail(notStarted(worker, death))
    }
    if was != .dismissed, worker.overdue == nil {
      guard options.onWorkerDeath == .replace else { return fail(.workerDied(death)) }
      deaths[worker.index].removeAll { now - $0 > nanoseconds(options.respawnLimit.period) }
      deaths[worker.index].append(now)
      guard deaths[worker.index].count <= options.respawnLimit.count else {
        return fail(
          worker.hasBeenReady ? .tooManyDeaths(death, limit: options.respawnLimit) : notStarted(worker, death))
      }
    }
    returnItems(of: worker, death)
    guard broken == nil else { return }
    replace(worker)
  }

  private func notStarted(_ worker: WorkerProcess, _ death: WorkerDeath) -> PoolError {
    var reason = death.fault.map { "it \($0), and " } ?? "it "
    switch death.end {
    case .exited(let code):
      reason += "ended with code \(code) before it was ready; does its program call WorkerMain.runIfAsked?"
    case .signalled(let signal): reason += "was ended by \(signalName(signal)) before it was ready"
    }
    let last = death.lastWords.split(separator: "\n").last ?? ""
    if !last.isEmpty { reason += " (it had written: \(last))" }
    return .workerDidNotStart(worker: worker.index, pid: worker.pid, reason: reason)
  }

  /// Gives back what a dead worker held. The item it was at goes alone, so that a second death there is that item's.
  private func returnItems(of worker: WorkerProcess, _ death: WorkerDeath) {
    let now = monotonicNow()
    var culprit = worker.overdue?.item ?? death.item
    let culpritRun = cl_line_run(worker.line)
    let chunks = worker.inFlight.removeAll()
    // It went on after it had done wrong; only where it held a single item is it known which one that was.
    let isMystery = culprit == nil && worker.fault != nil
    if isMystery, let only = chunks.first, only.isAlone, only.items.count == 1 { culprit = only.items.lowerBound }
    for chunk in chunks {
      guard let run = run(chunk.run) else { continue }
      log.add(now, .chunkReturned(worker: worker.index, items: chunk.items))
      if let culprit, chunk.items.contains(culprit), isMystery || chunk.run == culpritRun {
        run.dealer.giveBack((culprit + 1)..<chunk.items.upperBound)
        run.dealer.giveBack(chunk.items.lowerBound..<culprit)
        blame(culprit, of: run, worker, death)
      } else if isMystery {
        run.dealer.suspect(chunk.items)
      } else {
        run.dealer.giveBack(chunk.items)
      }
    }
  }

  /// An item was being done when its worker died: it is tried again once.
  private func blame(_ item: Int, of run: MapRun, _ worker: WorkerProcess, _ death: WorkerDeath) {
    let count = run.deaths[item, default: 0] + 1
    run.deaths[item] = count
    if let overdue = worker.overdue {
      abandon(item, of: run, death, .tookTooLong(limit: overdue.limit))
    } else if count >= 2 {
      abandon(item, of: run, death, .killedWorkers(count: count, end: death.end))
    } else {
      run.dealer.suspect(item..<(item + 1))
    }
  }

  /// An item has no result and will have none.
  private func abandon(_ item: Int, of run: MapRun, _ death: WorkerDeath, _ reason: ItemFailure.Reason) {
    let failure = ItemFailure(item: item, worker: death.worker, pid: death.pid, reason: reason)
    log.add(monotonicNow(), .itemFailed(worker: death.worker, item: item, message: failure.description))
    guard run.job.keepsFailures else { return end(run, .itemFailed(failure)) }
    var nothing = WireReader(UnsafeRawBufferPointer(start: nil, count: 0))
    // Nothing is read for an item that failed, so nothing can be wrong with it.
    try? run.job.accept(item..<(item + 1), failures: [failure], from: &nothing)
    run.missing -= 1
    if run.isDone { end(run, nil) }
  }

  private func replace(_ worker: WorkerProcess) {
    do throws(PoolError) {
      workers[worker.index] = try start(worker.index, generation: worker.generation + 1)
      feedAll()
    } catch {
      fail(error)
    }
  }
}
