/// Reads values from bytes, and never past their end.
public struct WireReader {
  @usableFromInline var next: UnsafeRawPointer
  @usableFromInline let end: UnsafeRawPointer

  /// Reads from these bytes, which must outlive the reader.
  public init(_ bytes: UnsafeRawBufferPointer) {
    // An empty buffer may have no address. Any address will do, because nothing is read there.
    next = bytes.baseAddress ?? UnsafeRawPointer(bitPattern: 16).unsafelyUnwrapped
    end = next + bytes.count
  }

  /// How many bytes are left.
  @inlinable public var remaining: Int { end - next }

  /// Reads the bytes of a number.
  @inlinable public mutating func read<Value: BitwiseCopyable>(
    _ type: Value.Type = Value.self
  ) throws(WireError) -> Value {
    let size = MemoryLayout<Value>.size
    guard end - next >= size else { throw .truncated }
    let value = next.loadUnaligned(as: Value.self)
    next += size
    return value
  }

  /// Reads this many bytes. They are valid as long as the bytes that the reader was made from.
  @inlinable public mutating func read(bytes count: Int) throws(WireError) -> UnsafeRawBufferPointer {
    guard count >= 0, end - next >= count else { throw .truncated }
    defer { next += count }
    return UnsafeRawBufferPointer(start: next, count: count)
  }

  /// Reads how many values of at least `size` bytes follow, and rejects a number for which the bytes don't suffice.
  @inlinable public mutating func readCount(ofValuesOfAtLeast size: Int) throws(WireError) -> Int {
    let count = Int(try read(UInt32.self))
    guard count <= remaining / max(1, size) else { throw .truncated }
    return count
  }
}
