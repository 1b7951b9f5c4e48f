internal import WorkerPool

/// Where a worker's random numbers start.
package enum Seeding: Sendable, Equatable {
  /// From the worker's pid: every worker has another seed, in every run.
  case processID
  /// All items from this one seed: n workers draw the same numbers, and are no more accurate than one.
  case same(UInt64)
  /// From this seed and the item's index: the same result, whichever worker takes the item.
  case perItem(UInt64)

  /// The words for the three ways.
  static let words = ["pid", "same", "item"]

  /// The word for it: `pid`, `same` or `item`.
  package var word: String {
    switch self {
    case .processID: "pid"
    case .same: "same"
    case .perItem: "item"
    }
  }

  /// The seed that everything starts from; `nil` if it starts from pids.
  package var root: UInt64? {
    switch self {
    case .processID: nil
    case .same(let root), .perItem(let root): root
    }
  }

  /// The same way with another root; from pids it becomes one seed for all.
  func with(root: UInt64) -> Seeding {
    if case .perItem = self { .perItem(root) } else { .same(root) }
  }

  /// Another way with the same root; `nil` if there is no such word.
  func with(word: String) -> Seeding? {
    switch word {
    case "pid": .processID
    case "same": .same(root ?? 0)
    case "item": .perItem(root ?? 0)
    default: nil
    }
  }

  /// The seed of an item; `nil` if only the worker that takes it can know.
  func seed(of item: Int) -> UInt64? {
    switch self {
    case .processID: nil
    case .same(let root): root
    case .perItem(let root): Seeds.seed(root: root, item: item)
    }
  }

  /// The seed of an item that a worker with this pid takes.
  package func seed(pid: Int32, item: Int) -> UInt64 { seed(of: item) ?? processSeed(pid: pid, item: item) }

  /// The words for it in the description of an experiment; `nil` for pids, which is the default.
  package var description: String? {
    switch self {
    case .processID: nil
    case .same(let seed): "seed \(seed) for all"
    case .perItem(let seed): "seed \(seed) by item"
    }
  }
}

/// The seed of one item, from the pid of the worker that takes it: 4107002 for item 2 on pid 4107.
///
/// The item is part of the seed because a fast worker may take several: with its pid alone, it would draw the same points
/// again.
package func processSeed(pid: Int32, item: Int) -> UInt64 {
  UInt64(UInt32(bitPattern: pid)) * 1000 + UInt64(item % 1000)
}
