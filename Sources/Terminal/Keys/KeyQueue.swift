package import Canvas

/// Keys that have arrived and wait to be handled.
///
/// Input is read more often than it is handled, so that each key is decoded when it arrives. Otherwise an escape key and
/// a letter that was typed a moment later would wait together, and be taken for alt and the letter.
package struct KeyQueue: Sendable {
  private var keys: ArraySlice<Key> = []

  /// More keys than these don't wait because somebody types fast.
  private static let excess = 100
  /// When to leave input where it is.
  private static let capacity = 10_000

  /// Makes an empty queue.
  package init() {}

  /// Whether no key waits.
  package var isEmpty: Bool { keys.isEmpty }
  /// Whether so many keys wait that no more should be read.
  package var isFull: Bool { keys.count >= Self.capacity }

  /// Adds keys that have arrived.
  package mutating func add(_ new: [Key]) { keys += new }

  /// Takes at most so many keys, the oldest ones.
  package mutating func take(_ count: Int) -> [Key] {
    defer { keys = keys.dropFirst(count) }
    return Array(keys.prefix(count))
  }

  /// Drops all keys if more wait than anyone types: a key that is held down, or a program that sends keys. As commands,
  /// they would be carried out long after they were meant.
  package mutating func dropExcess() {
    if keys.count > Self.excess { dropAll() }
  }

  /// Drops all keys: they were meant for another program.
  package mutating func dropAll() { keys = [] }
}
