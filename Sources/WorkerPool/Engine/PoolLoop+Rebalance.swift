extension PoolLoop {
  /// Makes sure that an idle worker gets what waits behind another worker's long chunk, if it still waits a moment later.
  func scheduleRebalance() {
    let now = clock()
    // Looking through all workers takes its time, so once it is planned, it isn't done again.
    guard now >= nextRebalance else { return }
    guard workers.contains(where: \.isIdle), workers.contains(where: { $0.inFlight.count > 1 && $0.recalled == 0 })
    else { return }
    nextRebalance = now + PoolLoop.longTime
    check(at: nextRebalance)
  }

  /// How long a chunk must have taken before the chunks behind it are given to others: 1 ms.
  private static let longTime: UInt64 = 1_000_000

  /// If a worker is idle, takes back the chunks that wait behind others' long ones, and deals them again.
  func rebalance(_ now: UInt64) {
    guard workers.contains(where: \.isIdle) else { return }
    var found = false
    for worker in workers where worker.state == .ready && worker.inFlight.count > 1 && worker.recalled == 0 {
      guard let map = worker.inFlight.first.flatMap({ map($0.map) }), map.job.options.schedule.isShared else {
        continue
      }
      let due = worker.lastMessage + PoolLoop.longTime
      guard now >= due else {
        check(at: due)
        continue
      }
      // Chunk numbers restart at 0 now and then; old and new ones can't be compared.
      guard let first = worker.inFlight.first?.number, let last = worker.inFlight.all.last?.number, first < last else {
        continue
      }
      // A worker on another machine answers later.
      if let first = worker.gauge.takeBack() { found = takeBack(from: first, of: worker, now) || found }
    }
    if found { feedAll() }
  }

  /// A worker on another machine has answered which chunks it leaves to others. It begins none until it may again, so
  /// this can't wait.
  func finishTakingBack(from worker: Worker) {
    guard worker.state == .ready, let first = worker.gauge.takeBack() else { return }
    if takeBack(from: first, of: worker, clock()) { feedAll() }
  }

  /// Returns the chunks from this number on to their maps. Returns whether there are any.
  private func takeBack(from first: UInt32, of worker: Worker, _ now: UInt64) -> Bool {
    let chunks = worker.inFlight.removeAll(from: first)
    worker.recalled = chunks.count
    if chunks.isEmpty { worker.gauge.giveAgain() }
    for chunk in chunks {
      // It has not begun the chunk and never will.
      worker.freeSlot(of: chunk)
      log.add(now, .chunkReturned(worker: worker.index, items: chunk.items))
      if let map = map(chunk.map) { maps.giveBack(chunk.items, to: map) }
    }
    return !chunks.isEmpty
  }
}

extension Schedule {
  /// True if any worker may have any chunk.
  var isShared: Bool { self != .static && self != .cyclic }
}
