internal import Experiments
import Posix
internal import WorkerPool

/// One map of a traced program as events of a pool, which everything that shows runs understands.
struct MapEvents {
  private let program: TracedProgram
  private let map: TracedMap
  private let pool: TracedProgram.Pool
  /// The lane of each worker process, by the order in which the processes began.
  let lanes: [Int32: Int]
  /// How many lanes there are.
  let count: Int
  private let isFine: Bool

  /// Prepares the events of a map; `nil` if its pool is unknown.
  init?(_ map: TracedMap, of program: TracedProgram) {
    guard let pool = program.pools[map.pool] else { return nil }
    self.program = program
    self.map = map
    self.pool = pool
    var order = LaneOrder(pool)
    for worker in program.workers where worker.pool == map.pool {
      order.add(worker.pid) { program.worker($0)?.ended?.time }
    }
    count = order.count
    lanes = order.lanes
    isFine = map.items <= Lanes.mostTaken && map.parts.allSatisfy { $0.single.count == $0.items.count }
  }

  /// The events in the order of their times.
  func events(number: Int = 1) -> [PoolEvent] {
    var found: [(order: Int, event: PoolEvent)] = []
    func add(_ order: Int, _ time: UInt64, _ kind: PoolEvent.Kind) {
      found.append((order, PoolEvent(time: max(time, pool.made.lowerBound), kind: kind)))
    }
    add(0, pool.made.lowerBound, .poolStarted(workers: count))
    for worker in program.workers { addWorker(worker, add) }
    let detail: EventDetail = isFine ? .items : .chunks
    add(
      3, map.began,
      .mapStarted(map: number, items: map.items, chunk: map.chunk, schedule: .dynamic, detail: detail))
    for part in map.parts { if let lane = lanes[part.pid] { addPart(part, lane, add) } }
    add(9, map.lastTime, map.ended != nil && map.isWhole ? .mapFinished(map: number) : .mapStopped(map: number))
    return found.enumerated().sorted {
      ($0.element.event.time, $0.element.order, $0.offset) < ($1.element.event.time, $1.element.order, $1.offset)
    }.map(\.element.event)
  }

  private typealias Adding = (_ order: Int, _ time: UInt64, _ kind: PoolEvent.Kind) -> Void

  private func addWorker(_ worker: TracedProgram.Worker, _ add: Adding) {
    guard worker.pool == map.pool, let lane = lanes[worker.pid], worker.began <= map.lastTime else { return }
    add(1, worker.began, .workerStarted(worker: lane, pid: worker.pid, host: hostName()))
    if let ready = worker.ready { add(2, ready, .workerReady(worker: lane)) }
    // A process that has done all that it was to do makes room for another, which is no loss.
    guard let ended = worker.ended, ended.time <= map.lastTime,
      ended.code != 0 || map.parts.contains(where: { $0.pid == worker.pid && $0.unfinished != nil })
    else { return }
    add(8, ended.time, .workerEnded(worker: lane, pid: worker.pid, end: WorkerEnd(python: ended.code)))
  }

  private func addPart(_ part: TracedMap.Part, _ lane: Int, _ add: Adding) {
    if !part.items.isEmpty {
      // At the same time, the chunk before this one ends first.
      add(5, part.time.lowerBound, .chunkStarted(worker: lane, items: part.items))
      for item in part.single {
        if isFine { add(5, item.time.lowerBound, .itemStarted(worker: lane, item: item.item)) }
        if let failure = item.failure {
          add(5, item.time.upperBound, .itemFailed(worker: lane, item: item.item, message: failure))
        } else if isFine {
          add(5, item.time.upperBound, .itemFinished(worker: lane, item: item.item))
        }
      }
      add(5, part.time.upperBound, .chunkFinished(worker: lane, items: part.items))
    }
    guard let (items, since, _) = part.unfinished else { return }
    let time = max(since, part.time.upperBound)
    add(6, time, .chunkStarted(worker: lane, items: items))
    if isFine { add(6, time, .itemStarted(worker: lane, item: items.lowerBound)) }
  }
}

extension WorkerEnd {
  /// The end of a process as Python gives it: its exit code, or minus its signal.
  init(python code: Int32) { self = code < 0 ? .signalled(signal: 0 &- code) : .exited(code: code) }
}
