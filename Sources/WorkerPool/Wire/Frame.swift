/// One message on the wire: four bytes that say how many follow, one byte that says of what kind, then the body.
struct Frame {
  /// What kind of message.
  var kind: UInt8
  /// The rest; valid until the buffer it came from is next filled or asked.
  var body: UnsafeRawBufferPointer

  /// Bytes before the body.
  static let headerSize = 5

  /// The first word of a conversation: anything else on the pipe is not one of our workers.
  static let greeting: UInt32 = 0x4c4f_4f50
}

/// Messages from the pool to a worker.
enum Order: UInt8 {
  /// Greeting, the largest frame allowed, and perhaps an initialiser with its argument.
  case begin = 1
  /// A map: its number, task, detail and where its items come from.
  case openRun
  /// Items to do: map, first index, count, and the inputs unless they are a range.
  case chunk
  /// A map needs nothing more.
  case closeRun

  /// How many kinds there are.
  static let count = closeRun.rawValue
}

/// Messages from a worker to the pool.
enum Answer: UInt8 {
  /// Greeting, pid and time: it can take items.
  case ready = 1
  /// Its initialiser threw: the message.
  case notReady
  /// Times of what it has begun and finished in its first chunk since it last told.
  case stamps
  /// A chunk is done: times, failures and results.
  case results
  /// A chunk was not done: the pool took it back, or stopped its map.
  case skipped
  /// A map can't go on: the reason.
  case refused

  /// How many kinds there are.
  static let count = refused.rawValue
}

extension WireWriter {
  /// Begins a frame and returns where, for `endFrame`.
  mutating func beginFrame(_ kind: UInt8) -> Int {
    let start = count
    put(UInt32(0))
    put(kind)
    return start
  }

  /// Ends the frame that began at `start`: only now its length is known.
  mutating func endFrame(_ start: Int) {
    overwrite(UInt32(truncatingIfNeeded: count - start - Frame.headerSize), at: start)
  }
}
