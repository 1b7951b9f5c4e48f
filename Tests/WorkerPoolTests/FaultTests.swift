import Glibc
import PoolFixtureTasks
import Testing

@testable import WorkerPool

@Suite struct FaultTests {
  @Test func `an item that throws ends the map with its own message`() async throws {
    try await withWorkerPool(fixturePool(2)) { pool in
      do {
        _ = try await pool.map(FixtureTasks.refuseOdd, over: [0, 2, 5, 4], MapOptions(chunk: .items(2)))
        Issue.record("the map should have failed")
      } catch let error as PoolError where error.code == .itemFailed {
        let failure = try #require(error.itemFailure)
        #expect(failure.item == 2)
        #expect(failure.reason == .threw(message: "5 is odd"))
        #expect(failure.description.hasSuffix(": 5 is odd"))
      }
      let got0 = try await pool.map(FixtureTasks.double, over: 0..<10).count
      #expect(got0 == 10)
    }
  }

  @Test func `if failures are results, items that throw don't affect the others`() async throws {
    try await withWorkerPool(fixturePool(3)) { pool in
      let results = try await pool.mapResults(FixtureTasks.refuseOdd, over: 0..<100, MapOptions(chunk: .items(9)))
      for (item, result) in results.enumerated() {
        switch result {
        case .success(let number): #expect(item % 2 == 0 && number == item)
        case .failure(let failure): #expect(failure.item == item && failure.reason == .threw(message: "\(item) is odd"))
        }
      }
    }
  }

  @Test func `a worker that dies and may not be replaced ends the map with an error that names it and the item`()
    async throws
  {
    let keeper = EventKeeper()
    let options = fixturePool(2) { $0.onWorkerDeath = .fail }
    do {
      try await withWorkerPool(options, events: keeper.sink) { pool in
        _ = try await pool.map(FixtureTasks.dieIfNegative, over: [1, 2, 3, -4, 5, 6], MapOptions(chunk: .items(2)))
      }
      Issue.record("the map should have failed")
    } catch let error as PoolError where error.code == .workerDied {
      let death = try #require(error.death)
      #expect(death.item == 3)
      #expect(death.end == .signalled(signal: SIGKILL))
      #expect(keeper.pids[death.worker] == death.pid)
      #expect(death.description.contains("SIGKILL while it worked on item 3"))
    }
    #expect(!keeper.pids.contains(where: isAlive))
  }

  @Test func `the error for a program that is no worker says so`() async throws {
    for (program, words) in [
      ("/bin/true", "did not start"), ("/bin/cat", "did not start"),
      ("/nowhere/at/all", "exec /nowhere/at/all failed: No such file"),
    ] {
      do {
        try await withWorkerPool(PoolOptions(workers: 2, command: WorkerCommand(executable: program))) { pool in
          _ = try await pool.map(FixtureTasks.double, over: 0..<10)
        }
        Issue.record("\(program) is no worker")
      } catch let error as PoolError {
        #expect(error.description.contains(words), "\(error)")
      }
    }
  }

  /// Writes a program that sleeps, whatever its arguments are.
  private func writeSleeper(_ path: String) throws {
    let file = try #require(fopen(path, "we"))
    fputs("#!/bin/sh\nexec sleep 60\n", file)
    fclose(file)
    chmod(path, 0o700)
  }

  @Test func `a worker that is never ready ends the pool`() async throws {
    let path = "/tmp/poolbook-test-sleeper-\(getpid())"
    try writeSleeper(path)
    defer { unlink(path) }
    let options = PoolOptions(
      workers: 2, command: WorkerCommand(executable: path), startLimit: .milliseconds(100))
    do {
      try await withWorkerPool(options) { pool in try await pool.ready() }
      Issue.record("it was never ready")
    } catch let error as PoolError where error.code == .workerDidNotStart {
      #expect(error.description.contains("was not ready after 0.1 s"))
    }
  }

  @Test func `the error for an unknown task names it`() async throws {
    let unknown = PoolTask<Int, Int>(name: "unheard-of") { number, _ in number }
    try await withWorkerPool(fixturePool(2)) { pool in
      do {
        _ = try await pool.map(unknown, over: 0..<100)
        Issue.record("nobody knows it")
      } catch let error as PoolError where error.code == .refused {
        #expect(error.description.contains("no task named unheard-of"))
      }
      let got1 = try await pool.map(FixtureTasks.double, over: 0..<10).count
      #expect(got1 == 10)
    }
  }

  @Test func `cancelling the task cancels the map and leaves the pool usable`() async throws {
    try await withWorkerPool(fixturePool(2)) { pool in
      let task = Task { try await pool.map(FixtureTasks.sleep, over: Array(repeating: 5_000, count: 10_000)) }
      #expect(await eventually { pool.progress.contains { $0.item != nil } })
      task.cancel()
      await #expect(throws: PoolError.cancelled) { try await task.value }
      let got3 = try await pool.map(FixtureTasks.double, over: 0..<100)
      #expect(got3 == (0..<100).map { $0 * 2 })
      let early = Task { try await pool.map(FixtureTasks.double, over: 0..<100_000) }
      early.cancel()
      _ = await early.result
    }
  }
}
