internal import Experiments
import Posix
internal import WorkerPool

/// What happens in the pools of a program, as events while it runs.
///
/// One pool and one map of it are shown at a time, in the order in which the maps begin; what runs beside it waits until
/// the map has ended.
struct LiveEvents {
  /// What each worker of the pool that is shown is doing.
  private(set) var progress: [WorkerProgress] = []
  private var pages: [String: LivePage] = [:]
  private var pool: PoolKey?
  private var order: LaneOrder?
  private var map: LiveMap?
  /// The last time at which something happened in the map.
  private var lastTime: UInt64 = 0
  /// Workers whose start, readiness or end has been reported.
  private var started: Set<Int32> = [], ready: Set<Int32> = [], ended: Set<Int32> = []
  private var shown: Set<LiveMap.Source> = []
  private var shownPools: Set<PoolKey> = []
  /// Maps before this one have been shown.
  private var next = 0
  private var number = 0
  private var batch: [(order: Int, event: PoolEvent)] = []

  /// A program may make maps faster than anybody can look at them.
  private static let mostWaiting = 100
  /// Nanoseconds after which nobody will say any more that something happened before.
  private static let settling: UInt64 = 20_000_000

  /// The process that a lane has now; `nil` if it has none.
  func process(of lane: Int) -> Int32? {
    guard let order, order.processes.indices.contains(lane) else { return nil }
    let pid = order.processes[lane]
    return ended.contains(pid) ? nil : pid
  }

  /// What has happened since the last look.
  ///
  /// - Parameters:
  ///   - program: What was written so far, without pages.
  ///   - files: The files of its workers.
  ///   - now: The time, taken before `program` was read.
  ///   - isLast: Whether the program has ended.
  mutating func look(
    _ program: TracedProgram, _ files: [PageFile], now: UInt64, isLast: Bool = false
  ) -> [PoolEvent] {
    // With a second copy here, the first could not grow in its place.
    defer { map?.program = TracedProgram() }
    var all: [PoolEvent] = []
    var isOver = true
    while isOver {
      map?.program = program
      choose(program, files)
      isOver = addMap(program, files, now, isLast)
      all += batch.enumerated().sorted {
        ($0.element.event.time, $0.element.order, $0.offset) < ($1.element.event.time, $1.element.order, $1.offset)
      }.map(\.element.event)
      batch = []
    }
    addProgress()
    return all
  }

  private mutating func add(_ order: Int, _ time: UInt64, _ kind: PoolEvent.Kind) {
    batch.append((order, PoolEvent(time: time, kind: kind)))
  }
}

// MARK: - What is shown

extension LiveEvents {
  private mutating func choose(_ program: TracedProgram, _ files: [PageFile]) {
    guard map == nil else { return }
    if let source = waiting(in: program), let chosen = LiveMap(source, number: number + 1, of: program),
      let key = chosen.pool
    {
      show(key, of: program)
      show(chosen, files)
    } else if let key = program.pools.keys.filter({ !shownPools.contains($0) && isVisible($0, in: program) })
      .max(by: { began($0, in: program) < began($1, in: program) })
    {
      show(key, of: program)
    }
  }

  private func began(_ key: PoolKey, in program: TracedProgram) -> UInt64 { program.pools[key]?.made.lowerBound ?? 0 }

  /// Whether a pool is the program's own, and not one that a worker has made; if all are such, each of them is.
  private func isVisible(_ key: PoolKey, in program: TracedProgram) -> Bool {
    guard program.pools[key] != nil else { return false }
    return key.owner == program.parent || !program.pools.keys.contains { $0.owner == program.parent }
  }

  /// The next map to show.
  private mutating func waiting(in program: TracedProgram) -> LiveMap.Source? {
    var waiting = (next..<max(next, program.maps.count)).map(LiveMap.Source.map) + program.calls.keys.map { .calls($0) }
    waiting = waiting.filter { source in
      guard !shown.contains(source), let key = LiveMap(source, number: 0, of: program)?.pool else { return false }
      return isVisible(key, in: program)
    }
    func began(_ source: LiveMap.Source) -> UInt64 { LiveMap(source, number: 0, of: program)?.began ?? 0 }
    if waiting.count > Self.mostWaiting {
      waiting = waiting.sorted { began($0) < began($1) }.suffix(Self.mostWaiting)
      if case .map(let index)? = waiting.first { next = max(next, index) }
    }
    while shown.remove(.map(next)) != nil { next += 1 }
    return waiting.min { began($0) < began($1) }
  }

  private mutating func show(_ key: PoolKey, of program: TracedProgram) {
    guard pool != key, let made = program.pools[key] else { return }
    pool = key
    shownPools.insert(key)
    let order = LaneOrder(made)
    self.order = order
    (started, ready, ended) = ([], [], [])
    add(0, made.made.lowerBound, .poolStarted(workers: order.count))
  }

  private mutating func show(_ chosen: LiveMap, _ files: [PageFile]) {
    shown.insert(chosen.source)
    number += 1
    var chosen = chosen
    chosen.said = chosen.items
    let began = chosen.began ?? 0
    add(
      3, began,
      .mapStarted(
        map: number, items: chosen.items, chunk: chosen.chunk, schedule: .dynamic,
        detail: chosen.showsItems ? .items : .chunks))
    map = chosen
    lastTime = began
    for file in files where pages[file.name]?.pool == chosen.pool { pages[file.name]?.turn(to: began, in: file) }
  }
}

// MARK: - What happens in it

extension LiveEvents {
  private mutating func addWorkers(_ program: TracedProgram, _ until: UInt64) {
    guard let pool, order != nil else { return }
    let all = program.workers.filter { $0.pool == pool && (!started.contains($0.pid) || !ready.contains($0.pid)) }
    for worker in all.sorted(by: { $0.began < $1.began }) where worker.began <= until {
      if started.insert(worker.pid).inserted {
        let lane = order?.add(worker.pid) { program.worker($0)?.ended?.time } ?? 0
        add(1, worker.began, .workerStarted(worker: lane, pid: worker.pid, host: hostName()))
      }
      if let time = worker.ready, let lane = order?.lanes[worker.pid], ready.insert(worker.pid).inserted {
        add(2, time, .workerReady(worker: lane))
      }
    }
  }

  /// Adds what happens in the map, and returns whether it has ended.
  private mutating func addMap(_ program: TracedProgram, _ files: [PageFile], _ now: UInt64, _ isLast: Bool) -> Bool {
    let state = pool.flatMap { program.pools[$0] }
    let isOver = isLast || map?.ended != nil || state?.ending ?? 0 > 0
    addWorkers(program, isOver ? .max : now - min(now, Self.settling))
    guard let map, let key = pool else { return false }
    for file in files {
      if pages[file.name] == nil, let head = file.head {
        pages[file.name] = LivePage(head)
        pages[file.name]?.turn(to: map.began ?? 0, in: file)
      }
      guard var page = pages[file.name], page.pool == key, let lane = order?.lanes[page.pid],
        ready.contains(page.pid) || isOver, !ended.contains(page.pid)
      else { continue }
      add(page.look(in: file, map, lane: lane, now: now))
      let end = program.worker(page.pid)?.ended
      if isOver || end != nil { add(page.end(map, lane: lane)) }
      if let end {
        ended.insert(page.pid)
        if (end.code != 0 || page.held != nil) && state?.endBegan == nil {
          add(8, end.time, .workerEnded(worker: lane, pid: page.pid, end: WorkerEnd(python: end.code)))
          if page.held != nil { lastTime = max(lastTime, end.time) }
        }
      }
      pages[file.name] = page
    }
    let isIdle = map.isCalls && !isOver && isIdle(in: key) && waiting(in: program) != nil
    grow()
    guard isOver || isIdle else { return false }
    let isWhole = isIdle || map.ended != nil && map.isWhole
    add(9, map.ended ?? lastTime, isWhole ? .mapFinished(map: map.number) : .mapStopped(map: map.number))
    self.map = nil
    return true
  }

  private func isIdle(in key: PoolKey) -> Bool { pages.values.allSatisfy { $0.pool != key || $0.isIdle } }

  /// Adds events of a worker's items.
  private mutating func add(_ events: [PoolEvent]) {
    for event in events {
      add(5, event.time, event.kind)
      if case .chunkFinished = event.kind { lastTime = max(lastTime, event.time) }
    }
  }

  /// Says how many items there are, if it was said that there are fewer.
  private mutating func grow() {
    guard let map else { return }
    var items = max(map.items, map.said)
    for page in pages.values where page.pool == pool { items = max(items, page.held?.items.upperBound ?? 0) }
    for (_, event) in batch {
      if case .chunkFinished(_, let range) = event.kind { items = max(items, range.upperBound) }
    }
    guard items > map.said else { return }
    self.map?.said = items
    // Before the events that need it.
    add(4, map.began ?? 0, .mapGrew(map: map.number, items: items))
  }

  private mutating func addProgress() {
    guard let order, map != nil else { return progress = [] }
    let working = Dictionary(pages.values.filter { $0.pool == pool }.map { ($0.pid, $0) }) { $1 }
    let map = number
    progress = order.processes.enumerated().map { lane, pid in
      let page = working[pid]
      return WorkerProgress(
        worker: lane, map: map, item: page?.held?.items.lowerBound, since: page?.held?.since ?? 0, fraction: 0,
        itemsDone: page?.done ?? 0)
    }
  }
}
