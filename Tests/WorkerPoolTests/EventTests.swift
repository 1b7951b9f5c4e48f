import PoolFixtureTasks
import Synchronization
import Testing

@testable import WorkerPool

@Suite struct EventTests {
  @Test func `events report everything that happens to every item`() async throws {
    let keeper = EventKeeper()
    try await withWorkerPool(fixturePool(3), events: keeper.sink) { pool in
      try await pool.ready()
      _ = try await pool.map(FixtureTasks.double, over: 0..<1_000, MapOptions(chunk: .items(3)))
    }
    let kinds = keeper.kinds
    #expect(kinds.first == .poolStarted(workers: 3))
    #expect(kinds.last == .poolEnded)
    #expect(kinds.contains(.mapStarted(map: 1, items: 1_000, chunk: 3, schedule: .dynamic, detail: .items)))
    // A chunk that waits behind a slow one may be taken back and dealt again.
    var handed = [Int](repeating: 0, count: 1_000)
    var began: [Int: Int] = [:]
    var finished: [Int: Int] = [:]
    var chunks = 0
    for kind in kinds {
      switch kind {
      case .chunkHandedOut(_, let items): for item in items { handed[item] += 1 }
      case .chunkReturned(_, let items): for item in items { handed[item] -= 1 }
      case .itemStarted(let worker, let item): began[item] = worker
      case .itemFinished(let worker, let item): finished[item] = worker
      case .chunkFinished: chunks += 1
      default: break
      }
    }
    #expect(handed == Array(repeating: 1, count: 1_000))
    #expect(began.count == 1_000)
    #expect(began == finished)
    #expect(chunks == 334)
    for worker in 0..<3 {
      #expect(kinds.contains(.workerReady(worker: worker)))
      #expect(kinds.contains(.workerEnded(worker: worker, pid: keeper.pids[worker], end: .exited(code: 0))))
    }
  }

  @Test func `each worker's own times only grow`() async throws {
    let keeper = EventKeeper()
    try await withWorkerPool(fixturePool(2), events: keeper.sink) { pool in
      _ = try await pool.map(FixtureTasks.sleep, over: Array(repeating: 1_500, count: 20), MapOptions(chunk: .items(3)))
    }
    var last = [UInt64](repeating: 0, count: 2)
    for event in keeper.events {
      switch event.kind {
      case .itemStarted(let worker, _), .itemFinished(let worker, _), .chunkStarted(let worker, _),
        .chunkFinished(let worker, _):
        #expect(event.time >= last[worker])
        last[worker] = event.time
      default: break
      }
    }
  }

  @Test func `only chunks are reported if there are too many items`() async throws {
    let keeper = EventKeeper()
    try await withWorkerPool(fixturePool(2), events: keeper.sink) { pool in
      _ = try await pool.map(FixtureTasks.nothing, over: 0..<10_001)
    }
    #expect(
      keeper.kinds.contains(.mapStarted(map: 1, items: 10_001, chunk: 1_251, schedule: .dynamic, detail: .chunks)))
    #expect(!keeper.kinds.contains { if case .itemStarted = $0 { true } else { false } })
    #expect(keeper.kinds.count { if case .chunkFinished = $0 { true } else { false } } == 8)
  }

  @Test func `the begin of a long item is reported while it lasts`() async throws {
    let keeper = EventKeeper()
    try await withWorkerPool(fixturePool(1), events: keeper.sink) { pool in
      async let sleeper = pool.map(FixtureTasks.sleep, over: [5_000_000])
      // Looked at on the thread that waits: on a busy machine, this test might go on too late.
      let wasDone = Mutex(true)
      let isReported = await eventually({ keeper.kinds.contains(.itemStarted(worker: 0, item: 0)) }) {
        wasDone.withLock { $0 = keeper.kinds.contains(.itemFinished(worker: 0, item: 0)) }
      }
      #expect(isReported && !wasDone.withLock { $0 })
      _ = try await sleeper
    }
  }

  @Test func `what a task prints becomes an event and doesn't disturb its results`() async throws {
    let keeper = EventKeeper()
    try await withWorkerPool(fixturePool(2), events: keeper.sink) { pool in
      let got0 = try await pool.map(FixtureTasks.print, over: 0..<20)
      #expect(got0 == Array(0..<20))
      let got1 = try await pool.map(FixtureTasks.flood, over: [100_000])
      #expect(got1 == [100_000])
    }
    var output = ""
    for case .workerOutput(_, let text) in keeper.kinds { output += text }
    #expect(output.contains("number 7\n"))
    #expect(output.contains("error 19\n"))
    #expect(output.contains("more output is left out"))
    #expect(output.utf8.count < 2 * OutputTail.most + 1_000)
  }
}
