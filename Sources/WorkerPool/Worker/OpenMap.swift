/// A map as a worker knows it.
final class OpenMap: Sendable {
  /// Its number, from 1; 0 for an initialiser.
  let id: UInt32
  /// Does the items of one chunk.
  let perform: @Sendable (inout ChunkWork) -> Void
  /// The number that is item 0, if the items are a range; otherwise `nil`.
  let rangeBase: Int?
  /// True if begin and end of each item are reported.
  let reportsItems: Bool
  /// True if items have a time limit, so that the shared page has to show when each of them began.
  let isTimed: Bool
  /// True if the first item that throws ends the map.
  let stopsAtFailure: Bool
  /// The root of the items' seeds.
  let seed: UInt64?

  init(_ header: MapHeader, perform: @escaping @Sendable (inout ChunkWork) -> Void) {
    id = header.id
    self.perform = perform
    rangeBase = header.rangeBase
    reportsItems = header.reportsItems
    isTimed = header.isTimed
    stopsAtFailure = header.stopsAtFailure
    seed = header.seed
  }

  /// The map of a worker that has not begun a chunk.
  static let none = OpenMap(MapHeader(id: 0, task: "", types: "")) { _ in }
}

/// What a worker knows about a map.
struct MapHeader: WireValue, Equatable {
  var id: UInt32
  var task: String
  /// The names of the task's types.
  var types: String
  var rangeBase: Int?
  var reportsItems = false
  var isTimed = false
  var stopsAtFailure = true
  var seed: UInt64?

  init(
    id: UInt32, task: String, types: String, rangeBase: Int? = nil, reportsItems: Bool = false, isTimed: Bool = false,
    stopsAtFailure: Bool = true, seed: UInt64? = nil
  ) {
    self.id = id
    self.task = task
    self.types = types
    self.rangeBase = rangeBase
    self.reportsItems = reportsItems
    self.isTimed = isTimed
    self.stopsAtFailure = stopsAtFailure
    self.seed = seed
  }

  func encode(into writer: inout WireWriter) {
    id.encode(into: &writer)
    task.encode(into: &writer)
    types.encode(into: &writer)
    rangeBase.encode(into: &writer)
    reportsItems.encode(into: &writer)
    isTimed.encode(into: &writer)
    stopsAtFailure.encode(into: &writer)
    seed.encode(into: &writer)
  }

  init(from reader: inout WireReader) throws(WireError) {
    id = try UInt32(from: &reader)
    task = try String(from: &reader)
    types = try String(from: &reader)
    rangeBase = try Int?(from: &reader)
    reportsItems = try Bool(from: &reader)
    isTimed = try Bool(from: &reader)
    stopsAtFailure = try Bool(from: &reader)
    seed = try UInt64?(from: &reader)
  }
}
