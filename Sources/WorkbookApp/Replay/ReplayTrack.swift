internal import Experiments
internal import WorkerPool

/// A run as steps that a person can follow: who took what, who gave what back, and what went wrong.
struct ReplayTrack: Sendable, Equatable {
  /// Something that happens, at a time of the monotonic clock in nanoseconds.
  struct Step: Sendable, Equatable {
    var time: UInt64
    var kind: Kind

    enum Kind: Sendable, Equatable {
      /// A worker begins some items; the index of the chip.
      case took(chip: Int)
      /// A worker is done with them.
      case finished(chip: Int)
      /// The task threw at an item.
      case failed(worker: Int, item: Int, message: String)
      /// Items are taken back and wait again.
      case returned(worker: Int, items: Range<Int>)
      /// A process has ended.
      case died(worker: Int, pid: Int32, end: WorkerEnd)
      /// A new process has taken its place.
      case replaced(worker: Int, pid: Int32)
    }
  }

  /// Items in the hands of one worker, from the step that begins them to the one that ends them.
  struct Chip: Sendable, Equatable {
    var worker: Int
    var items: Range<Int>
    /// The index of the step that begins it.
    var start: Int
    /// The index of the step that ends it; `nil` if the recording doesn't have it.
    var end: Int?
    /// Nanoseconds of the monotonic clock.
    var time: Range<UInt64>
    /// Whether the items were given out before, to a process that has ended or to a busy worker.
    var isAgain = false
    /// Whether its process ended before it was done.
    var isLost = false
  }

  /// The steps in the order of time.
  private(set) var steps: [Step] = []
  /// The chips in the order in which they begin.
  private(set) var chips: [Chip] = []
  /// The number of workers, and of items of the map.
  private(set) var workers = 0, items = 0
  /// The rule for dealing the items.
  private(set) var schedule = Schedule.dynamic
  /// The process of each worker when the map begins.
  private(set) var processes: [Process] = []
  /// The time span of the map, nanoseconds.
  private(set) var window: Range<UInt64> = 0..<1
  /// The ranges of items that are dealt together, each of them once, in the order of the list.
  private(set) var parcels: [Range<Int>] = []
  /// The steps, by worker, at which its process ends or is replaced.
  private(set) var changes: [[Int]] = []
  /// The steps at which a chip is lost.
  private(set) var losses: Set<Int> = []
  /// The workers that have finished something.
  private(set) var useful: Set<Int> = []

  /// A process of a worker.
  struct Process: Sendable, Equatable {
    /// Its number; 0 if it isn't known.
    var pid: Int32 = 0
    /// The machine that it runs on.
    var host = ""
  }

  /// Reads the last map of a run from its events.
  init(_ events: [PoolEvent]) {
    var lanes = Lanes()
    lanes.apply(events)
    workers = lanes.lanes.count
    items = lanes.items
    schedule = lanes.schedule
    let first = lanes.began ?? events.first?.time ?? 0
    processes = Array(repeating: Process(), count: workers)
    changes = Array(repeating: [], count: workers)
    // Workers read their own clocks, so that events arrive slightly out of order.
    let sorted = events.enumerated().sorted { ($0.element.time, $0.offset) < ($1.element.time, $1.offset) }
    var open: [Int: Int] = [:]
    var again = RangeList()
    for (_, event) in sorted { add(event, since: first, &open, &again) }
    let last = max(lanes.ended ?? first, steps.last?.time ?? first)
    window = first..<max(last, first + 1)
    for index in chips.indices where chips[index].end == nil {
      chips[index].time = chips[index].time.lowerBound..<max(chips[index].time.lowerBound, window.upperBound)
    }
    useful = Set(chips.lazy.filter { !$0.isLost }.map(\.worker))
    parcels = Set(chips.map(\.items)).sorted { ($0.lowerBound, $0.upperBound) < ($1.lowerBound, $1.upperBound) }
  }

  /// Adds what a person can see of an event.
  ///
  /// - Parameters:
  ///   - open: The chip that each worker has.
  ///   - again: Items that were given out before.
  private mutating func add(
    _ event: PoolEvent, since first: UInt64, _ open: inout [Int: Int], _ again: inout RangeList
  ) {
    switch event.kind {
    case .workerStarted(let worker, let pid, let host):
      guard processes.indices.contains(worker) else { return }
      if event.time < first || processes[worker].pid == 0 {
        processes[worker] = Process(pid: pid, host: host)
      } else {
        changes[worker].append(steps.count)
        append(.replaced(worker: worker, pid: pid), event.time)
      }
    // Events can come from a file, so that workers and items may be others than the map's.
    case .chunkStarted(let worker, let items)
    where event.time >= first && worker < workers && items.upperBound <= self.items:
      let isAgain = again.overlaps(items)
      open[worker] = chips.count
      chips.append(
        Chip(worker: worker, items: items, start: steps.count, time: event.time..<event.time, isAgain: isAgain))
      append(.took(chip: chips.count - 1), event.time)
    case .chunkFinished(let worker, let items):
      guard let chip = open[worker], chips[chip].items == items else { return }
      open[worker] = nil
      close(chip, at: event.time)
      append(.finished(chip: chip), event.time)
    case .itemFailed(let worker, let item, let message) where event.time >= first && worker < workers:
      append(.failed(worker: worker, item: item, message: message), event.time)
    case .chunkReturned(let worker, let items)
    where event.time >= first && worker < workers && items.upperBound <= self.items:
      again.insert(items)
      append(.returned(worker: worker, items: items), event.time)
    case .workerEnded(let worker, let pid, let end) where event.time >= first && worker < workers:
      changes[worker].append(steps.count)
      if let chip = open.removeValue(forKey: worker) {
        chips[chip].isLost = true
        losses.insert(steps.count)
        close(chip, at: event.time)
      }
      append(.died(worker: worker, pid: pid, end: end), event.time)
    default: break
    }
  }

  private mutating func close(_ chip: Int, at time: UInt64) {
    chips[chip].end = steps.count
    chips[chip].time = chips[chip].time.lowerBound..<max(chips[chip].time.lowerBound, time)
  }

  private mutating func append(_ kind: Step.Kind, _ time: UInt64) { steps.append(Step(time: time, kind: kind)) }

  /// The process of a worker after some steps; `nil` if it has ended and hasn't been replaced.
  func process(of worker: Int, after count: Int) -> Int32? {
    guard let last = changes[safe: worker]?.last(where: { $0 < count }) else { return processes[safe: worker]?.pid }
    if case .replaced(_, let pid) = steps[last].kind { return pid }
    return nil
  }

  /// The worker of a step, counted from 0.
  func worker(of step: Step) -> Int {
    switch step.kind {
    case .took(let chip), .finished(let chip): chips[chip].worker
    case .failed(let worker, _, _), .returned(let worker, _), .died(let worker, _, _), .replaced(let worker, _): worker
    }
  }
}

extension ReplayTrack {
  /// What has become of the items after some steps.
  struct Progress: Sendable, Equatable {
    /// The items that are done, in the order in which they were finished.
    var done: [Range<Int>] = []
    /// The number of items that are done.
    var count = 0
    /// The chips that are under way.
    var underWay: [Int] = []
  }

  /// What has become of the items when so many steps have happened.
  func progress(after count: Int) -> Progress {
    var progress = Progress()
    for (index, chip) in chips.enumerated() {
      guard chip.start < count else { break }
      if let end = chip.end, end < count {
        guard !chip.isLost else { continue }
        progress.done.append(chip.items)
        // Of items that were given out twice, both results may have come.
        progress.count = min(items, progress.count &+ chip.items.count)
      } else {
        progress.underWay.append(index)
      }
    }
    return progress
  }

  /// The items that nobody has yet, in their order.
  func waiting(after progress: Progress) -> [Range<Int>] {
    let taken = (progress.done + progress.underWay.map { chips[$0].items }).sorted { $0.lowerBound < $1.lowerBound }
    var left: [Range<Int>] = []
    var next = 0
    for range in taken {
      if range.lowerBound > next { left.append(next..<range.lowerBound) }
      next = max(next, range.upperBound)
    }
    if next < items { left.append(next..<items) }
    return left
  }
}

/// Some ranges of items that were given out before.
private struct RangeList {
  /// Sorted, and apart from each other.
  private var ranges: [Range<Int>] = []

  /// The most that are kept: no run that anybody looks at loses more.
  private static let most = 10_000

  /// The index of the first range that ends after a number.
  private func index(after number: Int) -> Int {
    var (low, high) = (0, ranges.count)
    while low < high {
      let middle = (low + high) / 2
      if ranges[middle].upperBound > number { high = middle } else { low = middle + 1 }
    }
    return low
  }

  func overlaps(_ range: Range<Int>) -> Bool {
    ranges[safe: index(after: range.lowerBound)].map { $0.overlaps(range) } ?? false
  }

  mutating func insert(_ range: Range<Int>) {
    guard ranges.count < Self.most, !range.isEmpty else { return }
    let first = index(after: range.lowerBound)
    var (last, merged) = (first, range)
    while last < ranges.count, ranges[last].lowerBound < range.upperBound {
      merged = min(merged.lowerBound, ranges[last].lowerBound)..<max(merged.upperBound, ranges[last].upperBound)
      last += 1
    }
    ranges.replaceSubrange(first..<last, with: [merged])
  }
}
