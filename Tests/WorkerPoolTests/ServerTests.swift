import Glibc
import PoolFixtureTasks
import Posix
import Synchronization
import Testing

@testable import WorkerPool

/// Pools without a scope, and pools whose workers are threads.
@Suite struct ServerTests {
  @Test func `a pool can be started and stopped without a scope`() async throws {
    let keeper = EventKeeper()
    let pool = try await WorkerPool.start(fixturePool(2), events: keeper.sink)
    for number in 0..<20 {
      let result = try await pool.apply(FixtureTasks.double, to: number)
      #expect(result == number * 2)
    }
    await pool.stop()
    #expect(keeper.kinds.last == .poolEnded)
    #expect(keeper.pids.count == 2 && !keeper.pids.contains(where: isAlive))
    await #expect(throws: PoolError.closed) { try await pool.apply(FixtureTasks.double, to: 1) }
    await pool.stop()
  }

  @Test func `everyone who stops a pool waits until it has ended`() async throws {
    let keeper = EventKeeper()
    let pool = try await WorkerPool.start(fixturePool(2), events: keeper.sink)
    let map = Task { try await pool.map(FixtureTasks.sleep, over: [600_000_000]) }
    #expect(await eventually { pool.progress.contains { $0.item != nil } })
    await withTaskGroup(of: Void.self) { group in
      for _ in 0..<5 {
        group.addTask {
          await pool.stop()
          #expect(!keeper.pids.contains(where: isAlive))
        }
      }
    }
    await #expect(throws: PoolError.closed) { try await map.value }
  }

  @Test func `a pool that nobody refers to ends by itself`() async throws {
    let keeper = EventKeeper()
    do {
      let pool = try await WorkerPool.start(fixturePool(2), events: keeper.sink)
      let result = try await pool.apply(FixtureTasks.double, to: 4)
      #expect(result == 8)
    }
    #expect(await eventually { !keeper.pids.contains(where: isAlive) && keeper.kinds.last == .poolEnded })
  }

  @Test func `a stream keeps its pool from ending`() async throws {
    func stream() async throws -> PoolStream<Int> {
      try await WorkerPool.start(fixturePool(1)).stream(FixtureTasks.double, over: 0..<1_000)
    }
    var count = 0
    for try await _ in try await stream() { count += 1 }
    #expect(count == 1_000)
  }

  @Test func `the error of a pool that can't start is thrown`() async throws {
    let options = PoolOptions(workers: 2, command: WorkerCommand(executable: "/nowhere/at/all"))
    let error = await #expect(throws: PoolError.self) { _ = try await WorkerPool.start(options) }
    #expect(error?.code == .cannotStart)
  }

  private let threads = PoolOptions(
    workers: 2, command: .inThisProcess(FixtureTasks.registry), grace: .milliseconds(20))

  @Test func `threads give the same results and failures as processes`() async throws {
    for options in [threads, fixturePool(2)] {
      try await withWorkerPool(options) { pool in
        let map = try await pool.map(FixtureTasks.double, over: 0..<5_000, MapOptions(chunk: .items(7)))
        #expect(map == (0..<5_000).map { $0 * 2 })
        let failures = try await pool.mapResults(FixtureTasks.refuseOdd, over: 0..<50)
        for (item, result) in failures.enumerated() where item % 2 == 1 {
          guard case .failure(let failure) = result else {
            Issue.record("item \(item) is odd")
            continue
          }
          #expect(failure.item == item && failure.reason == .threw(message: "\(item) is odd"))
        }
        #expect(failures.count { (try? $0.get()) != nil } == 25)
        var streamed: [Int] = []
        for try await element in pool.stream(FixtureTasks.double, over: 0..<500, StreamOptions(order: .asGiven)) {
          streamed.append(try element.value)
        }
        #expect(streamed == (0..<500).map { $0 * 2 })
        let unknown = PoolTask<Int, Int>(name: "unheard-of") { number, _ in number }
        let error = await #expect(throws: PoolError.self) { try await pool.map(unknown, over: 0..<3) }
        #expect(error?.code == .refused)
        let seeds = try await pool.map(FixtureTasks.seed, over: 0..<9, MapOptions(seed: 42))
        #expect(seeds == (0..<9).map { Seeds.seed(root: 42, item: $0) })
      }
    }
  }

  @Test func `threads can be cancelled, limited and killed like processes`() async throws {
    let keeper = EventKeeper()
    let nap = 60_000_000
    try await withWorkerPool(threads, events: keeper.sink) { pool in
      let long = Task { try await pool.map(FixtureTasks.sleep, over: [nap, nap], MapOptions(chunk: .items(1))) }
      #expect(await eventually { pool.progress.allSatisfy { $0.item != nil } })
      long.cancel()
      await #expect(throws: PoolError.cancelled) { try await long.value }
      let limited = try await pool.mapResults(
        FixtureTasks.sleep, over: [1, nap, 2], MapOptions(chunk: .items(1), itemLimit: .seconds(3)))
      #expect(limited.map { try? $0.get() } == [1, nil, 2])
      let before = keeper.kinds.count
      async let killed = pool.mapResults(FixtureTasks.sleep, over: [nap])
      for death in 1...2 {
        #expect(await eventually { keeper.workersThatBegan(0, after: before).count == death })
        if let worker = keeper.workersThatBegan(0, after: before).last { pool.kill(worker: worker) }
      }
      guard case .failure(let failure) = try await killed[0] else {
        Issue.record("two workers were killed at it")
        return
      }
      #expect(failure.reason == .killedWorkers(count: 2, end: .signalled(signal: SIGKILL)))
    }
    #expect(keeper.kinds.last == .poolEnded)
  }

  @Test func `each thread has a program of its own, which ends with it`() async throws {
    // Each program waits until the other one has begun, too.
    let folder = try makeTemporaryFolder("poolbook-threads", in: "/tmp")
    defer { removeFolder(folder) }
    let meet = """
      read item; touch \(folder)/$$
      for round in $(seq 2000); do
        [ "$(ls \(folder) | wc -l)" -ge 2 ] && { echo $$; read item; exit; }
        sleep 0.01
      done
      """
    let command = PoolTask.command(name: "meet", ["sh", "-c", meet])
    let options = PoolOptions(workers: 2, command: .inThisProcess(TaskRegistry(command)))
    let pids = try await withWorkerPool(options) { pool in
      try await pool.map(command, over: ["a", "b"], MapOptions(chunk: .items(1))).compactMap { Int32($0) }
    }
    #expect(Set(pids).count == 2)
    #expect(await eventually { !pids.contains(where: isAlive) })
  }

  @Test func `the program of a thread that is abandoned ends`() async throws {
    let wait = "while read item; do if [ $item = long ]; then sleep 1000; else echo $item; fi; done"
    let mark = "poolbook-abandoned-\(getpid())"
    let command = PoolTask.command(name: "wait", ["sh", "-c", wait, mark])
    let options = PoolOptions(
      workers: 1, command: .inThisProcess(TaskRegistry(command)), grace: .milliseconds(20))
    try await withWorkerPool(options) { pool in
      let results = try await pool.mapResults(
        command, over: ["a", "long", "b"], MapOptions(chunk: .items(1), itemLimit: .seconds(20)))
      #expect(results.map { try? $0.get() } == ["a", nil, "b"])
    }
    #expect(await eventually { commandLines(with: mark).isEmpty })
  }

  @Test func `threads are dismissed when the pool ends`() async throws {
    let keeper = EventKeeper()
    let options = PoolOptions(
      workers: 3, command: .inThisProcess(FixtureTasks.registry), grace: .seconds(60),
      initialiser: Initialiser(FixtureTasks.prepare, argument: 42))
    try await withWorkerPool(options, events: keeper.sink) { pool in
      try await pool.ready()
      let prepared = try await pool.apply(FixtureTasks.prepared, to: 0)
      #expect(prepared == 42)
    }
    #expect(
      keeper.kinds.count { if case .workerEnded(_, getpid(), .exited(code: 0)) = $0 { true } else { false } } == 3)
  }
}

extension EventKeeper {
  /// The workers that began an item, one after the other, since there were this many events.
  fileprivate func workersThatBegan(_ item: Int, after count: Int) -> [Int] {
    kinds.dropFirst(count).compactMap { if case .itemStarted(let worker, item) = $0 { worker } else { nil } }
  }
}
