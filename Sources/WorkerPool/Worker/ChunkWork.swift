import Posix

/// One chunk while a worker does it: where its inputs come from, where its outputs go, which item is next.
@usableFromInline struct ChunkWork: ~Copyable {
  /// The encoded inputs, one after the other; empty if they are the numbers of a range.
  @usableFromInline var inputs = WireReader(UnsafeRawBufferPointer(start: nil, count: 0))
  /// The encoded outputs of the items that did not fail, in order.
  @usableFromInline var outputs = WireWriter()
  /// The number that is item 0, if the items are a range; otherwise `nil`.
  @usableFromInline var rangeBase: Int?

  /// The worker that does it.
  let worker: Int
  /// The worker's line of the shared page.
  let line: WorkerLine
  /// The map it belongs to.
  private(set) var map = OpenMap.none
  /// The items to do.
  private(set) var items = 0..<0
  private var upcoming = 0
  /// What the task threw.
  private(set) var failures: [(item: Int, message: String)] = []
  /// When it and its items began and ended.
  var times: ChunkTimes
  /// False once nobody wants the outputs, because the pool has stopped the map.
  private(set) var isWanted = true

  init(worker: Int, line: WorkerLine, outbox: Outbox) {
    self.worker = worker
    self.line = line
    times = ChunkTimes(outbox: outbox)
  }

  /// Begins another chunk in the same memory.
  mutating func begin(_ map: OpenMap, _ items: Range<Int>, inputs: WireReader, always: Bool = false) {
    self.map = map
    self.items = items
    self.inputs = inputs
    rangeBase = map.rangeBase
    upcoming = items.lowerBound
    outputs.clear()
    if !failures.isEmpty { failures.removeAll() }
    isWanted = always || line.stoppedMap != map.id
    times.begin(SystemClock.monotonic)
  }

  /// Ends the item before, begins the next one, and returns its index; `nil` at the end of the chunk.
  @usableFromInline mutating func next() -> Int? {
    let item = upcoming
    if item == items.lowerBound { return first() }
    if map.reportsItems { times.add(SystemClock.monotonic) }
    if item < items.upperBound, line.stoppedMap == map.id { isWanted = false }
    guard item < items.upperBound, isWanted else {
      line.advance(to: nil)
      return nil
    }
    upcoming += 1
    line.advance(to: item)
    if map.reportsItems || map.isTimed {
      let now = SystemClock.monotonic
      line.restart(at: now)
      if map.reportsItems {
        times.add(now)
        times.reportBegin(map: map, items: items)
      }
    }
    return item
  }

  private mutating func first() -> Int? {
    guard !items.isEmpty, isWanted else { return nil }
    line.begin(map: map.id, item: upcoming, at: times.last)
    if map.reportsItems { times.add(times.last) }
    times.reportBegin(map: map, items: items)
    upcoming += 1
    return items.lowerBound
  }

  /// What the task may know about this item.
  @usableFromInline func context(of item: Int) -> WorkerContext {
    WorkerContext(worker: worker, item: item, root: map.seed, line: line.address)
  }

  /// Keeps what the task threw; the item leaves no output.
  @usableFromInline mutating func failed(_ item: Int, _ error: any Error) {
    failures.append((item, String(describing: error)))
    if map.stopsAtFailure { isWanted = false }
  }

  /// An input can't be read. Nobody knows where the next one begins, so the rest of the chunk fails, too.
  @usableFromInline mutating func unreadable(_ item: Int, _ error: WireError) {
    for item in item..<items.upperBound { failures.append((item, error.description)) }
    line.advance(to: nil)
  }
}
