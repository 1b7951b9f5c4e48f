// swift-format-ignore-file: AllPublicDeclarationsHaveDocumentation
public import WorkerPool

/// A shape of the plane.
public enum Shape: WireValue {
  case circle(radius: Double)
  case rectangle(width: Double, height: Double)

  public func encode(into writer: inout WireWriter) {
    switch self {
    case .circle(let radius):
      UInt8(0).encode(into: &writer)
      radius.encode(into: &writer)
    case .rectangle(let width, let height):
      UInt8(1).encode(into: &writer)
      width.encode(into: &writer)
      height.encode(into: &writer)
    }
  }

  public init(from reader: inout WireReader) throws(WireError) {
    switch try UInt8(from: &reader) {
    case 0: self = .circle(radius: try Double(from: &reader))
    case 1: self = .rectangle(width: try Double(from: &reader), height: try Double(from: &reader))
    default: throw .invalid(type: "Shape")
    }
  }
}

/// The area of a shape.
public let area = PoolTask<Shape, Double>(name: "area") { shape, _ in
  switch shape {
  case .circle(let radius): .pi * radius * radius
  case .rectangle(let width, let height): width * height
  }
}
