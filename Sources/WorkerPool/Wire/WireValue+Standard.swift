extension Bool: WireValue {
  /// Writes one byte, 0 or 1.
  @inlinable public func encode(into writer: inout WireWriter) { writer.write(UInt8(self ? 1 : 0)) }

  /// Reads one byte, 0 or 1.
  @inlinable public init(from reader: inout WireReader) throws(WireError) {
    let byte = try reader.read(UInt8.self)
    guard byte <= 1 else { throw .invalid(type: "Bool") }
    self = byte == 1
  }

  /// `Bool`.
  public static var wireName: String { "Bool" }
}

extension String: WireValue {
  /// Writes the number of bytes, then the UTF-8.
  public func encode(into writer: inout WireWriter) {
    var text = self
    text.withUTF8 { bytes in
      writer.write(UInt32(truncatingIfNeeded: bytes.count))
      writer.write(bytes: UnsafeRawBufferPointer(bytes))
    }
  }

  /// Reads the number of bytes, then the UTF-8. What isn't UTF-8 becomes U+FFFD.
  public init(from reader: inout WireReader) throws(WireError) {
    let count = try reader.readCount(ofValuesOfAtLeast: 1)
    self.init(decoding: try reader.read(bytes: count), as: UTF8.self)
  }

  /// The byte count of an empty string.
  public static var smallestSize: Int { 4 }

  /// `String`.
  public static var wireName: String { "String" }
}

extension Array: WireValue where Element: WireValue {
  /// Writes the number of elements, then the elements.
  @inlinable public func encode(into writer: inout WireWriter) {
    writer.write(UInt32(truncatingIfNeeded: count))
    withUnsafeBufferPointer { Element.encode($0, into: &writer) }
  }

  /// Reads the number of elements, then the elements.
  @inlinable public init(from reader: inout WireReader) throws(WireError) {
    let count = try reader.readCount(ofValuesOfAtLeast: Element.smallestSize)
    // This initialiser doesn't rethrow typed errors, so the error is stored and thrown afterwards.
    var failure: WireError?
    self.init(unsafeUninitializedCapacity: count) { memory, initialised in
      guard let start = memory.baseAddress, count > 0 else { return }
      do throws(WireError) {
        try Element.decode(count, from: &reader, into: start)
        initialised = count
      } catch { failure = error }
    }
    if let failure { throw failure }
  }

  /// The element count of an empty array.
  @inlinable public static var smallestSize: Int { 4 }

  /// The element's name in brackets.
  public static var wireName: String { "[\(Element.wireName)]" }
}

extension Optional: WireValue where Wrapped: WireValue {
  /// Writes whether there is a value, then the value.
  @inlinable public func encode(into writer: inout WireWriter) {
    writer.write(UInt8(self == nil ? 0 : 1))
    self?.encode(into: &writer)
  }

  /// Reads whether there is a value, then the value.
  @inlinable public init(from reader: inout WireReader) throws(WireError) {
    self = try Bool(from: &reader) ? try Wrapped(from: &reader) : nil
  }

  /// The value's name and a question mark.
  public static var wireName: String { "\(Wrapped.wireName)?" }
}

extension Range: WireValue where Bound == Int {
  /// Writes both bounds.
  @inlinable public func encode(into writer: inout WireWriter) {
    writer.write(lowerBound)
    writer.write(upperBound)
  }

  /// Reads both bounds.
  @inlinable public init(from reader: inout WireReader) throws(WireError) {
    let lower = try reader.read(Int.self)
    let upper = try reader.read(Int.self)
    guard lower <= upper else { throw .invalid(type: "Range") }
    self = lower..<upper
  }

  /// Two numbers.
  @inlinable public static var smallestSize: Int { 16 }

  /// `Range<Int>`.
  public static var wireName: String { "Range<Int>" }
}

/// Two values that are sent as one: the arguments of a task that takes two.
public struct WirePair<First: WireValue, Second: WireValue>: WireValue {
  /// The first value.
  public var first: First
  /// The second value.
  public var second: Second

  /// Makes a pair.
  @inlinable public init(_ first: First, _ second: Second) {
    self.first = first
    self.second = second
  }

  /// Writes both.
  @inlinable public func encode(into writer: inout WireWriter) {
    first.encode(into: &writer)
    second.encode(into: &writer)
  }

  /// Reads both.
  @inlinable public init(from reader: inout WireReader) throws(WireError) {
    first = try First(from: &reader)
    second = try Second(from: &reader)
  }

  /// The smallest of both together.
  @inlinable public static var smallestSize: Int { First.smallestSize + Second.smallestSize }

  /// Both names in parentheses.
  public static var wireName: String { "(\(First.wireName), \(Second.wireName))" }
}

extension WirePair: Equatable where First: Equatable, Second: Equatable {}
extension WirePair: Hashable where First: Hashable, Second: Hashable {}

/// No value: what a task returns that is called only for its effect.
public struct Nothing: WireValue, Hashable {
  /// Makes the value.
  public init() {}
  /// Writes one byte.
  public func encode(into writer: inout WireWriter) { writer.write(UInt8(0)) }
  /// Reads one byte.
  public init(from reader: inout WireReader) throws(WireError) { _ = try reader.read(UInt8.self) }
  /// `Nothing`.
  public static var wireName: String { "Nothing" }
}
