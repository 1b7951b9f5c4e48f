@testable import PythonCells

/// Bytes as the tracer writes them.
struct PageBytes {
  private(set) var bytes = [UInt8](repeating: 0, count: WorkerPage.headBytes)

  init(pid: UInt32, owner: UInt32 = 100, pool: UInt32 = 1) {
    bytes.replaceSubrange(0..<4, with: Array("PBW1".utf8))
    for (place, number) in [(4, pid), (8, owner), (12, pool)] { put(number, at: place) }
  }

  /// Adds a record of items that were timed together.
  mutating func add(
    _ time: Range<UInt64>, job: UInt32 = 0, chunk: UInt32, first: UInt32 = 0, count: UInt32 = 1, kind: UInt32 = 0
  ) {
    let place = bytes.count
    bytes += [UInt8](repeating: 0, count: WorkerPage.recordBytes)
    put(time.lowerBound, at: place)
    put(time.upperBound, at: place + 8)
    for (offset, number) in [(16, job), (20, chunk), (24, first), (28, kind << 28 | count)] {
      put(number, at: place + offset)
    }
  }

  /// Says what the worker is doing.
  mutating func hold(job: UInt32 = 0, chunk: UInt32, first: UInt32 = 0, count: UInt32 = 1, since: UInt64) {
    for (place, number) in [(64, job + 1), (68, chunk), (72, first), (76, count)] { put(number, at: place) }
    put(since, at: 80)
  }

  /// Says that the worker has nothing to do.
  mutating func idle() { bytes.replaceSubrange(64..<88, with: [UInt8](repeating: 0, count: 24)) }

  private mutating func put<Number: FixedWidthInteger>(_ number: Number, at place: Int) {
    withUnsafeBytes(of: number) { bytes.replaceSubrange(place..<place + $0.count, with: $0) }
  }
}

extension TraceEvent {
  /// An event of the process that owns the pool, number 1, changed by `body`.
  static func own(_ name: String, _ time: UInt64, _ body: (inout TraceEvent) -> Void = { _ in }) -> TraceEvent {
    var event = TraceEvent(e: name, t: time, by: 100)
    event.pool = 1
    body(&event)
    return event
  }

  /// An event of a worker of that pool.
  static func worker(_ name: String, _ pid: Int32, _ time: UInt64) -> TraceEvent {
    var event = TraceEvent(e: name, t: time, by: pid)
    (event.owner, event.pool) = (100, 1)
    return event
  }
}
