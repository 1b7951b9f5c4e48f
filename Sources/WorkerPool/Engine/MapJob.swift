/// What the loop needs of a map: how to encode its items and store their results, and what to call when it ends.
///
/// Sendable because one thread at a time uses a job: its caller until the job is posted, then the loop's thread until it
/// calls `end`, then its caller again. Subclasses that both sides use in between have locks.
class MapJob: @unchecked Sendable {
  /// The task's name.
  let task: String
  /// The names of the task's types.
  let types: String
  /// The number that is item 0, if the items are a range; otherwise `nil`.
  let rangeBase: Int?
  /// How the items are dealt.
  let options: MapOptions
  /// True if an item that fails doesn't end the map.
  let keepsFailures: Bool
  /// The number that the loop gave it.
  var id: UInt32 = 0
  /// True if its caller cancelled it before the loop started it.
  var isCancelled = false

  init(task: String, types: String, rangeBase: Int?, options: MapOptions, keepsFailures: Bool) {
    self.task = task
    self.types = types
    self.rangeBase = rangeBase
    self.options = options
    self.keepsFailures = keepsFailures
  }

  /// How many items there are so far.
  var itemCount: Int { 0 }
  /// How many items there will be, as far as is known; 0 if a lazy input doesn't say.
  var expectedCount: Int { itemCount }
  /// True while more items may come.
  var isOpen: Bool { false }

  /// True if there are this many items, and no more will come.
  func isWhole(at items: Int) -> Bool { true }

  /// Writes the inputs of these items.
  func encode(_ items: Range<Int>, into writer: inout WireWriter) {}

  /// Keeps the results of these items, except those that failed. If it throws, it has kept none of them.
  func accept(_ items: Range<Int>, failures: [ItemFailure], from reader: inout WireReader) throws(WireError) {}

  /// True if results can be read from memory that a worker may change meanwhile.
  var readsOnce: Bool { false }

  /// The map has ended: with every result, or with an error. Nothing is called afterwards.
  func end(_ error: PoolError?) {}
}
