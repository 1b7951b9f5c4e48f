/// What a map is to the loop: items to encode, results to keep, an end to tell.
///
/// Sendable because a job is used by one thread at a time: by its caller until it is posted, by the loop's thread until it
/// calls `end`, by its caller again from then on. Subclasses that are used from both sides meanwhile have locks.
class MapJob: @unchecked Sendable {
  /// The task's name.
  let task: String
  /// Where the items are the numbers of a range: the number of item 0.
  let rangeBase: Int?
  /// How to deal them.
  let options: MapOptions
  /// True where an item that fails leaves the others their results.
  let keepsFailures: Bool
  /// The number the loop gave it.
  var id: UInt32 = 0
  /// True where its caller gave it up before the loop had heard of it.
  var isCancelled = false

  init(task: String, rangeBase: Int?, options: MapOptions, keepsFailures: Bool) {
    self.task = task
    self.rangeBase = rangeBase
    self.options = options
    self.keepsFailures = keepsFailures
  }

  /// How many items there are so far.
  var itemCount: Int { 0 }
  /// How many items there will be as far as is known; 0 where a lazy input doesn't tell.
  var expectedCount: Int { itemCount }
  /// True while more items may come.
  var isOpen: Bool { false }

  /// True if no more than so many items will ever come.
  func isWhole(at items: Int) -> Bool { true }

  /// Writes the inputs of these items.
  func encode(_ items: Range<Int>, into writer: inout WireWriter) {}

  /// Keeps the results of these items, less those that failed.
  func accept(_ items: Range<Int>, failures: [ItemFailure], from reader: inout WireReader) throws(WireError) {}

  /// Every result is there, or the map ended with an error; nothing is called afterwards.
  func end(_ error: PoolError?) {}
}
