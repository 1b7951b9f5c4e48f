import Glibc
import PoolFixtureTasks
import SeededRandom
import Testing

@testable import WorkerPool

@Suite struct ReplacementTests {
  @Test func `a worker that dies is replaced and the map completes`() async throws {
    let keeper = EventKeeper()
    try await withWorkerPool(fixturePool(2), events: keeper.sink) { pool in
      async let results = pool.map(
        FixtureTasks.sleep, over: Array(repeating: 20_000, count: 150), MapOptions(chunk: .items(3)))
      #expect(
        await eventually {
          pool.progress[0].item != nil
        } then: {
          kill(keeper.pids[0], SIGKILL)
        })
      let all = try await results
      #expect(all == Array(repeating: 20_000, count: 150))
    }
    #expect(keeper.pids.count == 3)
    #expect(keeper.kinds.contains(.workerEnded(worker: 0, pid: keeper.pids[0], end: .signalled(signal: SIGKILL))))
    #expect(keeper.kinds.contains { if case .chunkReturned(0, _) = $0 { true } else { false } })
    #expect(keeper.kinds.contains(.workerReady(worker: 0)))
  }

  @Test func `a worker killed through the pool is replaced and the map completes`() async throws {
    let keeper = EventKeeper()
    try await withWorkerPool(fixturePool(2), events: keeper.sink) { pool in
      async let results = pool.map(
        FixtureTasks.sleep, over: Array(repeating: 20_000, count: 150), MapOptions(chunk: .items(3)))
      #expect(
        await eventually {
          pool.progress[1].item != nil
        } then: {
          pool.kill(worker: 1)
        })
      let all = try await results
      #expect(all == Array(repeating: 20_000, count: 150))
    }
    #expect(keeper.pids.count == 3)
    #expect(keeper.kinds.contains(.workerEnded(worker: 1, pid: keeper.pids[1], end: .signalled(signal: SIGKILL))))
    #expect(keeper.kinds.contains { if case .chunkReturned(1, _) = $0 { true } else { false } })
  }

  @Test func `killing a worker that doesn't exist does nothing`() async throws {
    let keeper = EventKeeper()
    let pool = try await withWorkerPool(fixturePool(2), events: keeper.sink) { pool in
      for worker in [-1, 2, 255, Int.max, Int.min] { pool.kill(worker: worker) }
      let results = try await pool.map(FixtureTasks.double, over: 0..<10)
      #expect(results.count == 10)
      return pool
    }
    pool.kill(worker: 0)
    #expect(keeper.pids.count == 2)
  }

  @Test func `an item at which two workers are killed from outside fails and is named`() async throws {
    let keeper = EventKeeper()
    try await withWorkerPool(fixturePool(1), events: keeper.sink) { pool in
      async let results = pool.mapResults(FixtureTasks.sleep, over: [30_000_000], MapOptions(chunk: .items(1)))
      for death in 1...2 {
        // The second time, wait until the replacement has the item.
        #expect(await eventually { keeper.pids.count == death && pool.progress[0].item == 0 })
        pool.kill(worker: 0)
      }
      guard case .failure(let failure) = try await results[0] else {
        Issue.record("it was killed twice")
        return
      }
      #expect(failure.reason == .killedWorkers(count: 2, end: .signalled(signal: SIGKILL)))
    }
  }

  @Test func `an item that kills two workers fails and the others have their results`() async throws {
    let keeper = EventKeeper()
    let results = try await withWorkerPool(fixturePool(2), events: keeper.sink) { pool in
      try await pool.mapResults(
        FixtureTasks.dieIfNegative, over: [1, 2, 3, -4, 5, 6, 7, 8], MapOptions(chunk: .items(4)))
    }
    for (item, result) in results.enumerated() where item != 3 {
      let value = try result.get()
      #expect(value == (item + 1) * 2)
    }
    guard case .failure(let failure) = results[3] else {
      Issue.record("item 3 can't have a result")
      return
    }
    #expect(failure.item == 3)
    #expect(failure.reason == .killedWorkers(count: 2, end: .signalled(signal: SIGKILL)))
    #expect(failure.description.contains("2 workers died on it, the last by SIGKILL"))
  }

  @Test func `the right item is blamed even if earlier results were not sent yet`() async throws {
    for _ in 0..<20 {
      let inputs = (0..<200).map { $0 == 150 ? -1 : $0 }
      let results = try await withWorkerPool(fixturePool(1)) { pool in
        try await pool.mapResults(FixtureTasks.dieIfNegative, over: inputs, MapOptions(chunk: .items(1)))
      }
      #expect(results.count { (try? $0.get()) == nil } == 1)
      guard case .failure(let failure) = results[150] else {
        Issue.record("item 150 can't have a result")
        return
      }
      #expect(failure.reason == .killedWorkers(count: 2, end: .signalled(signal: SIGKILL)))
    }
  }

  @Test func `a map that doesn't keep failures ends at an item that kills two workers`() async throws {
    try await withWorkerPool(fixturePool(2)) { pool in
      do {
        _ = try await pool.map(FixtureTasks.exit, over: [17])
        Issue.record("it can't have a result")
      } catch let error as PoolError where error.code == .itemFailed {
        #expect(error.itemFailure?.reason == .killedWorkers(count: 2, end: .exited(code: 17)))
      }
      let after = try await pool.map(FixtureTasks.double, over: 0..<10)
      #expect(after.count == 10)
    }
  }

  @Test func `a worker that dies again and again without an item ends the pool`() async throws {
    let keeper = EventKeeper()
    let options = fixturePool(1) { $0.respawnLimit = RespawnLimit(count: 2, within: .seconds(60)) }
    try await withWorkerPool(options, events: keeper.sink) { pool in
      for death in 1...3 {
        #expect(await eventually { keeper.kinds.count { $0 == .workerReady(worker: 0) } == death })
        pool.kill(worker: 0)
      }
      do {
        #expect(await eventually { keeper.kinds.count { $0.isWorkerEnded } == 3 })
        _ = try await pool.map(FixtureTasks.double, over: 0..<3)
        Issue.record("the limit is 2")
      } catch let error as PoolError where error.code == .tooManyDeaths {
        #expect(error.death?.worker == 0 && error.description.contains("replaced 2 times in 60 s"))
      }
    }
  }

  @Test func `workers killed at random moments change no result`() async throws {
    var random = SeededRandom(seed: 2024)
    let keeper = EventKeeper()
    let options = fixturePool(3) { $0.respawnLimit = RespawnLimit(count: 1_000) }
    try await withWorkerPool(options, events: keeper.sink) { pool in
      for round in 0..<8 {
        let map = Task {
          try await pool.map(
            FixtureTasks.double, over: 0..<40_000,
            MapOptions(chunk: .items(1 + round * 3), schedule: Schedule.allCases[round % Schedule.allCases.count]))
        }
        for _ in 0..<2 {
          try await Task.sleep(nanoseconds: random.next() % 8_000_000)
          let alive = keeper.pids.filter(isAlive)
          if let pid = alive.randomElement(using: &random) { kill(pid, SIGKILL) }
        }
        let results = try await map.value
        #expect(results == (0..<40_000).map { $0 * 2 })
      }
    }
    #expect(!keeper.pids.contains(where: isAlive))
  }

  @Test func `all workers killed at once are all replaced`() async throws {
    let keeper = EventKeeper()
    let gate = "/tmp/all-killed-\(getpid())"
    defer { unlink(gate) }
    try await withWorkerPool(fixturePool(4), events: keeper.sink) { pool in
      // Otherwise the first workers might take every item.
      try await pool.ready()
      async let results = pool.map(
        FixtureTasks.wait, over: Array(repeating: gate, count: 8), MapOptions(chunk: .items(1)))
      #expect(await eventually { pool.progress.allSatisfy { $0.item != nil } })
      for pid in keeper.pids { kill(pid, SIGKILL) }
      #expect(await eventually { keeper.pids.count == 8 })
      close(creat(gate, 0o600))
      let all = try await results
      #expect(all == Array(repeating: true, count: 8))
    }
    #expect(keeper.pids.count == 8)
  }

  @Test func `a worker is replaced after a number of items`() async throws {
    let keeper = EventKeeper()
    let options = fixturePool(2) {
      $0.itemsPerWorker = 10
      // On a busy machine a dismissed process takes a while to exit.
      $0.grace = .seconds(10)
    }
    try await withWorkerPool(options, events: keeper.sink) { pool in
      let results = try await pool.map(FixtureTasks.double, over: 0..<100, MapOptions(chunk: .items(5)))
      #expect(results == (0..<100).map { $0 * 2 })
    }
    #expect(keeper.pids.count >= 10)
    // Workers that were still starting when the pool ended are killed.
    #expect(keeper.kinds.count { if case .workerEnded(_, _, .exited(code: 0)) = $0 { true } else { false } } >= 10)
    #expect(!keeper.kinds.contains { if case .workerEnded(_, _, .signalled(SIGKILL)) = $0 { true } else { false } })
  }

  @Test func `an initialiser runs once in each worker, also in replacements`() async throws {
    let keeper = EventKeeper()
    let options = fixturePool(2) { $0.initialiser = Initialiser(FixtureTasks.prepare, argument: 42) }
    try await withWorkerPool(options, events: keeper.sink) { pool in
      try await pool.ready()
      kill(keeper.pids[0], SIGKILL)
      #expect(await eventually { keeper.pids.count == 3 })
      try await pool.ready()
      let results = try await pool.map(
        FixtureTasks.prepared, over: 0..<20, MapOptions(chunk: .items(1), schedule: .cyclic))
      #expect(results == Array(repeating: 42, count: 20))
    }
  }

  @Test func `the error for an initialiser that fails contains its message`() async throws {
    let options = fixturePool(2) { $0.initialiser = Initialiser(FixtureTasks.prepare, argument: 7) }
    do {
      try await withWorkerPool(options) { pool in _ = try await pool.map(FixtureTasks.double, over: 0..<3) }
      Issue.record("it can't be prepared")
    } catch let error as PoolError where error.code == .workerDidNotStart {
      #expect(error.description.hasSuffix("did not start: its initialiser failed: can't prepare 7"))
    }
  }
}

extension PoolEvent.Kind {
  /// True if a worker's process has ended.
  var isWorkerEnded: Bool { if case .workerEnded = self { true } else { false } }
}
