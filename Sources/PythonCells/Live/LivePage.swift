internal import WorkerPool

/// How far a worker's file has been read, and the chunk that the worker is in.
struct LivePage {
  /// The worker.
  let pid: Int32
  /// Its pool.
  let pool: PoolKey
  /// Items that it has and hasn't finished, as the map counts them, and since when.
  private(set) var held: (items: Range<Int>, since: UInt64)?
  /// How many items of the map it has finished.
  private(set) var done = 0
  /// The end of the last record.
  private(set) var lastEnded: UInt64 = 0
  /// The first record that hasn't been read.
  private var next = 0
  private var open: Chunk?
  /// The item whose start has been reported.
  private var begun: Int?

  /// A chunk in progress.
  private struct Chunk {
    var job: Int
    var chunk: Int
    /// Its first item.
    var base: Int
    /// The items that were said to have been started.
    var announced: Range<Int>?
    /// Places in the chunk that are finished.
    var places: Range<Int>
    var began: UInt64
    var ended: UInt64

    var items: Range<Int> { base + places.lowerBound..<base + places.upperBound }

    func isPart(of held: WorkerPage.Held?) -> Bool { held?.job == job && held?.chunk == chunk }
  }

  /// Begins to read the file of a worker.
  init(_ head: WorkerPage) {
    pid = head.pid
    pool = head.pool
  }

  /// Whether it has no item and no chunk.
  var isIdle: Bool { held == nil && open == nil }

  /// Turns to the first record of a map that began at a time.
  mutating func turn(to time: UInt64, in file: PageFile) {
    next = file.firstRecord(since: time, from: time >= lastEnded ? next : 0)
    (held, open, begun, done) = (nil, nil, nil, 0)
  }

  /// What the worker has done since the last look at a map.
  ///
  /// - Parameter now: A time before the look.
  mutating func look(in file: PageFile, _ map: LiveMap, lane: Int, now: UInt64) -> [PoolEvent] {
    // The head is read first, so that no record of what it says to be finished is missed.
    guard let head = file.head else { return [] }
    var events: [PoolEvent] = []
    for span in file.records(from: next) {
      next += 1
      take(span, map, lane, &events)
    }
    let current = head.held.flatMap { $0.since >= lastEnded ? $0 : nil }
    if let chunk = open, !chunk.isPart(of: head.held), chunk.ended < now { finish(lane, &events) }
    held = current.flatMap { held in
      map.base(job: held.job, chunk: held.chunk).map { base in
        if open == nil {
          let start = held.items.lowerBound..<held.items.lowerBound
          open = Chunk(
            job: held.job, chunk: held.chunk, base: base, places: start, began: held.since, ended: held.since)
        }
        return (base + held.items.lowerBound..<base + held.items.upperBound, held.since)
      }
    }
    if let chunk = open, chunk.announced == nil {
      let items = map.items(from: chunk.base)
      open?.announced = items
      events.append(PoolEvent(time: chunk.began, kind: .chunkStarted(worker: lane, items: items)))
    }
    if let held, held.items.count == 1 { begin(held.items.lowerBound, held.since, map, lane, &events) }
    return events
  }

  private mutating func take(_ span: WorkerPage.Span, _ map: LiveMap, _ lane: Int, _ events: inout [PoolEvent]) {
    lastEnded = max(lastEnded, span.time.upperBound)
    if let chunk = open, (chunk.job, chunk.chunk) != (span.job, span.chunk) { finish(lane, &events) }
    guard let base = map.base(job: span.job, chunk: span.chunk) else { return }
    var chunk =
      open
      ?? Chunk(
        job: span.job, chunk: span.chunk, base: base,
        places: span.items.lowerBound..<span.items.lowerBound, began: span.time.lowerBound, ended: 0)
    chunk.places = min(chunk.places.lowerBound, span.items.upperBound)..<span.items.upperBound
    chunk.ended = span.time.upperBound
    open = chunk
    let item = base + span.items.lowerBound
    if span.items.count == 1 { begin(item, span.time.lowerBound, map, lane, &events) }
    if span.failed {
      let message = map.program.failure(pid, span.job, span.chunk, span.items.lowerBound)
      events.append(
        PoolEvent(time: span.time.upperBound, kind: .itemFailed(worker: lane, item: item, message: message)))
    } else if span.items.count == 1, map.showsItems {
      events.append(PoolEvent(time: span.time.upperBound, kind: .itemFinished(worker: lane, item: item)))
    }
    // An exception ends a chunk.
    if span.failed || chunk.places.upperBound >= map.chunk { finish(lane, &events) }
  }

  private mutating func begin(
    _ item: Int, _ time: UInt64, _ map: LiveMap, _ lane: Int, _ events: inout [PoolEvent]
  ) {
    guard map.showsItems, begun != item else { return }
    begun = item
    events.append(PoolEvent(time: time, kind: .itemStarted(worker: lane, item: item)))
  }

  /// Ends the chunk in progress with the items that it has had.
  private mutating func finish(_ lane: Int, _ events: inout [PoolEvent]) {
    guard let chunk = open else { return }
    open = nil
    guard !chunk.items.isEmpty else { return }
    done += chunk.items.count
    if chunk.announced != chunk.items {
      events.append(PoolEvent(time: chunk.began, kind: .chunkStarted(worker: lane, items: chunk.items)))
    }
    events.append(PoolEvent(time: chunk.ended, kind: .chunkFinished(worker: lane, items: chunk.items)))
  }

  /// Ends what is in progress because the map or the process has ended: what is finished of the chunk, and what never was.
  mutating func end(_ map: LiveMap, lane: Int) -> [PoolEvent] {
    var events: [PoolEvent] = []
    let announced = open?.announced
    finish(lane, &events)
    if let held {
      let time = max(held.since, lastEnded)
      if announced != held.items {
        events.append(PoolEvent(time: time, kind: .chunkStarted(worker: lane, items: held.items)))
      }
      begin(held.items.lowerBound, time, map, lane, &events)
    }
    return events
  }
}
