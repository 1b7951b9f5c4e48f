// swift-format-ignore-file: AllPublicDeclarationsHaveDocumentation
public import WorkerPool

/// Options for pictures, which take up to a gigabyte each.
public func pictureOptions() -> PoolOptions {
  PoolOptions(maximumFrameSize: 1 << 30)
}

/// A picture, called the same in every program that sends one.
public struct Picture: WireValue {
  public var width: Int
  public var pixels: [UInt8]

  public init(width: Int, pixels: [UInt8]) {
    self.width = width
    self.pixels = pixels
  }

  public func encode(into writer: inout WireWriter) {
    width.encode(into: &writer)
    pixels.encode(into: &writer)
  }

  public init(from reader: inout WireReader) throws(WireError) {
    width = try Int(from: &reader)
    pixels = try [UInt8](from: &reader)
  }

  public static var wireName: String { "Picture" }
}
