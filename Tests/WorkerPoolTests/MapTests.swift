import PoolFixtureTasks
import Testing

@testable import WorkerPool

@Suite struct MapTests {
  @Test(arguments: Schedule.allCases)
  func `results come in the order of the inputs, whatever the schedule`(schedule: Schedule) async throws {
    try await withWorkerPool(fixturePool(3)) { pool in
      for chunk in [ChunkSize.auto, .items(1), .items(7), .items(1_000_000_000)] {
        for count in [0, 1, 2, 3, 100, 1001] {
          let results = try await pool.map(
            FixtureTasks.double, over: Array(0..<count), MapOptions(chunk: chunk, schedule: schedule))
          #expect(results == (0..<count).map { $0 * 2 })
        }
      }
    }
  }

  @Test func `a range can be mapped without sending its numbers`() async throws {
    let results = try await withWorkerPool(fixturePool(2)) { pool in
      try await pool.map(FixtureTasks.double, over: -500..<100_000)
    }
    #expect(results == (-500..<100_000).map { $0 * 2 })
  }

  @Test func `values of any size can be sent`() async throws {
    try await withWorkerPool(fixturePool(2)) { pool in
      let words = ["", "é", "worker 🐝", String(repeating: "long ", count: 100_000)]
      let got0 = try await pool.map(FixtureTasks.shout, over: words)
      #expect(got0 == words.map { $0.uppercased() })
      let sizes = [0, 1, 65_535, 65_536, 3_000_000]
      let got1 = try await pool.map(FixtureTasks.length, over: sizes.map { [UInt8](repeating: 1, count: $0) })
      #expect(got1 == sizes)
      let got2 = try await pool.map(FixtureTasks.blow, over: sizes).map(\.count)
      #expect(got2 == sizes)
    }
  }

  @Test func `a task of two arguments takes pairs`() async throws {
    try await withWorkerPool(fixturePool(2)) { pool in
      let got3 = try await pool.starmap(FixtureTasks.add, over: [(1, 2), (3, 4), (-5, 5)])
      #expect(got3 == [3, 7, 0])
      let got4 = try await pool.apply(FixtureTasks.double, to: 21)
      #expect(got4 == 42)
    }
  }

  @Test func `several maps take turns on one pool`() async throws {
    try await withWorkerPool(fixturePool(2)) { pool in
      async let one = pool.map(
        FixtureTasks.sleep, over: Array(repeating: 2_000, count: 40), MapOptions(chunk: .items(1)))
      async let two = pool.map(FixtureTasks.double, over: 0..<5_000, MapOptions(chunk: .items(1)))
      async let three = pool.map(FixtureTasks.shout, over: ["a", "b"])
      let got5 = try await one.count
      #expect(got5 == 40)
      let got6 = try await two
      #expect(got6 == (0..<5_000).map { $0 * 2 })
      let got7 = try await three
      #expect(got7 == ["A", "B"])
    }
  }

  @Test(arguments: [1, 2, 64, 256]) func `pools of every size work and leave no process`(size: Int) async throws {
    let keeper = EventKeeper()
    let results = try await withWorkerPool(fixturePool(size), events: keeper.sink) { pool in
      try await pool.ready()
      return try await pool.map(FixtureTasks.whoAmI, over: 0..<size, MapOptions(chunk: .items(1), schedule: .static))
    }
    #expect(results.map { $0[0] } == Array(0..<size))
    #expect(results.map { Int32($0[1]) } == keeper.pids)
    #expect(!keeper.pids.contains(where: isAlive))
  }

  @Test func `seeds depend only on the root and the item`() async throws {
    var seen: Set<[UInt64]> = []
    for size in [1, 3] {
      for chunk in [1, 10] {
        let options = MapOptions(chunk: .items(chunk), seed: 42)
        seen.insert(
          try await withWorkerPool(fixturePool(size)) { try await $0.map(FixtureTasks.seed, over: 0..<50, options) })
      }
    }
    #expect(seen.count == 1)
    #expect(Set(seen.first ?? []).count == 50)
  }

  @Test func `options that make no sense are rejected with a sentence`() async throws {
    for size in [0, -1, 257] {
      await #expect(throws: PoolError.badOption("a pool must have 1 to 256 workers, not \(size)")) {
        try await withWorkerPool(fixturePool(size)) { _ in }
      }
    }
    await #expect(throws: PoolError.badOption("itemsPerWorker must be at least 1, not 0")) {
      try await withWorkerPool(fixturePool(1) { $0.itemsPerWorker = 0 }) { _ in }
    }
    await #expect(throws: PoolError.badOption("a chunk must have at least 1 item, not 0")) {
      try await withWorkerPool(fixturePool(1)) { pool in
        try await pool.map(FixtureTasks.double, over: 0..<5, MapOptions(chunk: .items(0)))
      }
    }
  }

  @Test func `progress shows what each worker is doing`() async throws {
    try await withWorkerPool(fixturePool(2)) { pool in
      async let sleepers = pool.map(FixtureTasks.sleep, over: [2_000_000, 2_000_000], MapOptions(chunk: .items(1)))
      #expect(await eventually { pool.progress.allSatisfy { $0.item != nil && $0.fraction > 0.05 } })
      _ = try await sleepers
      #expect(pool.progress.map(\.item) == [nil, nil])
      #expect(pool.progress.map(\.itemsDone) == [1, 1])
    }
  }
}
