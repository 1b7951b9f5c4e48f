import Synchronization
internal import WorkerPool

/// Makes a map and the maps that try its failed items again look like one map.
final class RetryEvents: Sendable {
  fileprivate struct State {
    /// The items of the maps to come.
    var expected: [[Int]] = []
    /// The items of the map in progress, if it tries some again.
    var current: [Int]?
    /// The end of the last map.
    var end: PoolEvent?
  }

  private let isOn: Bool
  private let sink: @Sendable ([PoolEvent]) -> Void
  private let state = Mutex(State())

  /// Passes on all events to `sink`, unchanged if nothing is tried again.
  init(_ policy: FailurePolicy, sink: @escaping @Sendable ([PoolEvent]) -> Void) {
    isOn = policy.retries > 0
    self.sink = sink
  }

  /// The next map tries these items again, each in a chunk of its own.
  func expect(_ items: [Int]) { state.withLock { $0.expected.append(items) } }

  /// No map tries items of the last one again.
  func finish() {
    let end = state.withLock { state in
      defer { state.end = nil }
      return state.end
    }
    if let end { sink([end]) }
  }

  /// Takes what happened in the pool.
  func add(_ events: [PoolEvent]) {
    guard isOn else { return sink(events) }
    let shown = state.withLock { state in events.compactMap { state.translate($0) } }
    if !shown.isEmpty { sink(shown) }
  }
}

extension RetryEvents.State {
  fileprivate mutating func translate(_ event: PoolEvent) -> PoolEvent? {
    var event = event
    switch event.kind {
    case .mapStarted:
      current = expected.isEmpty ? nil : expected.removeFirst()
      if current != nil { return nil }
    case .mapFinished:
      end = event
      return nil
    case .chunkHandedOut(let worker, let items): event.kind = .chunkHandedOut(worker: worker, items: place(items))
    case .chunkStarted(let worker, let items): event.kind = .chunkStarted(worker: worker, items: place(items))
    case .chunkFinished(let worker, let items): event.kind = .chunkFinished(worker: worker, items: place(items))
    case .chunkReturned(let worker, let items): event.kind = .chunkReturned(worker: worker, items: place(items))
    case .itemStarted(let worker, let item): event.kind = .itemStarted(worker: worker, item: place(item))
    case .itemFinished(let worker, let item): event.kind = .itemFinished(worker: worker, item: place(item))
    case .itemFailed(let worker, let item, let message):
      event.kind = .itemFailed(worker: worker, item: place(item), message: message)
    default: break
    }
    return event
  }

  private func place(_ item: Int) -> Int {
    guard let current, current.indices.contains(item) else { return item }
    return current[item]
  }

  private func place(_ items: Range<Int>) -> Range<Int> {
    guard current != nil, items.count == 1 else { return items }
    let item = place(items.lowerBound)
    return item..<item + 1
  }
}
