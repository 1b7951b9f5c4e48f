package import WorkerPool

/// The state of a pool after some events, of a run in progress or a recorded one.
package struct Lanes: Sendable, Equatable {
  /// The most items and chunks that a lane lists one by one.
  package static let mostTaken = 10_000

  /// One lane for each worker, in order.
  package private(set) var lanes: [Lane] = []
  /// Items of the current map.
  package private(set) var items = 0
  /// Items of the map that are finished.
  package private(set) var itemsDone = 0
  /// Items in a chunk; in the largest one if chunks shrink.
  package private(set) var chunk = 1
  /// The rule for dealing the items.
  package private(set) var schedule = Schedule.dynamic
  /// Which map it is, from 1; 0 before the first.
  package private(set) var run = 0
  /// When the pool's creation began, nanoseconds of the monotonic clock.
  package private(set) var poolBegan: UInt64?
  /// When the last worker became ready.
  package private(set) var allReady: UInt64?
  private var latestReady: UInt64 = 0
  /// When the current map began, and when it ended.
  package private(set) var began: UInt64?, ended: UInt64?

  /// Makes the state before the first event.
  package init() {}

  /// Adds events in the order in which they happened.
  package mutating func apply(_ events: some Sequence<PoolEvent>) {
    for event in events { apply(event) }
  }

  /// Adds one event.
  package mutating func apply(_ event: PoolEvent) {
    switch event.kind {
    case .poolStarted(let workers):
      self = Lanes()
      poolBegan = event.time
      lanes = (0..<min(max(workers, 0), Knobs.mostProcesses)).map(Lane.init(worker:))
    case .mapStarted(let run, let items, let chunk, let schedule, _):
      begin(run: run, items: items, chunk: chunk, schedule: schedule, at: event.time)
    case .mapGrew(_, let items): self.items = max(self.items, items)
    case .mapFinished, .mapStopped:
      ended = event.time
      for index in lanes.indices where lanes[index].state == .working { lanes[index].state = .idle }
    case .workerStarted(let worker, let pid, let host):
      change(worker) { lane in
        lane.pid = pid
        lane.host = host
        lane.state = .starting
      }
    case .workerReady(let worker):
      change(worker) { if $0.state == .starting { $0.state = .idle } }
      if allReady == nil {
        // The workers' own times come in the order of their messages, so that the last one needn't be the latest.
        latestReady = max(latestReady, event.time)
        if lanes.allSatisfy({ $0.state != .starting }) { allReady = latestReady }
      }
    case .chunkStarted(let worker, let items):
      change(worker) { $0.begin(items, at: event.time) }
    case .chunkFinished(let worker, let items):
      change(worker) { $0.finish(items, at: event.time) }
      itemsDone = min(self.items, itemsDone &+ items.count)
    case .chunkReturned(let worker, let items):
      change(worker) { $0.giveBack(items) }
    case .workerEnded(let worker, let pid, let end):
      let lost = ended == nil ? LostProcess(pid: pid, end: end, run: run) : nil
      change(worker) { lane in
        lane.state = .ended
        lane.interrupt(at: event.time)
        if let lost, lane.lost.count < Lanes.mostTaken { lane.lost.append(lost) }
      }
    case .workerOutput(let worker, let text):
      change(worker) { $0.output.add(text) }
    case .chunkHandedOut, .itemStarted, .itemFinished, .itemFailed, .poolEnded:
      break
    }
  }

  private mutating func begin(run: Int, items: Int, chunk: Int, schedule: Schedule, at time: UInt64) {
    self.run = run
    self.items = max(0, items)
    self.chunk = chunk
    self.schedule = schedule
    itemsDone = 0
    began = time
    ended = nil
    for index in lanes.indices { lanes[index].beginMap() }
  }

  /// Ignores a worker that the pool doesn't have: events can come from a file.
  private mutating func change(_ worker: Int, _ body: (inout Lane) -> Void) {
    if lanes.indices.contains(worker) { body(&lanes[worker]) }
  }
}

extension Lanes {
  /// Seconds from the pool's creation until every worker was ready; `nil` before that.
  package var startup: Double? {
    guard let poolBegan, let allReady, allReady >= poolBegan else { return nil }
    return Double(allReady - poolBegan) / 1e9
  }

  /// Seconds that the current map took, or has taken until now if it has not ended.
  ///
  /// - Parameter now: Nanoseconds of the monotonic clock.
  package func elapsed(at now: UInt64) -> Double {
    guard let began else { return 0 }
    let end = ended ?? now
    return end > began ? Double(end - began) / 1e9 : 0
  }

  /// Items of the current map that had to be given out again because the process that had them ended.
  package var givenAgain: [Range<Int>] {
    lanes.flatMap(\.lost).filter { $0.run == run }.flatMap(\.givenAgain)
  }
}

extension Lane {
  fileprivate mutating func beginMap() {
    items = 0
    chunks = 0
    busy = 0
    taken = []
    spans = []
    spansLeftOut = 0
    current = nil
  }

  fileprivate mutating func begin(_ items: Range<Int>, at time: UInt64) {
    current = items
    currentSince = time
    state = .working
  }

  /// Ends the chunk in progress because the worker died. Its time is shown, but it doesn't count as busy.
  fileprivate mutating func interrupt(at time: UInt64) {
    if let current, time >= currentSince { add(Span(items: current, time: currentSince..<time)) }
    current = nil
  }

  private mutating func add(_ span: Span) {
    if spans.count < Lanes.mostTaken { spans.append(span) } else { spansLeftOut += 1 }
  }

  /// Takes unfinished items from this worker: its process has ended, or they are taken back from a busy one.
  fileprivate mutating func giveBack(_ items: Range<Int>) {
    if current == items { current = nil }
    guard state == .ended, let last = lost.indices.last, lost[last].givenAgain.count < Lanes.mostTaken else { return }
    lost[last].givenAgain.append(items)
  }

  fileprivate mutating func finish(_ range: Range<Int>, at time: UInt64) {
    if current == range, time >= currentSince {
      busy &+= time - currentSince
      add(Span(items: range, time: currentSince..<time))
    }
    current = nil
    state = .idle
    items &+= range.count
    chunks += 1
    taken += range.prefix(max(0, Lanes.mostTaken - taken.count))
  }
}
