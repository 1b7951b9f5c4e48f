import PoolFixtureTasks
import Synchronization
import Testing

@testable import WorkerPool

@Suite struct StreamTests {
  @Test(arguments: [StreamOptions.Order.asFinished, .asGiven])
  func `a stream returns every result once`(order: StreamOptions.Order) async throws {
    try await withWorkerPool(fixturePool(3)) { pool in
      for chunk in [ChunkSize.auto, .items(1), .items(7)] {
        var items: [Int] = []
        for try await element in pool.stream(
          FixtureTasks.double, over: 5..<2_005, StreamOptions(order: order, chunk: chunk))
        {
          let value = try element.value
          #expect(value == (element.item + 5) * 2)
          items.append(element.item)
        }
        #expect((order == .asGiven ? items : items.sorted()) == Array(0..<2_000))
        var texts: [Int: String] = [:]
        for try await element in pool.stream(
          FixtureTasks.shout, over: ["a", "b", "c"], StreamOptions(order: order, chunk: chunk))
        {
          texts[element.item] = try element.value
        }
        #expect(texts == [0: "A", 1: "B", 2: "C"])
      }
    }
  }

  @Test func `an empty input gives an empty stream`() async throws {
    try await withWorkerPool(fixturePool(1)) { pool in
      for try await _ in pool.stream(FixtureTasks.double, over: 0..<0) { Issue.record("there are no results") }
      for try await _ in pool.stream(FixtureTasks.shout, over: [String]()) { Issue.record("there are no results") }
    }
  }

  @Test func `inputs are pulled only as results are consumed`() async throws {
    let pulled = Mutex(0)
    let endless = sequence(first: 0) { last in
      pulled.withLock { $0 += 1 }
      return last + 1
    }
    try await withWorkerPool(fixturePool(2)) { pool in
      var taken = 0
      let options = StreamOptions(order: .asGiven, window: 50)
      for try await element in pool.stream(FixtureTasks.double, over: endless, options) {
        #expect(element.item == taken)
        taken += 1
        #expect(pulled.withLock { $0 } <= taken + 51)
        if taken == 1_000 { break }
      }
      // Leaving the loop stopped the map, and the pool can do others.
      let after = try await pool.map(FixtureTasks.double, over: 0..<10)
      #expect(after == (0..<10).map { $0 * 2 })
    }
  }

  @Test func `items that fail come as failures in their place`() async throws {
    try await withWorkerPool(fixturePool(2)) { pool in
      let options = StreamOptions(order: .asGiven, chunk: .items(5))
      var next = 0
      for try await element in pool.stream(FixtureTasks.refuseOdd, over: 0..<52, options) {
        #expect(element.item == next)
        switch element.result {
        case .success(let number): #expect(number == next && next % 2 == 0)
        case .failure(let failure): #expect(failure.reason == .threw(message: "\(next) is odd"))
        }
        next += 1
      }
      #expect(next == 52)
    }
  }

  @Test func `inputs of a worker that died are sent again`() async throws {
    try await withWorkerPool(fixturePool(2)) { pool in
      let inputs = (0..<60).map { $0 == 31 ? -1 : $0 }
      var results: [Int: Result<Int, ItemFailure>] = [:]
      for try await element in pool.stream(
        FixtureTasks.dieIfNegative, over: inputs, StreamOptions(chunk: .items(4)))
      {
        results[element.item] = element.result
      }
      #expect(results.count == 60)
      for (item, result) in results {
        if item == 31 {
          #expect(throws: ItemFailure.self) { try result.get() }
        } else {
          #expect((try? result.get()) == item * 2)
        }
      }
    }
  }

  @Test func `cancelling the task ends its stream`() async throws {
    try await withWorkerPool(fixturePool(2)) { pool in
      let task = Task {
        for try await _ in pool.stream(FixtureTasks.sleep, over: repeatElement(5_000, count: 100_000)) {}
      }
      #expect(await eventually { pool.progress.contains { $0.itemsDone > 3 } })
      task.cancel()
      await #expect(throws: PoolError.cancelled) { try await task.value }
    }
  }

  @Test func `a pool that has ended throws instead of hanging`() async throws {
    let pool = try await withWorkerPool(fixturePool(1)) { $0 }
    await #expect(throws: PoolError.closed) { try await pool.map(FixtureTasks.double, over: 0..<3) }
    await #expect(throws: PoolError.closed) { try await pool.ready() }
    await #expect(throws: PoolError.closed) {
      for try await _ in pool.stream(FixtureTasks.double, over: 0..<3) {}
    }
  }
}
