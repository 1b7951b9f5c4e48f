import Glibc
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
  @usableFromInline let worker: Int
  /// The worker's process id.
  @usableFromInline let pid = getpid()
  /// Where the worker's line is in memory.
  @usableFromInline let address: UnsafeMutableRawPointer
  /// The root of the items' seeds.
  @usableFromInline var seed: UInt64?
  /// The worker's line of the shared page.
  let line: WorkerLine
  /// The map it belongs to.
  private(set) var map = OpenMap.none
  /// The items to do.
  private(set) var items = 0..<0
  private var upcoming = 0
  /// The items that failed and were not reported yet.
  private(set) var failures: [WireFailure] = []
  /// The items that were not answered yet begin here.
  private(set) var unanswered = 0
  /// How many bytes a result may take.
  var largestResult = Int.max
  /// Where the outputs of the current item begin.
  private var itemStart = 0
  /// As soon as there are this many bytes of outputs, they are sent.
  private var sendAt = 0
  /// When it and its items began and ended.
  var times: ChunkTimes
  /// False once nobody wants the outputs, because the pool has stopped the map.
  private(set) var isWanted = true

  private let outbox: Outbox

  init(worker: Int, line: WorkerLine, outbox: Outbox) {
    self.worker = worker
    self.line = line
    self.outbox = outbox
    address = line.address
    times = ChunkTimes(outbox: outbox)
  }

  /// Begins another chunk in the same memory.
  mutating func begin(_ map: OpenMap, _ items: Range<Int>, inputs: WireReader, always: Bool = false) {
    self.map = map
    self.items = items
    self.inputs = inputs
    rangeBase = map.rangeBase
    seed = map.seed
    upcoming = items.lowerBound
    unanswered = items.lowerBound
    startOutputs()
    isWanted = always || line.stoppedMap != map.id
    times.begin(SystemClock.monotonic)
  }

  /// Ends the item before, begins the next one, and returns its index; `nil` at the end of the chunk.
  @usableFromInline mutating func next() -> Int? {
    let item = upcoming
    if item == items.lowerBound { return first() }
    if map.reportsItems { times.add(SystemClock.monotonic) }
    beginOutputs(of: item)
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

  /// Begins the outputs of an item. `next` does this, too; a task that begins several items before it writes the outputs of
  /// the first calls it for each of them, in their order.
  mutating func beginOutputs(of item: Int) {
    if outputs.count >= sendAt { sendLargeOutputs(before: item) }
    itemStart = outputs.count
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
  @inlinable func context(of item: Int) -> WorkerContext {
    WorkerContext(worker: worker, item: item, pid: pid, root: seed, line: address)
  }

  /// Keeps what the task threw. What it may have written already is no output.
  @usableFromInline mutating func failed(_ item: Int, _ error: any Error) {
    fail(WireFailure(item: item, isNotSent: false, message: String(describing: error)))
  }

  /// An input can't be read, and nobody knows where the next one begins. The pool deals the rest of the chunk again; if this
  /// input is the first there and still can't be read, its item fails.
  @usableFromInline mutating func unreadable(_ item: Int, _ error: WireError) {
    let isFirst = item == items.lowerBound
    if isFirst { fail(WireFailure(item: item, isNotSent: true, message: "its input can't be read: \(error)")) }
    upcoming = isFirst ? item + 1 : item
    line.advance(to: nil)
  }

  private mutating func fail(_ failure: WireFailure) {
    outputs.truncate(to: itemStart)
    failures.append(failure)
    sendAt -= failure.message.utf8.count
    if map.stopsAtFailure { isWanted = false }
  }
}

// MARK: Sending

extension ChunkWork {
  /// As many bytes of outputs are worth a message of their own.
  private static let largeOutputs = 1 << 20

  private mutating func startOutputs() {
    outputs.clear()
    if !failures.isEmpty { failures.removeAll() }
    itemStart = 0
    sendAt = min(ChunkWork.largeOutputs, largestResult)
  }

  /// Sends outputs in the middle of a chunk, so that it needs no more memory than its largest results. An item whose
  /// result is too large fails.
  private mutating func sendLargeOutputs(before item: Int) {
    let size = outputs.count - itemStart
    if size > largestResult {
      fail(
        WireFailure(
          item: item - 1, isNotSent: true,
          message:
            "its result takes \(size) bytes, but at most \(largestResult) are allowed: make it smaller, or set a "
            + "larger PoolOptions.maximumFrameSize"))
    } else if outputs.count > largestResult {
      sendResults(upTo: item - 1, UnsafeRawBufferPointer(rebasing: outputs.bytes[..<itemStart]))
      outputs.removeFirst(itemStart)
      itemStart = 0
      failures = []
    }
    guard outputs.count >= sendAt, item < items.upperBound, isWanted else { return }
    sendResults(upTo: item, outputs.bytes)
    startOutputs()
  }

  /// Sends what is left after the last item.
  mutating func finish() {
    let end = isWanted ? upcoming : items.upperBound
    // Only a chunk that was done has an end.
    if end == items.upperBound { times.add(SystemClock.monotonic) }
    if isWanted || !failures.isEmpty, unanswered < end { sendResults(upTo: end, outputs.bytes) }
    guard unanswered < items.upperBound else { return }
    outbox.add(.skipped) { writer in
      writer.write(map.id)
      writer.write(unanswered)
      writer.write(UInt32(items.upperBound - unanswered))
    }
  }

  private mutating func sendResults(upTo end: Int, _ bytes: UnsafeRawBufferPointer) {
    if let place = outputs.handOver(to: bytes.count) {
      outbox.add(.placedResults) { writer in
        place.encode(into: &writer)
        writeHead(upTo: end, &writer)
      }
      outbox.send()
    } else if bytes.count >= 1 << 15 {
      outbox.add(.results, endingWith: bytes) { writeHead(upTo: end, &$0) }
    } else {
      outbox.add(.results) { writer in
        writeHead(upTo: end, &writer)
        writer.write(bytes: bytes)
      }
    }
    times.clear()
    unanswered = end
  }

  private func writeHead(upTo end: Int, _ writer: inout WireWriter) {
    writer.write(map.id)
    writer.write(unanswered)
    writer.write(UInt32(end - unanswered))
    ChunkTimes.write(times.pending, into: &writer)
    writer.write(UInt32(failures.count))
    for failure in failures { failure.encode(into: &writer) }
  }
}

/// An item that a worker could not do.
struct WireFailure: WireValue {
  var item: Int
  /// True if its input or result could not be sent, false if its task threw.
  var isNotSent: Bool
  var message: String

  /// Keeps the beginning of the message if it is long.
  init(item: Int, isNotSent: Bool, message: String) {
    self.item = item
    self.isNotSent = isNotSent
    let kept = message.prefix(10_000)
    self.message = kept.endIndex < message.endIndex ? kept + "…" : message
  }

  func encode(into writer: inout WireWriter) {
    item.encode(into: &writer)
    isNotSent.encode(into: &writer)
    message.encode(into: &writer)
  }

  init(from reader: inout WireReader) throws(WireError) {
    item = try Int(from: &reader)
    isNotSent = try Bool(from: &reader)
    message = try String(from: &reader)
  }

  static var smallestSize: Int { 13 }
}
