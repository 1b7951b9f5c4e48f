/// A chunk that a worker was given and has not answered for.
struct ChunkInFlight {
  /// The map's number.
  var run: UInt32
  /// The items.
  var items: Range<Int>
  /// The chunk's number among those of its worker.
  var number: UInt32
  /// True where the worker may hold nothing else meanwhile.
  var isAlone = false
  /// True where the worker tells each item's times.
  var tellsItems = false
  /// How many of its times the worker has told.
  var stampsTold = 0
  /// When the worker began it; 0 until it said so.
  var began: UInt64 = 0
}

/// The chunks a worker holds, in the order it will do them.
struct ChunkQueue {
  private var chunks: [ChunkInFlight] = []
  private var head = 0

  var count: Int { chunks.count - head }
  var isEmpty: Bool { chunks.count == head }
  var all: ArraySlice<ChunkInFlight> { chunks[head...] }

  /// The chunk the worker is at, or will be next.
  var first: ChunkInFlight? {
    get { isEmpty ? nil : chunks[head] }
    set { if let newValue, !isEmpty { chunks[head] = newValue } }
  }

  mutating func append(_ chunk: ChunkInFlight) { chunks.append(chunk) }

  mutating func removeFirst() {
    head += 1
    if head == chunks.count {
      chunks.removeAll(keepingCapacity: true)
      head = 0
    } else if head > 256 {
      chunks.removeFirst(head)
      head = 0
    }
  }

  /// Takes out every chunk from the one of this number on.
  mutating func removeAll(from number: UInt32) -> [ChunkInFlight] {
    guard let cut = all.firstIndex(where: { $0.number >= number }) else { return [] }
    defer { chunks.removeSubrange(cut...) }
    return Array(chunks[cut...])
  }

  /// Takes out every chunk.
  mutating func removeAll() -> [ChunkInFlight] {
    defer {
      chunks.removeAll()
      head = 0
    }
    return Array(all)
  }
}
