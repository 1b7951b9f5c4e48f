import Glibc
import PoolFixtureTasks
import Testing

@testable import WorkerPool

/// Many items, some of which fail in every way, with default options.
@Suite struct SweepTests {
  private static let limit = MapOptions(chunk: .items(2), itemLimit: .seconds(5))

  @Test func `thirty items with three of each failure give eighteen results and twelve named failures`() async throws {
    let bad: [Int: Mood] = [
      1: .crashes, 2: .traps, 3: .hangs, 4: .throwsError, 11: .crashes, 12: .hangs, 14: .traps, 17: .throwsError,
      20: .hangs, 23: .throwsError, 28: .traps, 29: .crashes,
    ]
    let results = try await withWorkerPool(fixturePool(2)) { pool in
      try await pool.mapResults(FixtureTasks.flaky, over: (0..<30).map { bad[$0, default: .fine].rawValue }, Self.limit)
    }
    #expect(results.count == 30)
    for (item, result) in results.enumerated() {
      switch (bad[item], result) {
      case (nil, .success(let value)): #expect(value == item)
      case (let mood?, .failure(let failure)):
        #expect(failure.item == item)
        #expect("\(failure)".contains(Self.words(mood, item)), "\(failure)")
      default: Issue.record("item \(item): \(result)")
      }
    }
  }

  /// What the failure of an item in this mood says.
  private static func words(_ mood: Mood, _ item: Int) -> String {
    switch mood {
    case .crashes: "item \(item) failed"
    case .traps: "Fatal error: item \(item) traps"
    case .hangs: "it took longer than"
    case .throwsError: "item \(item) throws"
    case .fine: "no failure"
    }
  }

  @Test func `a limit of no replacements at all doesn't concern deaths at items`() async throws {
    let options = fixturePool(2) { $0.respawnLimit = RespawnLimit(count: 0) }
    let results = try await withWorkerPool(options) { pool in
      try await pool.mapResults(FixtureTasks.dieIfNegative, over: [-1, 2, -3, 4, -5, 6])
    }
    #expect(results.map { try? $0.get() } == [nil, 4, nil, 8, nil, 12])
  }

  @Test func `what was done before a map was cancelled is returned`() async throws {
    try await withWorkerPool(fixturePool(2)) { pool in
      let map = Task {
        try await pool.mapResults(
          FixtureTasks.sleep, over: (0..<100).map { $0 < 10 ? 1 : 60_000_000 }, MapOptions(chunk: .items(1)))
      }
      #expect(await eventually { pool.progress.reduce(0) { $0 + $1.itemsDone } == 10 })
      #expect(await eventually { pool.progress.allSatisfy { $0.item != nil } })
      map.cancel()
      let results = try await map.value
      #expect(results.count == 100)
      #expect(results.prefix(10).map { try? $0.get() } == Array(repeating: 1, count: 10))
      for (item, result) in results.enumerated().dropFirst(10) {
        guard case .failure(let failure) = result else {
          Issue.record("item \(item) can't have a result")
          continue
        }
        #expect(failure.reason.poolError == .cancelled)
        #expect("\(failure)" == "item \(item) was not done: the map was cancelled")
      }
    }
  }

  @Test func `what was done before the pool failed is returned`() throws {
    let desk = try LoopDesk(workers: 1)
    let map = desk.map(6, MapOptions(chunk: .items(2)))
    desk.worker(0).finishChunk(failing: [1: "no"])
    desk.settle()
    desk.launcher.refusal = .cannotStart(worker: 0, call: "exec", code: EAGAIN)
    desk.worker(0).die()
    desk.settle()
    let error = try #require(map.error)
    #expect(map.job.hasBegun)
    let results = map.job.resultsAndFailures(error)
    #expect(results.map { try? $0.get() } == [0, nil, nil, nil, nil, nil])
    guard case .failure(let threw) = results[1], case .failure(let rest) = results[5] else { return }
    #expect(threw.reason == .threw(message: "no"))
    #expect(rest.reason == .notDone(error) && rest.item == 5)
  }

  @Test func `a map of which nothing was done throws`() async throws {
    try await withWorkerPool(fixturePool(1)) { pool in
      let unknown = PoolTask<Int, Int>(name: "unheard-of") { number, _ in number }
      let error = await #expect(throws: PoolError.self) { try await pool.mapResults(unknown, over: 0..<3) }
      #expect(error?.code == .refused)
    }
  }
}
