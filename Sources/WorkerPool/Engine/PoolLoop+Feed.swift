import Posix

extension PoolLoop {
  /// Gives every worker that has room as much as it may hold.
  func feedAll() {
    for worker in workers {
      feed(worker)
      if maps.dealable == 0 { break }
    }
    scheduleRebalance()
  }

  /// Gives a worker as much as it may hold, and sends it at once.
  func feed(_ worker: Worker) {
    guard worker.state == .ready, worker.recalled == 0, !maps.isEmpty || !worker.outgoing.bytes.isEmpty else { return }
    let now = clock()
    var refusals = 0
    while refusals < mostRefusals(of: worker), let map = maps.current, worker.inFlight.first?.isAlone != true,
      worker.outgoing.bytes.count < Credit.mostBytes, !isSpent(worker)
    {
      // Changing the table costs more than looking at it, so that is not done in vain.
      if maps.dealable > 1 { maps.advance() }
      if worker.inFlight.isEmpty, let piece = map.dealer.dealSuspect() {
        if map.dealer.isEmpty { maps.retire(map) }
        hand(piece, of: map, to: worker, now, alone: true)
        break
      }
      guard worker.inFlight.count < map.credit(workers: options.workers),
        let items = map.dealer.deal(to: worker.index, itemTime: map.itemTime)
      else {
        refusals += 1
        continue
      }
      if map.dealer.isEmpty { maps.retire(map) }
      refusals = 0
      hand(items, of: map, to: worker, now)
    }
    worker.send()
    if isSpent(worker), worker.inFlight.isEmpty { dismiss(worker) }
  }

  /// How many maps to ask in vain for items for a worker: all of them if it is idle, otherwise a few.
  private func mostRefusals(of worker: Worker) -> Int {
    worker.inFlight.isEmpty ? maps.dealable : min(maps.dealable, 8)
  }

  /// True once a worker has had as many items as it may have in its life.
  private func isSpent(_ worker: Worker) -> Bool {
    guard let limit = options.itemsPerWorker else { return false }
    return worker.itemsGiven >= limit
  }

  private func hand(_ items: Range<Int>, of map: ActiveMap, to worker: Worker, _ now: UInt64, alone: Bool = false) {
    if !worker.knownMaps.contains(map.id) {
      worker.knownMaps.append(map.id)
      map.knowers.insert(worker.index)
      worker.enqueue(.openMap) { map.header.encode(into: &$0) }
    }
    guard let (items, slot) = enqueue(items, of: map, to: worker) else { return }
    if worker.inFlight.isEmpty {
      worker.lastMessage = now
      worker.nextStopCheck = now + nanoseconds(options.silenceLimit) / 4
      check(at: worker.nextStopCheck)
    }
    if map.detail == .items { check(at: now + PoolLoop.quietTime) }
    worker.inFlight.append(
      ChunkInFlight(
        map: map.id, items: items, next: items.lowerBound, number: worker.sent & ChunkNumber.mask, isAlone: alone,
        slot: slot, reportsItems: map.detail == .items))
    worker.sent &+= 1
    worker.itemsGiven += items.count
    log.add(now, .chunkHandedOut(worker: worker.index, items: items))
    if map.job.options.itemLimit != nil { check(at: now + 1_000_000) }
  }

  /// Adds a chunk to what waits to be sent: as many of the items as fit into a message. The others are dealt again. If not
  /// even the first one fits, it fails.
  private func enqueue(_ items: Range<Int>, of map: ActiveMap, to worker: Worker) -> (Range<Int>, slot: UInt8?)? {
    var items = items
    while true {
      let frame = worker.enqueue(.chunk) { writer in
        ChunkHead(map: map.id, items: items).encode(into: &writer)
        if map.job.rangeBase == nil { map.job.encode(items, into: &writer) }
      }
      let size = frame.count - WireFrame.headerSize - ChunkHead.size
      guard size > options.maximumFrameSize else {
        guard frame.upperBound >= SharedSlots.smallestMessage else { return (items, nil) }
        return (items, worker.placeInputs(of: frame.lowerBound, ChunkHead(map: map.id, items: items)))
      }
      worker.outgoing.truncate(to: frame.lowerBound)
      let half = items.lowerBound..<(items.lowerBound + items.count / 2)
      guard !half.isEmpty else {
        fail(
          items.lowerBound, of: map, worker,
          .notSent(
            message:
              "its input takes \(size) bytes, but at most \(options.maximumFrameSize) are allowed: make it smaller, "
              + "or set a larger PoolOptions.maximumFrameSize"))
        return nil
      }
      maps.giveBack(half.upperBound..<items.upperBound, to: map)
      items = half
    }
  }

  /// The largest message that a worker may send: results and, besides them, failures and times.
  var largestMessage: Int { options.maximumFrameSize + 4 << 20 }

  /// The connection to a worker has room again.
  func resumeSending(to worker: Worker) {
    worker.isBlocked = false
    guard worker.state == .ready || worker.state == .starting else { return }
    worker.send()
    if !worker.isBlocked { feed(worker) }
  }
}
