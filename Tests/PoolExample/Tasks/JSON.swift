// swift-format-ignore-file: AllPublicDeclarationsHaveDocumentation
import Foundation
public import WorkerPool

/// Sends a value of any `Codable` type, as JSON.
public struct JSON<Value: Codable & Sendable>: WireValue {
  public var value: Value

  public init(_ value: Value) { self.value = value }

  public func encode(into writer: inout WireWriter) {
    // A value that can't be written arrives as no bytes, and the other side reports that it can't read them.
    let data = (try? JSONEncoder().encode(value)) ?? Data()
    Array(data).encode(into: &writer)
  }

  public init(from reader: inout WireReader) throws(WireError) {
    let bytes = try [UInt8](from: &reader)
    do {
      value = try JSONDecoder().decode(Value.self, from: Data(bytes))
    } catch {
      throw .invalid(type: "\(Value.self)")
    }
  }
}

/// What a customer buys.
public struct Order: Codable, Sendable {
  public var prices: [Double]
  public var discount: Double?

  public init(prices: [Double], discount: Double? = nil) {
    self.prices = prices
    self.discount = discount
  }
}

/// What an order costs.
public let total = PoolTask<JSON<Order>, Double>(name: "total") { order, _ in
  order.value.prices.reduce(0, +) * (1 - (order.value.discount ?? 0))
}
