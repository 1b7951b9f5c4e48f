/// A map that is not done yet.
final class ActiveMap {
  let id: UInt32
  let job: MapJob
  let detail: EventDetail
  /// Deals its items. The table of maps has to know when it has none, or some again.
  var dealer: Dealer
  /// The maps after and before this one among those that have items to deal; `nil` if it has none.
  var next: ActiveMap?
  unowned var previous: ActiveMap?
  /// How many items have no result yet.
  var missing: Int
  /// Nanoseconds that an item takes, smoothed; `nil` before the first chunk is done.
  private(set) var itemTime: Double?
  /// Nanoseconds that a chunk takes, smoothed.
  private(set) var chunkTime: Double?
  /// The workers that have had items of it.
  var knowers: Set<Int> = []
  /// How many workers died at an item.
  var deaths: [Int: Int] = [:]

  init(id: UInt32, job: MapJob, workers: Int, detail: EventDetail) {
    self.id = id
    self.job = job
    self.detail = detail
    let items = job.itemCount
    missing = items
    dealer = Dealer(items: items, workers: workers, chunk: job.options.chunk, schedule: job.options.schedule)
  }

  /// True once every item has its result and no more items will come.
  var isDone: Bool { missing == 0 && job.isWhole(at: dealer.available) }

  /// Learns from a chunk that took this long.
  func learn(items: Int, nanoseconds: UInt64) {
    let took = Double(nanoseconds)
    chunkTime = chunkTime.map { $0 + (took - $0) / 8 } ?? took
    let each = took / Double(max(1, items))
    itemTime = itemTime.map { $0 + (each - $0) / 8 } ?? each
  }

  /// How many chunks a worker may hold at once.
  ///
  /// One until it is known how long they take. One as well if a chunk takes 10 ms or more, so that the next worker that
  /// is free gets the next chunk. Otherwise a second one waits, so that the worker needn't; if chunks are shorter than
  /// the way to the pool and back, as many as fill that time. The last chunks are spread evenly.
  func credit(workers: Int) -> Int {
    guard let chunkTime else { return 1 }
    if chunkTime >= 10_000_000 { return 1 }
    let deep = chunkTime > 100_000 ? 2 : min(Credit.most, 2 + Int(200_000 / max(chunkTime, 1)))
    if !job.options.schedule.isShared { return deep }
    let left = dealer.undealt / (dealer.typicalChunk(itemTime: itemTime) * workers)
    return max(1, min(deep, left))
  }

  /// What a worker has to know of the map.
  var header: MapHeader {
    MapHeader(
      id: id, task: job.task, types: job.types, rangeBase: job.rangeBase, reportsItems: detail == .items,
      isTimed: job.options.itemLimit != nil, stopsAtFailure: !job.keepsFailures, seed: job.options.seed)
  }
}

/// How much may be on its way to one worker.
enum Credit {
  /// The most chunks.
  static let most = 64
  /// The maximum number of bytes that may wait to be sent.
  static let mostBytes = 1 << 18
}
