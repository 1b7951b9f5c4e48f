import Glibc

/// Gathers the bytes that come over a connection and hands out whole frames.
///
/// The size that a frame claims is checked before anything is allocated for it, and memory only grows with bytes that came.
struct FrameBuffer: ~Copyable {
  private var base: UnsafeMutableRawPointer
  private var capacity: Int
  private var start = 0
  private var end = 0
  /// The largest body a frame may have, in bytes.
  private let limit: Int
  /// How many kinds of frames there are, counted from 1.
  private let kinds: UInt8

  /// Makes an empty buffer for this many kinds of frames, with bodies of at most `limit` bytes.
  init(limit: Int, kinds: UInt8, capacity: Int = 1 << 16) {
    self.limit = limit
    self.kinds = kinds
    self.capacity = capacity
    base = resized(nil, to: capacity)
  }

  deinit { free(base) }

  /// Calls `read` once with the free memory of the buffer, and adds the bytes that it put there.
  mutating func fill(_ read: (UnsafeMutableRawBufferPointer) -> Received) -> Received {
    makeRoom()
    let received = read(UnsafeMutableRawBufferPointer(start: base + end, count: capacity - end))
    if case .bytes(let count) = received { end += count }
    return received
  }

  /// The next whole frame; `nil` until more bytes have come.
  mutating func next() throws(WireError) -> WireFrame? {
    guard end - start >= WireFrame.headerSize else { return nil }
    let length = Int(UInt32(littleEndian: (base + start).loadUnaligned(as: UInt32.self)))
    guard length <= limit else { throw .oversized(bytes: length, limit: limit) }
    let kind = (base + start + 4).load(as: UInt8.self)
    // Before waiting for the rest: if these bytes are garbage, it may never come.
    guard kind >= 1, kind <= kinds else { throw .unexpected(frame: kind) }
    guard end - start - WireFrame.headerSize >= length else { return nil }
    let body = UnsafeRawBufferPointer(start: base + start + WireFrame.headerSize, count: length)
    start += WireFrame.headerSize + length
    return WireFrame(kind: kind, body: body)
  }

  /// How many bytes wait to become a frame.
  var pending: Int { end - start }

  /// Moves what is left to the front, and makes the buffer larger only if it is full.
  private mutating func makeRoom() {
    if start == end {
      start = 0
      end = 0
    } else if start > 0, capacity - end < capacity / 2 {
      memmove(base, base + start, end - start)
      end -= start
      start = 0
    }
    guard end == capacity else { return }
    capacity *= 2
    base = resized(base, to: capacity)
  }
}
