internal import CLinux

/// One chunk while a worker does it: where its inputs come from, where its outputs go, which item is next.
public struct ChunkWork: ~Copyable {
  /// The encoded inputs, one after the other; empty where they are a range.
  @usableFromInline var inputs = WireReader(UnsafeRawBufferPointer(start: nil, count: 0))
  /// The encoded outputs of the items that did not fail, in order.
  @usableFromInline var outputs = WireWriter()
  /// Where the items are the numbers of a range: the number of item 0.
  @usableFromInline var rangeBase: Int?

  /// Which worker does it.
  let worker: Int
  /// This worker's line of the shared page.
  let line: UnsafeMutablePointer<cl_worker_line>
  /// The map it belongs to.
  private(set) var map = OpenMap.none
  /// The items to do.
  private(set) var items = 0..<0
  private var upcoming = 0
  /// What the task threw.
  private(set) var failures: [(item: Int, message: String)] = []
  /// When what was begun and ended.
  var stamps: StampTrail
  /// False once the outputs are worth nothing: the pool has stopped the map.
  private(set) var isWanted = true

  init(worker: Int, line: UnsafeMutablePointer<cl_worker_line>, outbox: Outbox) {
    self.worker = worker
    self.line = line
    stamps = StampTrail(outbox: outbox)
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
    isWanted = always || cl_line_stopped(line) != map.id
    stamps.begin(monotonicNow())
  }

  /// Ends the item before, and begins the next: its index, or nothing at the end of the chunk.
  @usableFromInline mutating func next() -> Int? {
    let item = upcoming
    if item == items.lowerBound { return first() }
    if map.tellsItems { stamps.add(monotonicNow()) }
    if item < items.upperBound, cl_line_stopped(line) == map.id { isWanted = false }
    guard item < items.upperBound, isWanted else {
      cl_line_advance(line, -1)
      return nil
    }
    upcoming += 1
    cl_line_advance(line, Int64(item))
    if map.tellsItems || map.isTimed {
      let now = monotonicNow()
      cl_line_set_since(line, now)
      cl_line_set_fraction(line, 0)
      if map.tellsItems {
        stamps.add(now)
        stamps.tellBegin(map: map, items: items)
      }
    }
    return item
  }

  private mutating func first() -> Int? {
    guard !items.isEmpty, isWanted else { return nil }
    cl_line_begin(line, map.id, Int64(upcoming), stamps.last)
    if map.tellsItems { stamps.add(stamps.last) }
    stamps.tellBegin(map: map, items: items)
    upcoming += 1
    return items.lowerBound
  }

  /// What the task may know about this item.
  @usableFromInline func context(of item: Int) -> WorkerContext {
    WorkerContext(worker: worker, item: item, root: map.seed, line: UnsafeMutableRawPointer(line))
  }

  /// Keeps what the task threw; the item leaves no output.
  @usableFromInline mutating func failed(_ item: Int, _ error: any Error) {
    failures.append((item, String(describing: error)))
    if map.stopsAtFailure { isWanted = false }
  }

  /// Keeps that an input could not be read: where the next one begins is unknown then, so the rest fails too.
  @usableFromInline mutating func unreadable(_ item: Int, _ error: WireError) {
    for item in item..<items.upperBound { failures.append((item, error.description)) }
    cl_line_advance(line, -1)
  }
}
