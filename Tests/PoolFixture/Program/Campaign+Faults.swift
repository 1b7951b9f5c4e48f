import Glibc
import PoolFixtureTasks
import Synchronization
import WorkerPool

extension Campaign {
  /// Maps quick items in chunks of a random size, while a number of workers get a signal, each at a random moment.
  func kill(_ victims: Int, of workers: Int, by signal: Int32 = SIGKILL) async throws -> Outcome {
    let pids = Mutex([Int32](repeating: 0, count: workers))
    let keep: @Sendable ([PoolEvent]) -> Void = { events in
      for case .workerStarted(let worker, let pid, _) in events.map(\.kind) { pids.withLock { $0[worker] = pid } }
    }
    let count = 3_000
    let options = MapOptions(chunk: .items(1 + random(1, below: 64)), detail: .chunks)
    let pool = PoolOptions(
      workers: workers, startLimit: .seconds(signal == SIGSTOP ? 2 : 30), grace: .seconds(1),
      silenceLimit: .milliseconds(50))
    return try await withWorkerPool(pool, events: keep) { pool in
      async let results = pool.map(FixtureTasks.double, over: 0..<count, options)
      let together = fault == .killAll
      for victim in 0..<victims {
        if victim == 0 || !together { usleep(UInt32(random(2 + victim, below: 3_000))) }
        let pid = pids.withLock { $0[(random(0, below: workers) + victim) % workers] }
        if pid > 0 { Glibc.kill(pid, signal) }
      }
      return try await results == (0..<count).map { $0 * 2 } ? .right : .wrong("a wrong result")
    }
  }

  /// One item at a random place sabotages its worker.
  func sabotage(_ how: Int) async throws -> Outcome {
    let bad = random(0, below: 12)
    var items = [Int](repeating: 0, count: 12)
    items[bad] = how
    let options = PoolOptions(workers: 3, grace: .milliseconds(10), silenceLimit: .milliseconds(50))
    let limit: Duration? = how == 6 ? .milliseconds(30) : nil
    return try await withWorkerPool(options) { [items] pool in
      let map = MapOptions(chunk: .items(1 + random(1, below: 4)), itemLimit: limit)
      return judge(try await pool.mapResults(FixtureTasks.sabotage, over: items, map), bad: bad) { _ in 0 }
    }
  }

  /// One item, a negative number, makes the task end its worker's process.
  func end(by task: PoolTask<Int, Int>) async throws -> Outcome {
    let bad = random(0, below: 12)
    let items = (0..<12).map { $0 == bad ? -1 : $0 }
    return try await withWorkerPool(PoolOptions(workers: 3)) { pool in
      let map = MapOptions(chunk: .items(1 + random(1, below: 4)))
      return judge(try await pool.mapResults(task, over: items, map), bad: bad) { $0 }
    }
  }

  /// Only the bad item may have failed, and every other item must have its result.
  private func judge(
    _ results: [Result<Int, ItemFailure>], bad: Int, _ expected: (Int) -> Int
  ) -> Outcome {
    for (item, result) in results.enumerated() {
      switch result {
      case .success(let value) where item != bad && value == expected(item): continue
      case .failure(let failure) where item == bad && failure.item == bad: continue
      default: return .wrong("item \(item) of which \(bad) is bad: \(result)")
      }
    }
    return .named
  }

  /// Leaves nothing of what this limit bounds, and kills a worker. Restores the limit afterwards.
  func exhaust(_ resource: __rlimit_resource_t) async throws -> Outcome {
    var before = rlimit()
    getrlimit(resource, &before)
    let pids = Mutex<[Int32]>([])
    let keep: @Sendable ([PoolEvent]) -> Void = { events in
      for case .workerStarted(_, let pid, _) in events.map(\.kind) { pids.withLock { $0.append(pid) } }
    }
    defer {
      var limit = before
      setrlimit(resource, &limit)
    }
    return try await withWorkerPool(PoolOptions(workers: 3), events: keep) { pool in
      try await pool.ready()
      // Threads of the Swift runtime count as processes, and it waits for ever if it can't have one, so start them now.
      await withTaskGroup(of: Void.self) { group in for _ in 0..<4 { group.addTask { usleep(2_000) } } }
      var none = rlimit(rlim_cur: 3, rlim_max: before.rlim_max)
      setrlimit(resource, &none)
      async let results = pool.map(FixtureTasks.sleep, over: [Int](repeating: 2_000, count: 6))
      usleep(UInt32(random(0, below: 3_000)))
      pids.withLock { _ = Glibc.kill($0[random(1, below: 3)], SIGKILL) }
      let slept = try await results.count
      // The map may have ended before the death was noticed.
      return slept == 6 ? .right : .wrong("\(slept) results")
    }
  }

  /// Consumes results more slowly than they come, and sometimes not at all for a while.
  func sleepOverResults() async throws -> Outcome {
    var sum = 0
    let count = 20_000
    try await withWorkerPool(PoolOptions(workers: 3)) { pool in
      var taken = 0
      let stream = pool.stream(FixtureTasks.double, over: 0..<count, StreamOptions(chunk: .items(50)))
      for try await chunk in stream.chunks {
        sum += chunk.values.reduce(0, +)
        taken += 1
        // The tenth round sleeps until all buffers are full.
        if taken % 100 == 50 { usleep(round % 1_000 == 9 && taken == 50 ? 10_000_000 : 5_000) }
      }
    }
    return sum == count * (count - 1) ? .right : .wrong("the sum is \(sum)")
  }
}
