/// The times of one chunk that have not been sent to the pool yet.
///
/// In order: the chunk's begin; if items are reported, begin and end of each; the chunk's end. The pool counts along, so
/// that a time needs no label, and times that were sent early are left out at the end.
struct ChunkTimes {
  private let outbox: Outbox
  private(set) var pending: [UInt64] = []
  /// The time added last.
  private(set) var last: UInt64 = 0

  init(outbox: Outbox) { self.outbox = outbox }

  /// Starts the times of another chunk.
  mutating func begin(_ now: UInt64) {
    pending.removeAll(keepingCapacity: true)
    add(now)
  }

  /// Adds a time.
  mutating func add(_ now: UInt64) {
    pending.append(now)
    last = now
  }

  /// Reports that an item has begun. It is sent at once if nothing was sent for a while, so that the pool knows of an item
  /// that takes long. Otherwise it waits for more, or for the end of the chunk if only chunks are reported.
  mutating func reportBegin(map: OpenMap, items: Range<Int>) {
    guard map.reportsItems || outbox.isDue(at: last) else { return }
    outbox.add(.times, dueAt: last) { writer in
      writer.write(map.id)
      writer.write(items.lowerBound)
      ChunkTimes.write(pending, into: &writer)
    }
    clear()
  }

  /// They have been sent.
  mutating func clear() { pending.removeAll(keepingCapacity: true) }

  /// Writes the number of times, then the times.
  static func write(_ times: [UInt64], into writer: inout WireWriter) {
    writer.write(UInt32(truncatingIfNeeded: times.count))
    times.withUnsafeBytes { writer.write(bytes: $0) }
  }
}
