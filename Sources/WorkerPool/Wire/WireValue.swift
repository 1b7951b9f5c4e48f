/// A value that can be sent between the pool and its workers.
///
/// Numbers, `Bool`, `String`, `Range<Int>`, optionals, arrays and pairs of such values conform. Your own type conforms by
/// writing its parts one after the other, and reading them in the same order.
public protocol WireValue: Sendable {
  /// Writes the value.
  func encode(into writer: inout WireWriter)
  /// Reads a value.
  init(from reader: inout WireReader) throws(WireError)
  /// The fewest bytes that a value takes, at least 1. It is used to reject counts that can't be true.
  static var smallestSize: Int { get }
  /// What the type is called in both programs, the pool's and the worker's: by default its name without its module. A task
  /// is refused if they don't agree on the names of its types.
  static var wireName: String { get }
  /// Writes many values one after the other: the same bytes as writing each.
  static func encode(_ values: UnsafeBufferPointer<Self>, into writer: inout WireWriter)
  /// Reads this many values into uninitialised memory. If it throws, it leaves none initialised.
  static func decode(_ count: Int, from reader: inout WireReader, into memory: UnsafeMutablePointer<Self>)
    throws(WireError)
}

extension WireValue {
  /// One byte, which is correct for every type though not exact.
  public static var smallestSize: Int { 1 }

  /// The type's name without its module.
  public static var wireName: String { String(describing: Self.self) }

  /// Writes each value in turn.
  @inlinable public static func encode(_ values: UnsafeBufferPointer<Self>, into writer: inout WireWriter) {
    for value in values { value.encode(into: &writer) }
  }

  /// Reads each value in turn.
  @inlinable public static func decode(
    _ count: Int, from reader: inout WireReader, into memory: UnsafeMutablePointer<Self>
  ) throws(WireError) {
    for index in 0..<count {
      do throws(WireError) {
        (memory + index).initialize(to: try Self(from: &reader))
      } catch {
        memory.deinitialize(count: index)
        throw error
      }
    }
  }
}

/// A number of fixed size for which every bit pattern is a value, so that many can be copied at once.
public protocol FixedWireValue: WireValue, BitwiseCopyable {}

extension FixedWireValue {
  /// The size of the number in bytes.
  @inlinable public static var smallestSize: Int { MemoryLayout<Self>.size }

  /// Writes the number's bytes.
  @inlinable public func encode(into writer: inout WireWriter) { writer.write(self) }

  /// Reads the number's bytes.
  @inlinable public init(from reader: inout WireReader) throws(WireError) { self = try reader.read(Self.self) }

  /// Copies all the numbers at once.
  @inlinable public static func encode(_ values: UnsafeBufferPointer<Self>, into writer: inout WireWriter) {
    writer.write(bytes: UnsafeRawBufferPointer(values))
  }

  /// Copies all the numbers at once.
  @inlinable public static func decode(
    _ count: Int, from reader: inout WireReader, into memory: UnsafeMutablePointer<Self>
  ) throws(WireError) {
    guard count <= reader.remaining / MemoryLayout<Self>.size else { throw .truncated }
    let bytes = try reader.read(bytes: count * MemoryLayout<Self>.size)
    guard let source = bytes.baseAddress else { return }
    if bytes.count >= 1 << 18 { prepareMemory(UnsafeMutableRawPointer(memory), bytes.count) }
    UnsafeMutableRawPointer(memory).copyMemory(from: source, byteCount: bytes.count)
  }
}

/// A type whose values can be read from memory that another process may change meanwhile: no byte is looked at twice.
protocol ReadOnce {}

extension Array: ReadOnce where Element: FixedWireValue {}

extension Int: FixedWireValue {
  /// `Int`.
  public static var wireName: String { "Int" }
}
extension Int8: FixedWireValue {
  /// `Int8`.
  public static var wireName: String { "Int8" }
}
extension Int16: FixedWireValue {
  /// `Int16`.
  public static var wireName: String { "Int16" }
}
extension Int32: FixedWireValue {
  /// `Int32`.
  public static var wireName: String { "Int32" }
}
extension Int64: FixedWireValue {
  /// `Int64`.
  public static var wireName: String { "Int64" }
}
extension UInt: FixedWireValue {
  /// `UInt`.
  public static var wireName: String { "UInt" }
}
extension UInt8: FixedWireValue {
  /// `UInt8`.
  public static var wireName: String { "UInt8" }
}
extension UInt16: FixedWireValue {
  /// `UInt16`.
  public static var wireName: String { "UInt16" }
}
extension UInt32: FixedWireValue {
  /// `UInt32`.
  public static var wireName: String { "UInt32" }
}
extension UInt64: FixedWireValue {
  /// `UInt64`.
  public static var wireName: String { "UInt64" }
}
extension Float: FixedWireValue {
  /// `Float`.
  public static var wireName: String { "Float" }
}
extension Double: FixedWireValue {
  /// `Double`.
  public static var wireName: String { "Double" }
}
