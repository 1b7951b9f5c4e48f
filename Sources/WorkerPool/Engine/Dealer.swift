/// Deals the items of a map in chunks, by its schedule.
struct Dealer {
  let schedule: Schedule
  private let workers: Int
  /// The size of a chunk; if chunks shrink, of the largest.
  let chunk: Int
  /// How many items there are so far; grows while a lazy input is pulled.
  private(set) var available: Int
  private let smallest: Int
  private var dealt = 0
  private var nextForWorker: [Int] = []
  private var returned: [Range<Int>] = []
  private var suspects: [Range<Int>] = []
  /// How many items wait to be dealt, including those that were given back.
  private(set) var undealt: Int

  /// Prepares to deal `items` items.
  init(items: Int, workers: Int, chunk: ChunkSize, schedule: Schedule) {
    self.schedule = schedule
    self.workers = workers
    available = items
    undealt = items
    let given: Int? = if case .items(let size) = chunk { Dealer.bounded(size) } else { nil }
    let shrinks = schedule == .guided || schedule == .auto
    smallest = given ?? 1
    self.chunk =
      if shrinks {
        max(smallest, Dealer.bounded((items + 2 * workers - 1) / (2 * workers)))
      } else if schedule == .static {
        given ?? Dealer.bounded((items + workers - 1) / workers)
      } else {
        given ?? Dealer.bounded(ChunkSize.pythonRule(items: items, workers: workers))
      }
    if schedule == .static || schedule == .cyclic { nextForWorker = Array(repeating: 0, count: workers) }
  }

  /// A chunk has at least one item, and at most as many as a message can count.
  private static func bounded(_ size: Int) -> Int { min(max(1, size), 1 << 31) }

  /// True when nothing is left to deal.
  var isEmpty: Bool { undealt == 0 }

  /// Adds items of a lazy input.
  mutating func extend(by items: Int) {
    available += items
    undealt += items
  }

  /// Takes back items that were dealt. They are dealt again before any others.
  mutating func giveBack(_ items: Range<Int>) {
    guard !items.isEmpty else { return }
    returned.append(items)
    undealt += items.count
  }

  /// Takes back items, one of which made a worker misbehave; it isn't known which one. They are dealt again in small
  /// pieces, each to a worker that holds nothing else.
  mutating func suspect(_ items: Range<Int>) {
    let size = items.count <= 1024 ? 1 : (items.count + 63) / 64
    for from in stride(from: items.lowerBound, to: items.upperBound, by: size).reversed() {
      suspects.append(from..<min(items.upperBound, from + size))
    }
    undealt += items.count
  }

  /// The next of these pieces, for a worker that holds nothing.
  mutating func dealSuspect() -> Range<Int>? {
    guard let piece = suspects.popLast() else { return nil }
    undealt -= piece.count
    return piece
  }

  /// The next items for a worker. `itemTime` is the nanoseconds that an item takes on average, once that is known.
  mutating func deal(to worker: Int, itemTime: Double?) -> Range<Int>? {
    guard undealt > 0 else { return nil }
    if let again = dealReturned() { return again }
    let range =
      switch schedule {
      case .static: dealBlock(to: worker)
      case .cyclic: dealCyclic(to: worker)
      case .dynamic, .guided, .auto: dealNext(typicalChunk(itemTime: itemTime))
      }
    if let range { undealt -= range.count }
    return range
  }

  /// The size that the next chunk would have.
  func typicalChunk(itemTime: Double?) -> Int {
    switch schedule {
    case .static, .cyclic, .dynamic: chunk
    case .guided: min(chunk, max(smallest, share))
    case .auto: min(chunk, aimed(itemTime))
    }
  }

  /// Half of what is left, divided among the workers.
  private var share: Int { max(1, (available - dealt + 2 * workers - 1) / (2 * workers)) }

  /// Two milliseconds of work, but at most a fair share, and at the end at least what is worth a message.
  private func aimed(_ itemTime: Double?) -> Int {
    guard let itemTime else { return max(smallest, min(share, max(1, available / (32 * workers)), 1024)) }
    let wanted = Int(min(2_000_000 / max(itemTime, 0.01), 1e12))
    let least = Int(min(20_000 / max(itemTime, 0.01), 1e12))
    return max(smallest, min(max(1, wanted), max(share, least)))
  }

  private mutating func dealReturned() -> Range<Int>? {
    guard let last = returned.popLast() else { return nil }
    let piece = last.prefix(max(1, chunk))
    if piece.count < last.count { returned.append(piece.upperBound..<last.upperBound) }
    undealt -= piece.count
    return piece
  }

  private mutating func dealNext(_ size: Int) -> Range<Int>? {
    guard dealt < available else { return nil }
    let end = size < available - dealt ? dealt + size : available
    defer { dealt = end }
    return dealt..<end
  }

  /// The next part of a worker's block. The first `items % workers` blocks are one item longer.
  private mutating func dealBlock(to worker: Int) -> Range<Int>? {
    let (size, longer) = available.quotientAndRemainder(dividingBy: workers)
    let begin = worker * size + min(worker, longer)
    let end = begin + size + (worker < longer ? 1 : 0)
    let from = begin + nextForWorker[worker]
    guard from < end else { return nil }
    let to = min(end, from + chunk)
    nextForWorker[worker] = to - begin
    return from..<to
  }

  private mutating func dealCyclic(to worker: Int) -> Range<Int>? {
    let from = (nextForWorker[worker] * workers + worker) * chunk
    guard from < available else { return nil }
    nextForWorker[worker] += 1
    return from..<min(available, from + chunk)
  }
}
