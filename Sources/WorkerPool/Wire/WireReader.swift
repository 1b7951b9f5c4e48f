/// Reads values from a row of bytes, and never past its end.
public struct WireReader {
  @usableFromInline var next: UnsafeRawPointer
  @usableFromInline let end: UnsafeRawPointer

  /// Reads from these bytes, which must outlive the reader.
  public init(_ bytes: UnsafeRawBufferPointer) {
    // An empty buffer may have no address; any will do where nothing is read.
    next = bytes.baseAddress ?? UnsafeRawPointer(bitPattern: 16).unsafelyUnwrapped
    end = next + bytes.count
  }

  /// How many bytes are left.
  @inlinable public var remaining: Int { end - next }

  /// Reads the bytes of a number.
  @inlinable public mutating func take<Value: BitwiseCopyable>(
    _ type: Value.Type = Value.self
  ) throws(WireError) -> Value {
    let size = MemoryLayout<Value>.size
    guard end - next >= size else { throw .truncated }
    let value = next.loadUnaligned(as: Value.self)
    next += size
    return value
  }

  /// Reads so many bytes; they are valid as long as what the reader was made from.
  @inlinable public mutating func take(bytes count: Int) throws(WireError) -> UnsafeRawBufferPointer {
    guard count >= 0, end - next >= count else { throw .truncated }
    defer { next += count }
    return UnsafeRawBufferPointer(start: next, count: count)
  }

  /// Reads how many values of at least `size` bytes follow, and refuses a number that can't be true.
  @inlinable public mutating func takeCount(ofValuesOfAtLeast size: Int) throws(WireError) -> Int {
    let count = Int(try take(UInt32.self))
    guard count <= remaining / max(1, size) else { throw .truncated }
    return count
  }
}

/// Why bytes could not be read as the value they should be.
public enum WireError: Error, Sendable, Equatable, CustomStringConvertible {
  /// The bytes end before the value does.
  case truncated
  /// The bytes are none of the type's values.
  case invalid(type: String)
  /// More bytes than the value needs.
  case trailing(bytes: Int)
  /// A frame claims to be larger than frames may be.
  case oversized(bytes: Int, limit: Int)
  /// A frame is of no kind that is known, or not the one that must come now.
  case unexpected(frame: UInt8)

  /// One sentence that says what is wrong.
  public var description: String {
    switch self {
    case .truncated: "the message ends too early"
    case .invalid(let type): "the message has bytes that are no \(type)"
    case .trailing(let bytes): "the message is \(bytes) bytes too long"
    case .oversized(let bytes, let limit): "the message claims \(bytes) bytes, and \(limit) are allowed"
    case .unexpected(let frame): "a message of kind \(frame) came where none such can be"
    }
  }
}
