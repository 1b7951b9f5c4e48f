import Glibc
import Posix

extension PoolLoop {
  /// A worker's process has ended: takes in its last results, returns its other items to their maps, and replaces it.
  func handleEnd(of worker: Worker) {
    let was = worker.state
    // Its last messages must not cause it to be given more items.
    worker.state = .stopping
    receiveRest(from: worker)
    let end = worker.link.reap()
    // As much as a pipe holds, and no more: a process that left the worker's group may still be writing to it.
    for _ in 0..<64 where !receiveOutput(of: worker) { break }
    worker.link.close()
    let now = clock()
    if let text = worker.output.rest() { log.add(now, .workerOutput(worker: worker.index, text: text)) }
    log.add(now, .workerEnded(worker: worker.index, pid: worker.pid, end: end))
    worker.state = .gone
    worker.deadline = .max
    guard closing == nil, broken == nil else { return }

    let position = worker.gauge.position
    let death = WorkerDeath(
      worker: worker.index, pid: worker.pid, end: end, item: worker.chunk(at: position) == nil ? nil : position.item,
      fault: worker.fault, lastWords: worker.output.lastWords)
    // If the first process of a worker exits before it is ready, or isn't ready in time, retrying won't help.
    if !worker.hasBeenReady, worker.generation == 0, death.fault != nil || end.isExit {
      return fail(didNotStart(worker, death))
    }
    // The next process would reach the same limit.
    if end == .signalled(signal: SIGXCPU) { return fail(.usedUpTime(death)) }
    if was != .dismissed, worker.overdue == nil, !worker.isUnwanted {
      guard options.onWorkerDeath == .replace else { return fail(.workerDied(death)) }
      // An item can't end more than two workers, so deaths at items need no limit.
      if culprit(of: worker, death) == nil, isOverLimit(worker, now) {
        return fail(
          worker.hasBeenReady ? .tooManyDeaths(death, limit: options.respawnLimit) : didNotStart(worker, death))
      }
    }
    returnItems(of: worker, death, map: position.map)
    if broken == nil { replace(worker) }
  }

  /// Counts a death that no item explains, and returns whether it is one too many.
  private func isOverLimit(_ worker: Worker, _ now: UInt64) -> Bool {
    deaths[worker.index].removeAll { now - $0 > nanoseconds(options.respawnLimit.period) }
    deaths[worker.index].append(now)
    return deaths[worker.index].count > options.respawnLimit.count
  }

  /// The item that a worker's death is blamed on; `nil` if none explains it.
  private func culprit(of worker: Worker, _ death: WorkerDeath) -> Int? {
    if worker.isUnwanted { return nil }
    if let item = worker.overdue?.item ?? death.item { return item }
    // It went on after its fault, so its gauge says nothing. The item is known only if it was the only one.
    guard worker.fault != nil, let only = worker.inFlight.first, only.isAlone, only.items.count == 1 else { return nil }
    return only.items.lowerBound
  }

  private func didNotStart(_ worker: Worker, _ death: WorkerDeath) -> PoolError {
    var reason = death.fault.map { "it \($0), and " } ?? "it "
    // On another machine, there may have been no process at all; then this is the end of the program that starts it.
    let hasRun = worker.pid != 0 || !worker.link.host.isEmpty
    if !hasRun, death.fault == nil { reason = "the program that starts it " }
    switch death.end {
    case .exited(let code):
      reason += "exited with code \(code) before it was ready"
      if hasRun { reason += "; does its program call WorkerMain.runIfAsked?" }
    case .signalled(let signal): reason += "was killed by \(signalName(signal)) before it was ready"
    case .lost where hasRun: reason += "was lost with its connection before it was ready"
    case .lost: reason = "all connections to other machines were lost, and no other came"
    }
    if !death.lastLine.isEmpty { reason += " (its last output: \(death.lastLine))" }
    return .workerDidNotStart(worker: worker.index, pid: worker.pid, reason: reason)
  }

  /// Gives the items of a dead worker back to their maps. The item it was working on is sent out alone next time, so
  /// that a second death there can only be that item's fault.
  private func returnItems(of worker: Worker, _ death: WorkerDeath, map culpritMap: UInt32) {
    let now = clock()
    let isMystery = worker.overdue == nil && death.item == nil && worker.fault != nil
    let culprit = culprit(of: worker, death)
    for chunk in worker.inFlight.removeAll() {
      guard let map = map(chunk.map) else { continue }
      log.add(now, .chunkReturned(worker: worker.index, items: chunk.unanswered))
      if let culprit, chunk.unanswered.contains(culprit), isMystery || chunk.map == culpritMap {
        maps.giveBack((culprit + 1)..<chunk.unanswered.upperBound, to: map)
        maps.giveBack(chunk.unanswered.lowerBound..<culprit, to: map)
        blame(culprit, of: map, worker, death)
      } else if isMystery {
        maps.suspect(chunk.unanswered, of: map)
      } else {
        maps.giveBack(chunk.unanswered, to: map)
      }
    }
  }

  /// A worker died while it worked on this item, which is tried once more.
  private func blame(_ item: Int, of map: ActiveMap, _ worker: Worker, _ death: WorkerDeath) {
    let count = map.deaths[item, default: 0] + 1
    map.deaths[item] = count
    if let overdue = worker.overdue {
      fail(item, of: map, worker, .tookTooLong(limit: overdue.limit))
    } else if count >= 2 {
      fail(item, of: map, worker, .killedWorkers(count: count, end: death.end, lastWords: death.lastLine))
    } else {
      maps.suspect(item..<(item + 1), of: map)
    }
  }

  /// An item fails for good.
  func fail(_ item: Int, of map: ActiveMap, _ worker: Worker, _ reason: ItemFailure.Reason) {
    let failure = ItemFailure(item: item, worker: worker.index, pid: worker.pid, reason: reason)
    log.add(clock(), .itemFailed(worker: worker.index, item: item, message: failure.description))
    guard map.job.keepsFailures else { return end(map, .itemFailed(failure)) }
    var nothing = WireReader(UnsafeRawBufferPointer(start: nil, count: 0))
    // Can't throw: nothing is read for an item that failed.
    try? map.job.accept(item..<(item + 1), failures: [failure], from: &nothing)
    map.missing -= 1
    if map.isDone { end(map, nil) }
  }
}
