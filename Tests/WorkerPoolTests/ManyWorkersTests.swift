import Glibc
import Posix
import Testing

@testable import WorkerPool

/// The loop with a thousand workers that are simulated.
@Suite struct ManyWorkersTests {
  @Test(arguments: [ChunkSize.auto, .items(1)])
  func `a thousand workers share a map, and its results are in order`(_ chunk: ChunkSize) throws {
    let desk = try LoopDesk(workers: 1000)
    let map = desk.map(20_000, MapOptions(chunk: chunk))
    var workers: Set<Int> = []
    while !map.hasEnded {
      for index in 0..<1000 where !desk.worker(index).held.isEmpty {
        desk.worker(index).finishChunk()
        workers.insert(index)
      }
      desk.settle()
    }
    #expect(map.results == (0..<20_000).map { 2 * $0 })
    #expect(workers.count == 1000)
  }

  @Test func `what is due is looked for at most once in a microsecond for each worker`() throws {
    let desk = try LoopDesk(workers: 1000)
    _ = desk.map(5000, MapOptions(chunk: .items(1), itemLimit: .seconds(1)))
    desk.loop.checkTimes(desk.now)
    desk.loop.check(at: desk.now)
    #expect(desk.loop.nextCheck >= desk.now + 1_000_000)
  }

  /// Prints what the article ScalingOut says: how many chunks a second one pool could deal, by the processor time that
  /// its thread uses, without the system's calls.
  @Test(.enabled(if: Environment.value("POOLBOOK_SIMULATION") != nil, "set POOLBOOK_SIMULATION=1 to measure"))
  func `what one coordinator carries`() throws {
    for workers in [10, 100, 1000] {
      try measure(workers, .items(1), items: 1_000_000)
      try measure(workers, .auto, items: 20_000_000)
      try measure(workers, .items(1), items: 40 * workers, itemTime: 5_000_000)
    }
  }

  private func measure(_ workers: Int, _ chunk: ChunkSize, items: Int, itemTime: UInt64 = 0) throws {
    let launcher = SimulatedLauncher(itemTime: itemTime)
    let loop = PoolLoop(
      options: PoolOptions(workers: workers), launcher: launcher, mailbox: try RequestMailbox(),
      clock: { SystemClock.monotonic }, events: nil)
    try loop.launchAll()
    while loop.workers.contains(where: { $0.state != .ready }) { loop.step() }
    let ended = Guarded(false)
    let job = try OrderedJob<Int, Int>(
      task: PoolTask(name: "double") { number, _ in 2 * number }, inputs: [], range: 0..<items,
      options: MapOptions(chunk: chunk), keepsFailures: true, done: { _ in ended.withLock { $0 = true } })
    launcher.traffic = .init()
    let began = threadTime
    loop.handle(Request.start(job))
    while !ended.withLock({ $0 }) { loop.step() }
    let time = threadTime - began - launcher.traffic.time
    let traffic = launcher.traffic
    print(
      "\(workers) workers, chunk \(chunk), \(itemTime / 1000) µs an item: \(traffic.chunks) chunks,",
      "\(Int(Double(items) / Double(time) * 1e9)) items/s, \(Int(time) / traffic.chunks) ns a chunk,",
      "\(Double(traffic.sentBytes + traffic.receivedBytes) / Double(items)) bytes an item")
  }

  /// The nanoseconds that this thread has run.
  private var threadTime: UInt64 {
    var time = timespec()
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time)
    return UInt64(time.tv_sec) * 1_000_000_000 + UInt64(time.tv_nsec)
  }
}
