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

  /// Makes an empty writer.
  public init() {
    capacity = 256
    base = .allocate(byteCount: capacity, alignment: 16)
    length = 0
  }

  deinit { base.deallocate() }

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
    let moved = UnsafeMutableRawPointer.allocate(byteCount: larger, alignment: 16)
    moved.copyMemory(from: base, byteCount: length)
    base.deallocate()
    base = moved
    capacity = larger
  }

  /// The bytes written so far; valid until the next write.
  var bytes: UnsafeRawBufferPointer { UnsafeRawBufferPointer(start: base, count: length) }

  /// Empties the writer, and frees the memory that a large message needed.
  mutating func clear() {
    length = 0
    guard capacity > 1 << 20 else { return }
    base.deallocate()
    capacity = 4096
    base = .allocate(byteCount: capacity, alignment: 16)
  }

  /// Drops the first `size` bytes.
  mutating func dropFirst(_ size: Int) {
    guard size < length else { return clear() }
    memmove(base, base + size, length - size)
    length -= size
  }

  /// Overwrites four bytes that were written before.
  mutating func overwrite(_ value: UInt32, at offset: Int) {
    base.storeBytes(of: value, toByteOffset: offset, as: UInt32.self)
  }
}
