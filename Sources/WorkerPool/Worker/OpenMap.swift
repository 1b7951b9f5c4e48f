/// A map as a worker knows it.
final class OpenMap: Sendable {
  /// Its number, from 1.
  let id: UInt32
  /// What to do with each item.
  let task: any RegistrableTask
  /// Where the items are the numbers of a range: the number of item 0.
  let rangeBase: Int?
  /// Whether begin and end of each item are told.
  let tellsItems: Bool
  /// Whether items have a time limit, so that each one's begin must be on the shared page.
  let isTimed: Bool
  /// Whether the first item that throws ends the map.
  let stopsAtFailure: Bool
  /// The root of the items' seeds.
  let seed: UInt64?

  init(
    id: UInt32, task: any RegistrableTask, rangeBase: Int?, tellsItems: Bool, isTimed: Bool, stopsAtFailure: Bool,
    seed: UInt64?
  ) {
    self.id = id
    self.task = task
    self.rangeBase = rangeBase
    self.tellsItems = tellsItems
    self.isTimed = isTimed
    self.stopsAtFailure = stopsAtFailure
    self.seed = seed
  }

  /// No map at all: what a worker has before its first chunk.
  static let none = OpenMap(
    id: 0, task: PoolTask<Nothing, Nothing>(name: "") { _, _ in Nothing() }, rangeBase: nil, tellsItems: false,
    isTimed: false, stopsAtFailure: false, seed: nil)
}

/// What the pool tells a worker about a map, as both sides write and read it.
struct MapHeader: WireValue, Equatable {
  var id: UInt32
  var task: String
  var rangeBase: Int?
  var tellsItems: Bool
  var isTimed: Bool
  var stopsAtFailure: Bool
  var seed: UInt64?

  init(
    id: UInt32, task: String, rangeBase: Int?, tellsItems: Bool, isTimed: Bool, stopsAtFailure: Bool, seed: UInt64?
  ) {
    self.id = id
    self.task = task
    self.rangeBase = rangeBase
    self.tellsItems = tellsItems
    self.isTimed = isTimed
    self.stopsAtFailure = stopsAtFailure
    self.seed = seed
  }

  func encode(into writer: inout WireWriter) {
    id.encode(into: &writer)
    task.encode(into: &writer)
    rangeBase.encode(into: &writer)
    tellsItems.encode(into: &writer)
    isTimed.encode(into: &writer)
    stopsAtFailure.encode(into: &writer)
    seed.encode(into: &writer)
  }

  init(from reader: inout WireReader) throws(WireError) {
    id = try UInt32(from: &reader)
    task = try String(from: &reader)
    rangeBase = try Int?(from: &reader)
    tellsItems = try Bool(from: &reader)
    isTimed = try Bool(from: &reader)
    stopsAtFailure = try Bool(from: &reader)
    seed = try UInt64?(from: &reader)
  }
}
