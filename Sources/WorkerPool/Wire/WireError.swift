/// Why bytes could not be read as a value: one of the values below. Later versions may have more.
public struct WireError: Error, Sendable, Equatable, CustomStringConvertible {
  private enum Kind: Equatable {
    case truncated
    case invalid(type: String)
    case trailing(bytes: Int)
    case oversized(bytes: Int, limit: Int)
    case unexpected(frame: UInt8)
  }

  private let kind: Kind

  /// The bytes end before the value does.
  public static let truncated = WireError(kind: .truncated)
  /// The bytes are not a value of this type.
  public static func invalid(type: String) -> WireError { WireError(kind: .invalid(type: type)) }
  /// There are more bytes than the value needs.
  public static func trailing(bytes: Int) -> WireError { WireError(kind: .trailing(bytes: bytes)) }
  /// A frame claims to be larger than frames may be.
  static func oversized(bytes: Int, limit: Int) -> WireError { WireError(kind: .oversized(bytes: bytes, limit: limit)) }
  /// A frame is of an unknown kind, or of one that can't come now.
  static func unexpected(frame: UInt8) -> WireError { WireError(kind: .unexpected(frame: frame)) }

  /// One clause that says what is wrong.
  public var description: String {
    switch kind {
    case .truncated: "the message ends too early"
    case .invalid(let type): "the message has bytes that aren't a valid \(type)"
    case .trailing(let bytes): "the message is \(bytes) bytes too long"
    case .oversized(let bytes, let limit): "the message claims \(bytes) bytes, but at most \(limit) are allowed"
    case .unexpected(let frame): "unexpected message of kind \(frame)"
    }
  }
}
