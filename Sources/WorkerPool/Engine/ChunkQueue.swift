/// A chunk that a worker was given and has not answered yet.
struct ChunkInFlight {
  /// The map it belongs to.
  var map: UInt32
  /// Its items.
  var items: Range<Int>
  /// The first item that is not answered yet.
  var next: Int
  /// Its number among the chunks of its worker.
  var number: UInt32
  /// True if the worker may hold nothing else in the meantime.
  var isAlone = false
  /// The slot of shared memory that its inputs lie in, if they do.
  var slot: UInt8?
  /// True if the worker reports each item's times.
  var reportsItems = false
  /// How many of its times the worker has reported.
  var timesReceived = 0
  /// When the worker began it; 0 until that is reported.
  var began: UInt64 = 0

  /// The items that are not answered yet.
  var unanswered: Range<Int> { next..<items.upperBound }
}

/// The chunks that a worker holds, in the order in which it does them.
struct ChunkQueue {
  private var chunks: [ChunkInFlight] = []
  private var head = 0

  var count: Int { chunks.count - head }
  var isEmpty: Bool { chunks.count == head }
  var all: ArraySlice<ChunkInFlight> { chunks[head...] }

  /// The chunk that the worker does now, or next.
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

  /// Removes and returns every chunk from the one with this number on.
  mutating func removeAll(from number: UInt32) -> [ChunkInFlight] {
    guard let cut = all.firstIndex(where: { $0.number >= number }) else { return [] }
    defer { chunks.removeSubrange(cut...) }
    return Array(chunks[cut...])
  }

  /// Removes and returns every chunk.
  mutating func removeAll() -> [ChunkInFlight] {
    defer {
      chunks.removeAll()
      head = 0
    }
    return Array(all)
  }
}

/// What a chunk's message begins with, before the inputs.
struct ChunkHead {
  let map: UInt32
  let items: Range<Int>

  /// How many bytes it takes.
  static let size = 16

  func encode(into writer: inout WireWriter) {
    writer.write(map)
    writer.write(items.lowerBound)
    writer.write(UInt32(items.count))
  }
}
