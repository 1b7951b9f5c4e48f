internal import CLinux

extension PoolLoop {
  /// Gives every worker that has room as much as it may hold.
  func feedAll() {
    for worker in workers { feed(worker) }
    armRebalance()
  }

  /// Gives a worker as much as it may hold, and writes it at once.
  func feed(_ worker: WorkerProcess) {
    guard worker.state == .ready, worker.recalled == 0, !runs.isEmpty || worker.outgoing.count > 0 else { return }
    let now = monotonicNow()
    var refusals = 0
    while refusals < runs.count, worker.inFlight.first?.isAlone != true, worker.outgoing.count < Credit.mostBytes,
      !isSpent(worker)
    {
      turn = turn + 1 < runs.count ? turn + 1 : 0
      let run = runs[turn]
      if worker.inFlight.isEmpty, let piece = run.dealer.dealSuspect() {
        hand(piece, of: run, to: worker, now, alone: true)
        break
      }
      guard worker.inFlight.count < run.credit(workers: options.workers),
        let items = run.dealer.deal(to: worker.index, itemTime: run.itemTime)
      else {
        refusals += 1
        continue
      }
      refusals = 0
      hand(items, of: run, to: worker, now)
    }
    push(worker)
    if isSpent(worker), worker.inFlight.isEmpty { dismiss(worker) }
  }

  /// True once a worker has had the items it may have in its life.
  private func isSpent(_ worker: WorkerProcess) -> Bool {
    guard let limit = options.itemsPerWorker else { return false }
    return worker.itemsGiven >= limit
  }

  private func hand(_ items: Range<Int>, of run: MapRun, to worker: WorkerProcess, _ now: UInt64, alone: Bool = false) {
    if !worker.knownRuns.contains(run.id) {
      worker.knownRuns.append(run.id)
      let frame = worker.outgoing.beginFrame(Order.openRun.rawValue)
      run.header.encode(into: &worker.outgoing)
      worker.outgoing.endFrame(frame)
    }
    let frame = worker.outgoing.beginFrame(Order.chunk.rawValue)
    worker.outgoing.put(run.id)
    worker.outgoing.put(items.lowerBound)
    worker.outgoing.put(UInt32(items.count))
    if run.job.rangeBase == nil { run.job.encode(items, into: &worker.outgoing) }
    worker.outgoing.endFrame(frame)
    if worker.inFlight.isEmpty {
      worker.lastHeard = now
      worker.nextStopLook = now + nanoseconds(options.silenceLimit) / 4
      check(at: worker.nextStopLook)
    }
    if run.detail == .items { check(at: now + PoolLoop.quiet) }
    worker.inFlight.append(
      ChunkInFlight(
        run: run.id, items: items, number: worker.sent & ChunkNumber.mask, isAlone: alone,
        tellsItems: run.detail == .items))
    worker.sent &+= 1
    worker.itemsGiven += items.count
    log.add(now, .chunkHandedOut(worker: worker.index, items: items))
    if run.job.options.itemLimit != nil { check(at: now + 1_000_000) }
  }

  /// Writes what waits for a worker; where its pipe is full, the rest when there is room again.
  func push(_ worker: WorkerProcess) {
    guard worker.outgoing.count > 0, !worker.isBlocked, worker.writeOut() else { return }
    worker.isBlocked = true
    poller.watchWriting(worker.orders.number, as: Poller.Token(worker, .orders))
  }

  /// The pipe to a worker has room again.
  func resumeWriting(to worker: WorkerProcess) {
    poller.forget(worker.orders.number)
    worker.isBlocked = false
    push(worker)
    if !worker.isBlocked { feed(worker) }
  }

  /// Tells a worker that no more will come: it ends by itself when it has done what it holds.
  func dismiss(_ worker: WorkerProcess) {
    guard worker.state == .ready else { return }
    worker.state = .dismissed
    if worker.isBlocked { poller.forget(worker.orders.number) }
    worker.orders.shut()
    worker.deadline = monotonicNow() + nanoseconds(options.grace)
    check(at: worker.deadline)
  }
}
