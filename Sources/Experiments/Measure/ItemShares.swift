package import WorkerPool

/// Which worker has done which part of a map's items, for a picture of the whole map.
///
/// The items are counted in at most `mostParts` parts of equal size, so that a map of a hundred million items takes no
/// more room than a short one, and no item is left out.
package struct ItemShares: Sendable, Equatable {
  /// The largest number of parts.
  package static let mostParts = 640

  /// Items of the current map.
  package private(set) var items = 0
  private var workers = 0
  private var parts = 0
  /// The items that each worker has done, part by part.
  private var counts: [UInt32] = []

  /// Makes the state before the first event.
  package init() {}

  /// The shares after some events.
  package init(_ events: some Sequence<PoolEvent>) {
    for event in events { apply(event) }
  }

  /// The shares of a finished map.
  ///
  /// - Parameter assignment: Pairs of item index and worker index, as in a report.
  package init(items: Int, workers: Int, assignment: [[Int]]) {
    self.workers = Self.clamped(workers)
    begin(items)
    for pair in assignment where pair.count == 2 && pair[0] >= 0 && pair[0] < items {
      add(pair[0]..<pair[0] + 1, worker: pair[1])
    }
  }

  /// Adds one event.
  package mutating func apply(_ event: PoolEvent) {
    switch event.kind {
    case .poolStarted(let workers):
      self = ItemShares()
      self.workers = Self.clamped(workers)
    case .mapStarted(_, let items, _, _, _): begin(items)
    case .mapGrew(_, let items): grow(to: items)
    case .chunkFinished(let worker, let items): add(items, worker: worker)
    default: break
    }
  }

  /// Events can come from a file.
  private static func clamped(_ workers: Int) -> Int { min(max(workers, 0), Knobs.mostProcesses) }

  private mutating func begin(_ items: Int) {
    self.items = max(0, items)
    parts = min(self.items, Self.mostParts)
    counts = Array(repeating: 0, count: parts * workers)
  }

  /// Makes room for more items. What larger parts have is spread over them evenly.
  private mutating func grow(to number: Int) {
    guard number > items else { return }
    var larger = self
    larger.begin(number)
    for part in 0..<parts {
      let (first, end) = (start(of: part), start(of: part + 1))
      var next = first
      for worker in 0..<workers {
        let mine = Int(counts[part * workers + worker])
        larger.add(next..<min(end, next + mine), worker: worker)
        next = min(end, next + mine)
      }
    }
    self = larger
  }

  private mutating func add(_ range: Range<Int>, worker: Int) {
    guard (0..<workers).contains(worker), range.lowerBound >= 0, range.upperBound <= items else { return }
    var next = range.lowerBound
    var part = part(of: next)
    while next < range.upperBound {
      let end = min(range.upperBound, start(of: part + 1))
      let index = part * workers + worker
      counts[index] = UInt32(clamping: Int(counts[index]) + end - next)
      next = end
      part += 1
    }
  }

  /// The first item of a part.
  private func start(of part: Int) -> Int {
    // Written like this, the product can't overflow.
    let (whole, rest) = items.quotientAndRemainder(dividingBy: parts)
    return part * whole + part * rest / parts
  }

  private func part(of item: Int) -> Int {
    var part = min(parts - 1, Int(Double(item) / Double(items) * Double(parts)))
    while part > 0, start(of: part) > item { part -= 1 }
    while part + 1 < parts, start(of: part + 1) <= item { part += 1 }
    return part
  }

  /// Neighbouring items as one cell of a picture shows them.
  package struct Cell: Sendable, Equatable {
    /// The worker that has done most of those that are done, counted from 0; `nil` if none is.
    package var worker: Int?
    /// Whether all of its items are done.
    package var isComplete = false
    /// Whether no worker has done more than half of those that are done.
    package var isMixed = false

    /// Makes a cell.
    package init(worker: Int? = nil, isComplete: Bool = false, isMixed: Bool = false) {
      self.worker = worker
      self.isComplete = isComplete
      self.isMixed = isMixed
    }
  }

  /// The items in so many cells, in order. If there are more cells than items, an item takes several.
  package func cells(_ number: Int) -> [Cell] {
    guard parts > 0, workers > 0, number > 0 else { return Array(repeating: Cell(), count: max(0, number)) }
    return (0..<number).map { index in
      let first = index * parts / number
      return cell(first..<max(first + 1, (index + 1) * parts / number))
    }
  }

  private func cell(_ range: Range<Int>) -> Cell {
    var (done, most, leader) = (0, 0, 0)
    for worker in 0..<workers {
      let mine = range.reduce(0) { $0 + Int(counts[$1 * workers + worker]) }
      done += mine
      if mine > most { (most, leader) = (mine, worker) }
    }
    guard done > 0 else { return Cell() }
    let all = start(of: range.upperBound) - start(of: range.lowerBound)
    return Cell(worker: leader, isComplete: done >= all, isMixed: most * 2 <= done)
  }
}
