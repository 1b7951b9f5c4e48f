import Posix

extension PoolLoop {
  /// Gives every worker that has room as much as it may hold.
  func feedAll() {
    for worker in workers { feed(worker) }
    scheduleRebalance()
  }

  /// Gives a worker as much as it may hold, and sends it at once.
  func feed(_ worker: Worker) {
    guard worker.state == .ready, worker.recalled == 0, !maps.isEmpty || worker.outgoing.count > 0 else { return }
    let now = clock()
    var refusals = 0
    while refusals < maps.count, worker.inFlight.first?.isAlone != true, worker.outgoing.count < Credit.mostBytes,
      !isSpent(worker)
    {
      lastDealt = lastDealt + 1 < maps.count ? lastDealt + 1 : 0
      let map = maps[lastDealt]
      if worker.inFlight.isEmpty, let piece = map.dealer.dealSuspect() {
        hand(piece, of: map, to: worker, now, alone: true)
        break
      }
      guard worker.inFlight.count < map.credit(workers: options.workers),
        let items = map.dealer.deal(to: worker.index, itemTime: map.itemTime)
      else {
        refusals += 1
        continue
      }
      refusals = 0
      hand(items, of: map, to: worker, now)
    }
    worker.send()
    if isSpent(worker), worker.inFlight.isEmpty { dismiss(worker) }
  }

  /// True once a worker has had as many items as it may have in its life.
  private func isSpent(_ worker: Worker) -> Bool {
    guard let limit = options.itemsPerWorker else { return false }
    return worker.itemsGiven >= limit
  }

  private func hand(_ items: Range<Int>, of map: ActiveMap, to worker: Worker, _ now: UInt64, alone: Bool = false) {
    if !worker.knownMaps.contains(map.id) {
      worker.knownMaps.append(map.id)
      worker.enqueue(.openMap) { map.header.encode(into: &$0) }
    }
    worker.enqueue(.chunk) { writer in
      writer.write(map.id)
      writer.write(items.lowerBound)
      writer.write(UInt32(items.count))
      if map.job.rangeBase == nil { map.job.encode(items, into: &writer) }
    }
    if worker.inFlight.isEmpty {
      worker.lastMessage = now
      worker.nextStopCheck = now + nanoseconds(options.silenceLimit) / 4
      check(at: worker.nextStopCheck)
    }
    if map.detail == .items { check(at: now + PoolLoop.quietTime) }
    worker.inFlight.append(
      ChunkInFlight(
        map: map.id, items: items, number: worker.sent & ChunkNumber.mask, isAlone: alone,
        reportsItems: map.detail == .items))
    worker.sent &+= 1
    worker.itemsGiven += items.count
    log.add(now, .chunkHandedOut(worker: worker.index, items: items))
    if map.job.options.itemLimit != nil { check(at: now + 1_000_000) }
  }

  /// The connection to a worker has room again.
  func resumeSending(to worker: Worker) {
    worker.isBlocked = false
    guard worker.state == .ready || worker.state == .starting else { return }
    worker.send()
    if !worker.isBlocked { feed(worker) }
  }
}
