import Glibc
import PoolFixtureTasks
import Testing

@testable import WorkerPool

@Suite struct SabotageTests {
  /// The ways of `FixtureTasks.sabotage` after which the item fails and the others have their results.
  @Test(arguments: [
    (1, "garbage"), (2, "half a frame"), (3, "a huge claim"), (4, "a closed pipe"), (5, "a grandchild"),
    (8, "half a frame, then silence"),
  ])
  func `a worker that sends nonsense is replaced`(how: Int, name: String) async throws {
    let keeper = EventKeeper()
    let options = fixturePool(2) {
      $0.grace = .milliseconds(50)
      $0.silenceLimit = .milliseconds(300)
    }
    let results = try await withWorkerPool(options, events: keeper.sink) { pool in
      try await pool.mapResults(FixtureTasks.sabotage, over: [0, 0, 0, how, 0, 0, 0, 0], MapOptions(chunk: .items(2)))
    }
    for (item, result) in results.enumerated() {
      if item == 3 {
        #expect(throws: ItemFailure.self, "\(name)") { try result.get() }
      } else {
        #expect((try? result.get()) == 0, "\(name)")
      }
    }
    #expect(!keeper.pids.contains(where: isAlive))
    #expect(keeper.pids.count >= 4)
  }

  @Test func `the error says what a worker did wrong`() async throws {
    for (how, words) in [
      (1, "sent a message that can't be read"), (3, "claims 4294967295 bytes"), (4, "closed its connection"),
    ] {
      do {
        try await withWorkerPool(
          fixturePool(1) {
            $0.onWorkerDeath = .fail; $0.grace = .milliseconds(50)
          }
        ) { pool in
          _ = try await pool.map(FixtureTasks.sabotage, over: [how])
        }
        Issue.record("it must fail")
      } catch let error as PoolError where error.code == .workerDied {
        let death = try #require(error.death)
        #expect(death.description.contains(words), "\(death)")
      }
    }
  }

  @Test(arguments: [(6, "stopped"), (7, "ignores SIGTERM")])
  func `an item that takes longer than its limit fails`(how: Int, name: String) async throws {
    let keeper = EventKeeper()
    let options = fixturePool(2) { $0.grace = .milliseconds(50) }
    let results = try await withWorkerPool(options, events: keeper.sink) { pool in
      try await pool.mapResults(
        FixtureTasks.sabotage, over: [0, how, 0, 0, 0, 0], MapOptions(chunk: .items(3), itemLimit: .milliseconds(150)))
    }
    for (item, result) in results.enumerated() where item != 1 { #expect((try? result.get()) == 0, "\(name)") }
    guard case .failure(let failure) = results[1] else {
      Issue.record("item 1 can't have a result")
      return
    }
    #expect(failure.reason == .tookTooLong(limit: .milliseconds(150)))
    #expect(keeper.pids.count == 3)
    #expect(!keeper.pids.contains(where: isAlive))
  }

  @Test func `a pool that ends leaves no worker behind, not even a stopped one`() async throws {
    let keeper = EventKeeper()
    try await withWorkerPool(fixturePool(3) { $0.grace = .milliseconds(50) }, events: keeper.sink) { pool in
      let map = Task { try await pool.map(FixtureTasks.sabotage, over: [6, 7, 0], MapOptions(chunk: .items(1))) }
      #expect(await eventually { pool.progress.count { $0.item != nil } == 2 })
      map.cancel()
      _ = await map.result
    }
    #expect(!keeper.pids.contains(where: isAlive))
  }

  @Test func `chunks that wait behind a long one go to a worker that is free`() async throws {
    let keeper = EventKeeper()
    let gate = "/tmp/poolbook-test-gate-\(getpid())"
    defer { unlink(gate) }
    try await withWorkerPool(fixturePool(2), events: keeper.sink) { pool in
      // The long item ends only after all others, including those that were dealt to its own worker.
      let inputs = (0..<400).map { $0 == 200 ? gate : "" }
      async let results = pool.map(FixtureTasks.wait, over: inputs, MapOptions(chunk: .items(1)))
      #expect(await eventually { keeper.kinds.count { $0.isItemFinished } == 399 })
      close(creat(gate, 0o600))
      let all = try await results
      #expect(all == inputs.map { !$0.isEmpty })
    }
  }

  @Test func `a slow consumer loses no event`() async throws {
    let keeper = EventKeeper()
    let slow: @Sendable ([PoolEvent]) -> Void = { events in
      usleep(50_000)
      keeper.sink(events)
    }
    let results = try await withWorkerPool(fixturePool(2), events: slow) { pool in
      try await pool.map(FixtureTasks.double, over: 0..<2_000, MapOptions(chunk: .items(1)))
    }
    #expect(results == (0..<2_000).map { $0 * 2 })
    #expect(keeper.kinds.count { $0.isItemFinished } == 2_000)
  }
}

extension PoolEvent.Kind {
  /// True if an item has ended.
  var isItemFinished: Bool { if case .itemFinished = self { true } else { false } }
}
