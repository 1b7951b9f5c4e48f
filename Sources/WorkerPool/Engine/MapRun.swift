/// A map that is being done.
final class MapRun {
  let id: UInt32
  let job: MapJob
  let detail: EventDetail
  var dealer: Dealer
  /// Items that have no result yet.
  var missing: Int
  /// Nanoseconds an item takes, smoothed; nothing before the first chunk is back.
  private(set) var itemTime: Double?
  /// Nanoseconds a chunk takes, smoothed.
  private(set) var chunkTime: Double?
  /// How many workers died at an item.
  var deaths: [Int: Int] = [:]

  init(id: UInt32, job: MapJob, workers: Int, detail: EventDetail) {
    self.id = id
    self.job = job
    self.detail = detail
    let items = job.itemCount
    missing = items
    dealer = Dealer(
      items: items, workers: workers, chunk: job.options.chunk, schedule: job.options.schedule)
  }

  /// True once every item there will ever be has its result.
  var isDone: Bool { missing == 0 && job.isWhole(at: dealer.available) }

  /// Learns from a chunk that took so long.
  func learn(items: Int, nanoseconds: UInt64) {
    let took = Double(nanoseconds)
    chunkTime = chunkTime.map { $0 + (took - $0) / 8 } ?? took
    let each = took / Double(max(1, items))
    itemTime = itemTime.map { $0 + (each - $0) / 8 } ?? each
  }

  /// How many chunks a worker may hold at once.
  ///
  /// One until it is known how long they take. None waits behind a chunk of 10 ms and more: the next worker that is free
  /// should have it. Below, one waits, so that the worker needn't; where chunks are shorter than the way to the pool and
  /// back, as many as fill that time. What is left is spread evenly.
  func credit(workers: Int) -> Int {
    guard let chunkTime else { return 1 }
    if chunkTime >= 10_000_000 { return 1 }
    let deep = chunkTime > 100_000 ? 2 : min(Credit.most, 2 + Int(200_000 / max(chunkTime, 1)))
    if job.options.schedule == .static || job.options.schedule == .cyclic { return deep }
    let left = dealer.undealt / (dealer.typicalChunk(itemTime: itemTime) * workers)
    return max(1, min(deep, left))
  }

  /// The run as workers are told of it.
  var header: MapHeader {
    MapHeader(
      id: id, task: job.task, rangeBase: job.rangeBase, tellsItems: detail == .items,
      isTimed: job.options.itemLimit != nil, stopsAtFailure: !job.keepsFailures, seed: job.options.seed)
  }
}

/// How many chunks may be on their way.
enum Credit {
  /// The most for one worker.
  static let most = 64
  /// Bytes that may wait to be written to one worker.
  static let mostBytes = 1 << 18
}
