/// The times of one chunk that the pool has not been told yet.
///
/// In order: the chunk's begin; where items are told, begin and end of each; the chunk's end. The pool counts along, so
/// a time needs no label, and times told early are simply left out at the end.
struct StampTrail {
  private let outbox: Outbox
  private(set) var pending: [UInt64] = []
  /// The time added last.
  private(set) var last: UInt64 = 0

  init(outbox: Outbox) { self.outbox = outbox }

  /// Starts a chunk's trail.
  mutating func begin(_ now: UInt64) {
    pending.removeAll(keepingCapacity: true)
    add(now)
  }

  /// Adds a time.
  mutating func add(_ now: UInt64) {
    pending.append(now)
    last = now
  }

  /// Says that an item has begun: sent at once if the pool has heard nothing for a while, so that an item that lasts is
  /// known to have begun; otherwise gathered, or where only chunks are told, left to the end of the chunk.
  mutating func tellBegin(map: OpenMap, items: Range<Int>) {
    guard map.tellsItems || outbox.isDue(at: last) else { return }
    outbox.frame(.stamps, dueAt: last) { writer in
      writer.put(map.id)
      writer.put(items.lowerBound)
      StampTrail.write(pending, into: &writer)
    }
    pending.removeAll(keepingCapacity: true)
  }

  /// Writes how many times, then the times.
  static func write(_ times: [UInt64], into writer: inout WireWriter) {
    writer.put(UInt32(truncatingIfNeeded: times.count))
    times.withUnsafeBytes { writer.put(bytes: $0) }
  }
}
