/// One message between the pool and a worker: four bytes for the length of the body, one byte for the kind of message,
/// then the body.
struct WireFrame {
  /// The kind of message.
  var kind: UInt8
  /// The body; valid until the buffer it came from is filled or asked for the next frame.
  var body: UnsafeRawBufferPointer

  /// Bytes before the body.
  static let headerSize = 5

  /// The first word each side sends: whatever begins otherwise is not one of our workers.
  static let greeting: UInt32 = 0x4c4f_4f50
}

/// Messages from the pool to a worker.
enum PoolMessage: UInt8 {
  /// Greeting, the largest frame allowed, and perhaps an initialiser with its argument.
  case begin = 1
  /// A map: its number, its task, what to report, and where its items come from.
  case openMap
  /// Items to do: map, first index, count, and the inputs unless they are a range.
  case chunk
  /// A map needs nothing more.
  case closeMap
  /// Where large messages lie in shared memory from now on.
  case share
  /// A chunk whose inputs lie in shared memory: map, first index, count, and the place of the inputs.
  case placedChunk

  /// How many kinds there are.
  static let count = placedChunk.rawValue
}

/// Messages from a worker to the pool.
enum WorkerMessage: UInt8 {
  /// Greeting, process id and time: it can take items.
  case ready = 1
  /// It can't take items, because its initialiser threw or its program isn't made for it: the reason.
  case notReady
  /// When it began and finished what it has done of its first chunk since it last reported that.
  case times
  /// Items of a chunk are done: times, failures and results. The last items of a chunk, or some before them.
  case results
  /// A chunk, or what is left of it, was not done: the pool took it back or stopped its map, or its inputs can't be read.
  case skipped
  /// A map can't go on: the reason.
  case refused
  /// As `results`, but what follows the place in shared memory and the failures lies there.
  case placedResults

  /// How many kinds there are.
  static let count = placedResults.rawValue
}

extension WireWriter {
  /// Writes a whole frame, and returns where it is.
  mutating func writeFrame(_ kind: UInt8, _ body: (inout WireWriter) -> Void) -> Range<Int> {
    let start = beginFrame(kind)
    body(&self)
    endFrame(start)
    return start..<count
  }

  /// Begins a frame, and returns its start for `endFrame`.
  mutating func beginFrame(_ kind: UInt8) -> Int {
    let start = count
    write(UInt32(0))
    write(kind)
    return start
  }

  /// Ends the frame that began at `start`, and writes its length there. `more` bytes of it will be sent from elsewhere.
  mutating func endFrame(_ start: Int, followedBy more: Int = 0) {
    overwrite(UInt32(truncatingIfNeeded: count - start - WireFrame.headerSize + more), at: start)
  }
}
