import Glibc
import PoolFixtureTasks
import Testing

@testable import WorkerPool

/// What a map that ends early leaves to others, and many maps at once.
@Suite struct CancellationTests {
  private let ones = MapOptions(chunk: .items(1))

  @Test func `workers of a cancelled map are free for another`() async throws {
    let keeper = EventKeeper()
    try await withWorkerPool(fixturePool(2) { $0.grace = .milliseconds(50) }, events: keeper.sink) { pool in
      try await pool.ready()
      let long = Task { try await pool.map(FixtureTasks.sleep, over: [600_000_000, 600_000_000], ones) }
      #expect(await eventually { pool.progress.allSatisfy { $0.item != nil } })
      async let other = pool.map(FixtureTasks.double, over: 0..<100)
      long.cancel()
      await #expect(throws: PoolError.cancelled) { try await long.value }
      let results = try await other
      #expect(results == (0..<100).map { $0 * 2 })
    }
    #expect(keeper.pids.count >= 3)
    #expect(!keeper.pids.contains(where: isAlive))
  }

  @Test func `a worker that is stopped for a cancelled map counts for no limit`() async throws {
    let options = fixturePool(1) {
      $0.grace = .milliseconds(10)
      $0.onWorkerDeath = .fail
    }
    try await withWorkerPool(options) { pool in
      for _ in 0..<5 {
        let long = Task { try await pool.map(FixtureTasks.sleep, over: [600_000_000]) }
        #expect(await eventually { pool.progress[0].item != nil })
        long.cancel()
        _ = await long.result
        let after = try await pool.apply(FixtureTasks.double, to: 4)
        #expect(after == 8)
      }
    }
  }

  @Test func `a worker has its grace to finish an item that nobody wants`() throws {
    let desk = try LoopDesk(workers: 1)
    let map = desk.map(2, ones)
    desk.worker(0).begin(0, at: desk.now)
    desk.loop.handle(Request.cancel(map.job))
    #expect(map.error == .cancelled)
    desk.advance(.milliseconds(190))
    #expect(desk.worker(0).signals.isEmpty)
    desk.worker(0).skip(FakeWorker.SentChunk(map: 1, items: 0..<1))
    desk.worker(0).gauge.position.item = nil
    desk.settle()
    let next = desk.map(1, ones)
    desk.worker(0).begin(0, at: desk.now)
    desk.advance(.seconds(3))
    #expect(desk.worker(0).signals.isEmpty)
    desk.worker(0).finishChunk()
    desk.settle()
    #expect(next.results == [0])
  }

  @Test func `what another map waits for is dealt again when a worker is stopped`() throws {
    let desk = try LoopDesk(workers: 1)
    let long = desk.map(1, ones)
    // Its chunks are short, so that the worker may hold several.
    let other = desk.map(8, ones)
    desk.worker(0).begin(0, at: desk.now)
    desk.loop.handle(Request.cancel(long.job))
    desk.advance(.milliseconds(250))
    #expect(desk.worker(0).signals.first == SIGTERM)
    desk.worker(0).die(.signalled(signal: SIGTERM))
    desk.settle()
    desk.worker(0).becomeReady()
    desk.settle()
    while !other.hasEnded {
      #expect(!desk.worker(0).held.isEmpty)
      desk.worker(0).finishChunk()
      desk.settle()
    }
    #expect(other.results == (0..<8).map { 2 * $0 })
    #expect(desk.loop.deaths == [[]])
  }

  @Test func `leaving a stream frees its workers`() async throws {
    try await withWorkerPool(fixturePool(1) { $0.grace = .milliseconds(20) }) { pool in
      for try await _ in pool.stream(FixtureTasks.sleep, over: [1, 600_000_000], StreamOptions(chunk: .items(1))) {
        break
      }
      let after = try await pool.apply(FixtureTasks.double, to: 4)
      #expect(after == 8)
    }
  }

  @Test func `sixteen thousand callers can each have an item at the same time`() async throws {
    try await withWorkerPool(fixturePool(3)) { pool in
      let sum = try await withThrowingTaskGroup(of: Int.self) { group in
        for number in 0..<16_000 { group.addTask { try await pool.apply(FixtureTasks.double, to: number) } }
        return try await group.reduce(0, +)
      }
      #expect(sum == 16_000 * 15_999)
    }
  }

  @Test func `maps are dealt in turn, and only those that have items`() throws {
    var table = MapTable()
    let maps = try (1...4).map { number in
      let job = try OrderedJob<Int, Int>(
        task: PoolTask(name: "t") { number, _ in number }, inputs: [], range: 0..<2,
        options: MapOptions(chunk: .items(1)), keepsFailures: true, done: { _ in })
      return ActiveMap(id: UInt32(number), job: job, workers: 1, detail: .chunks)
    }
    var order: [UInt32] = []
    func take() {
      guard let map = table.current else { return }
      table.advance()
      order.append(map.id)
      _ = map.dealer.deal(to: 0, itemTime: nil)
      if map.dealer.isEmpty { table.retire(map) }
    }
    for map in maps.prefix(3) { table.add(map) }
    for _ in 0..<4 { take() }
    table.add(maps[3])
    #expect(table.remove(maps[1]) && !table.remove(maps[1]))
    while table.current != nil { take() }
    #expect(order == [1, 2, 3, 1, 3, 4, 4])
    #expect(table.dealable == 0 && table.find(2) == nil && table.find(3) === maps[2])
    table.giveBack(0..<1, to: maps[0])
    table.giveBack(0..<1, to: maps[1])
    #expect(table.current === maps[0] && table.dealable == 1)
    for map in [maps[0], maps[2], maps[3]] { _ = table.remove(map) }
    #expect(table.isEmpty && table.current == nil)
  }
}
