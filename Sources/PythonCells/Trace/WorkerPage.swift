/// What a worker process has written about its items; Sources/README.md describes the file.
struct WorkerPage: Equatable {
  /// The worker.
  var pid: Int32
  /// Its pool.
  var pool: PoolKey
  /// What it is doing, or was doing when it ended; `nil` if it was idle.
  var held: Held?
  /// What it has done, in order.
  var spans: [Span]
  /// Items that no span has because the file was full, and the time they took in nanoseconds.
  var unlisted: (items: Int, time: UInt64)

  /// Items of a job that aren't finished.
  struct Held: Equatable {
    var job: Int
    var chunk: Int
    /// Places in the chunk.
    var items: Range<Int>
    /// Nanoseconds of the monotonic clock.
    var since: UInt64
  }

  /// Items of a job that were timed together.
  struct Span: Equatable {
    var time: Range<UInt64>
    var job: Int
    var chunk: Int
    /// Places in the chunk.
    var items: Range<Int>
    /// Whether the item, a single one, raised an exception.
    var failed: Bool
  }

  static func == (a: WorkerPage, b: WorkerPage) -> Bool {
    a.pid == b.pid && a.pool == b.pool && a.held == b.held && a.spans == b.spans && a.unlisted == b.unlisted
  }
}

extension WorkerPage {
  /// The length of the head, and of a record.
  static let headBytes = 4096, recordBytes = 32

  /// Reads the bytes of the file or of its head; `nil` if it has no head yet.
  ///
  /// Read it when the worker can't be writing, or twice until both are the same.
  init?(_ bytes: [UInt8]) {
    guard bytes.count >= Self.headBytes, bytes.starts(with: Array("PBW1".utf8)) else { return nil }
    let numbers = Numbers(bytes)
    pid = Int32(truncatingIfNeeded: numbers.word(4))
    pool = PoolKey(owner: Int32(truncatingIfNeeded: numbers.word(8)), number: numbers.word(12))
    let job = numbers.word(64)
    let first = numbers.word(72)
    held =
      job == 0
      ? nil
      : Held(
        job: job - 1, chunk: numbers.word(68), items: first..<first + numbers.word(76), since: numbers.long(80))
    unlisted = (Int(truncatingIfNeeded: numbers.long(128) & ((1 << 53) - 1)), numbers.long(136))
    spans = Self.spans(in: bytes.dropFirst(Self.headBytes))
  }

  /// Reads records, up to the first that isn't written yet.
  static func spans(in bytes: some Collection<UInt8>) -> [Span] {
    let numbers = Numbers(Array(bytes))
    var spans: [Span] = []
    for place in stride(from: 0, through: numbers.bytes.count - recordBytes, by: recordBytes) {
      // The kind and the count are written last; a process that is killed may leave a record without them.
      let count = numbers.word(place + 28)
      let (began, ended) = (numbers.long(place), numbers.long(place + 8))
      guard count != 0, began <= ended else { break }
      let first = numbers.word(place + 24)
      spans.append(
        Span(
          time: began..<ended, job: numbers.word(place + 16), chunk: numbers.word(place + 20),
          items: first..<first + count & 0xFFF_FFFF, failed: count >> 28 == 1))
    }
    return spans
  }

  /// The numbers in a page, in the order of bytes of this machine.
  private struct Numbers {
    let bytes: [UInt8]

    init(_ bytes: [UInt8]) { self.bytes = bytes }

    /// A number of 32 bits.
    func word(_ place: Int) -> Int {
      Int(bytes.withUnsafeBytes { $0.loadUnaligned(fromByteOffset: place, as: UInt32.self) })
    }

    /// A number of 64 bits.
    func long(_ place: Int) -> UInt64 {
      bytes.withUnsafeBytes { $0.loadUnaligned(fromByteOffset: place, as: UInt64.self) }
    }
  }
}
