import Glibc

/// Gathers bytes from a pipe and hands out whole frames.
///
/// A frame's claimed size is checked before anything is allocated for it, and memory grows only with bytes that came.
struct FrameBuffer: ~Copyable {
  private var base: UnsafeMutableRawPointer
  private var capacity: Int
  private var start = 0
  private var end = 0
  /// The largest body a frame may have, in bytes.
  private let limit: Int
  /// How many kinds of frames there are, from 1 on.
  private let kinds: UInt8

  /// Makes an empty buffer for frames of so many kinds with bodies of at most `limit` bytes.
  init(limit: Int, kinds: UInt8, capacity: Int = 1 << 16) {
    self.limit = limit
    self.kinds = kinds
    self.capacity = capacity
    base = .allocate(byteCount: capacity, alignment: 16)
  }

  deinit { base.deallocate() }

  /// What came of reading.
  enum Filled: Equatable {
    /// So many bytes came.
    case bytes(Int)
    /// Nothing is there now.
    case nothing
    /// The other end is closed.
    case end
    /// Reading failed with this `errno`.
    case failed(Int32)
  }

  /// Reads once from a pipe, as much as there is room for.
  mutating func fill(from descriptor: Int32) -> Filled {
    makeRoom()
    while true {
      let got = read(descriptor, base + end, capacity - end)
      if got > 0 {
        end += got
        return .bytes(got)
      }
      if got == 0 { return .end }
      if errno == EINTR { continue }
      return errno == EAGAIN ? .nothing : .failed(errno)
    }
  }

  /// Takes bytes from memory instead of a pipe.
  mutating func append(_ bytes: UnsafeRawBufferPointer) {
    guard let source = bytes.baseAddress else { return }
    makeRoom()
    while capacity - end < bytes.count { enlarge() }
    (base + end).copyMemory(from: source, byteCount: bytes.count)
    end += bytes.count
  }

  /// The next whole frame, or nothing until more bytes have come.
  mutating func next() throws(WireError) -> Frame? {
    guard end - start >= Frame.headerSize else { return nil }
    let length = Int(UInt32(littleEndian: (base + start).loadUnaligned(as: UInt32.self)))
    guard length <= limit else { throw .oversized(bytes: length, limit: limit) }
    let kind = (base + start + 4).load(as: UInt8.self)
    // Before the rest is waited for: of garbage it may never come.
    guard kind >= 1, kind <= kinds else { throw .unexpected(frame: kind) }
    guard end - start - Frame.headerSize >= length else { return nil }
    let body = UnsafeRawBufferPointer(start: base + start + Frame.headerSize, count: length)
    start += Frame.headerSize + length
    return Frame(kind: kind, body: body)
  }

  /// How many bytes wait to become a frame.
  var pending: Int { end - start }

  /// Moves what is left to the front, and makes the buffer larger only when it is full.
  private mutating func makeRoom() {
    if start == end {
      start = 0
      end = 0
    } else if start > 0, capacity - end < capacity / 2 {
      memmove(base, base + start, end - start)
      end -= start
      start = 0
    }
    if end == capacity { enlarge() }
  }

  private mutating func enlarge() {
    let larger = UnsafeMutableRawPointer.allocate(byteCount: capacity * 2, alignment: 16)
    larger.copyMemory(from: base + start, byteCount: end - start)
    base.deallocate()
    base = larger
    capacity *= 2
    end -= start
    start = 0
  }
}
