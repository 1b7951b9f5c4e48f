import Glibc

/// A growing buffer of bytes that values are written to.
///
/// Numbers are little-endian, like the processors that this runs on; nothing is padded.
public struct WireWriter: ~Copyable {
  @usableFromInline var base: UnsafeMutableRawPointer
  @usableFromInline var capacity: Int
  /// How many bytes have been written.
  @inlinable public var count: Int { length }
  @usableFromInline var length: Int
  /// How many bytes at the beginning are no longer needed.
  private var dropped = 0

  /// Makes an empty writer.
  public init() {
    capacity = 256
    base = resized(nil, to: capacity)
    length = 0
  }

  deinit { free(base) }

  /// Writes the bytes of a number.
  @inlinable public mutating func write<Value: BitwiseCopyable>(_ value: Value) {
    let size = MemoryLayout<Value>.size
    if capacity - length < size { grow(by: size) }
    base.storeBytes(of: value, toByteOffset: length, as: Value.self)
    length += size
  }

  /// Writes bytes as they are.
  @inlinable public mutating func write(bytes: UnsafeRawBufferPointer) {
    guard let source = bytes.baseAddress, bytes.count > 0 else { return }
    if capacity - length < bytes.count { grow(by: bytes.count) }
    (base + length).copyMemory(from: source, byteCount: bytes.count)
    length += bytes.count
  }

  /// Makes room for `size` more bytes.
  @usableFromInline mutating func grow(by size: Int) {
    var larger = capacity * 2
    while larger - length < size { larger *= 2 }
    base = resized(base, to: larger)
    capacity = larger
  }

  /// The bytes written and not dropped; valid until the next write.
  var bytes: UnsafeRawBufferPointer { UnsafeRawBufferPointer(start: base + dropped, count: length - dropped) }

  /// Empties the writer, and frees the memory that a large message needed.
  mutating func clear() {
    length = 0
    dropped = 0
    guard capacity > 1 << 20 else { return }
    capacity = 4096
    free(base)
    base = resized(nil, to: capacity)
  }

  /// Drops the first `size` bytes. The others move only once half of the memory is unused, so that dropping a large message
  /// piece by piece takes no longer than sending it.
  mutating func dropFirst(_ size: Int) {
    dropped += size
    guard dropped < length else { return clear() }
    guard dropped >= length / 2 else { return }
    memmove(base, base + dropped, length - dropped)
    length -= dropped
    dropped = 0
  }

  /// Removes the first `size` bytes.
  mutating func removeFirst(_ size: Int) {
    memmove(base, base + size, length - size)
    length -= size
  }

  /// Drops what was written after the first `size` bytes.
  mutating func truncate(to size: Int) {
    length = size
    if bytes.isEmpty { clear() }
  }

  /// Overwrites four bytes that were written before.
  mutating func overwrite(_ value: UInt32, at offset: Int) {
    base.storeBytes(of: value, toByteOffset: offset, as: UInt32.self)
  }
}

/// Memory of this size with the same contents, or new memory. Large memory changes its size without being copied.
func resized(_ memory: UnsafeMutableRawPointer?, to size: Int) -> UnsafeMutableRawPointer {
  guard let resized = realloc(memory, size) else { fatalError("there is no memory for a message of \(size) bytes") }
  return resized
}
