import PoolFixtureTasks
import Synchronization
import Testing

@testable import WorkerPool

/// Inputs that are too many, or that come when they want.
@Suite struct InputTests {
  private struct Broken: Error, CustomStringConvertible { var description = "the line is cut" }

  @Test(arguments: [0..<1_000_000_000_000, 0..<Int.max, Int.min..<Int.max])
  func `a map of more items than there is memory for names stream`(range: Range<Int>) async throws {
    try await withWorkerPool(fixturePool(1)) { pool in
      let error = await #expect(throws: PoolError.self) { try await pool.map(FixtureTasks.double, over: range) }
      #expect(error?.code == .tooManyItems && error?.description.contains("use stream") == true)
      let other = await #expect(throws: PoolError.self) { try await pool.mapResults(FixtureTasks.nothing, over: range) }
      #expect(other?.code == .tooManyItems)
      // Adding may overflow there, which is the task's own affair.
      guard range.lowerBound == 0 else { return }
      var taken = 0
      for try await element in pool.stream(FixtureTasks.nothing, over: range, StreamOptions(order: .asGiven)) {
        #expect(try element.value == (element.item % 2 == 0))
        taken += 1
        if taken == 100 { break }
      }
    }
  }

  @Test(arguments: [1, 5], [StreamOptions.Order.asGiven, .asFinished])
  func `an asynchronous sequence can be streamed`(chunk: Int, order: StreamOptions.Order) async throws {
    let (inputs, more) = AsyncStream<Int>.makeStream()
    for number in 0..<203 { more.yield(number) }
    more.finish()
    try await withWorkerPool(fixturePool(3)) { pool in
      var items: [Int] = []
      let options = StreamOptions(order: order, chunk: .items(chunk), window: 20)
      for try await element in pool.stream(FixtureTasks.double, over: inputs, options) {
        #expect(try element.value == element.item * 2)
        items.append(element.item)
      }
      #expect((order == .asGiven ? items : items.sorted()) == Array(0..<203))
    }
  }

  @Test func `results come while the next input isn't there yet`() async throws {
    let (inputs, more) = AsyncStream<Int>.makeStream()
    try await withWorkerPool(fixturePool(2)) { pool in
      more.yield(0)
      var sum = 0
      // Each result causes the next input.
      for try await element in pool.stream(FixtureTasks.double, over: inputs) {
        sum += try element.value
        if element.item < 9 { more.yield(element.item + 1) } else { more.finish() }
      }
      #expect(sum == 90)
    }
  }

  /// Numbers from 0 on without end, which counts how many were taken.
  private struct Counting: AsyncSequence, AsyncIteratorProtocol, Sendable {
    let taken: Counter
    func makeAsyncIterator() -> Counting { self }
    func next() async -> Int? {
      taken.value.withLock { value in
        defer { value += 1 }
        return value
      }
    }

    final class Counter: Sendable { let value = Mutex(0) }
  }

  @Test func `an asynchronous sequence is pulled only as results are consumed`() async throws {
    let counter = Counting.Counter()
    try await withWorkerPool(fixturePool(2)) { pool in
      var taken = 0
      let options = StreamOptions(order: .asGiven, window: 50)
      for try await element in pool.stream(FixtureTasks.double, over: Counting(taken: counter), options) {
        #expect(element.item == taken)
        taken += 1
        #expect(counter.value.withLock { $0 } <= taken + 51)
        if taken == 1_000 { break }
      }
      let after = try await pool.map(FixtureTasks.double, over: 0..<10)
      #expect(after == (0..<10).map { $0 * 2 })
    }
    let most = counter.value.withLock { $0 }
    #expect(most >= 1_000 && most <= 1_051)
  }

  @Test func `the error of an asynchronous sequence comes after the results of its inputs`() async throws {
    let (inputs, more) = AsyncThrowingStream<Int, any Error>.makeStream()
    for number in 0..<12 { more.yield(number) }
    more.finish(throwing: Broken())
    try await withWorkerPool(fixturePool(2)) { pool in
      var items: [Int] = []
      let error = await #expect(throws: PoolError.self) {
        let options = StreamOptions(order: .asGiven, chunk: .items(5))
        for try await element in pool.stream(FixtureTasks.double, over: inputs, options) { items.append(element.item) }
      }
      #expect(items == Array(0..<12))
      #expect(error?.code == .inputFailed && error?.description == "the input of the stream failed: the line is cut")
    }
  }

  @Test func `leaving a stream ends the pulling of its input`() async throws {
    let ended = Mutex(false)
    let (inputs, more) = AsyncStream<Int>.makeStream()
    more.onTermination = { _ in ended.withLock { $0 = true } }
    more.yield(1)
    try await withWorkerPool(fixturePool(1)) { pool in
      for try await _ in pool.stream(FixtureTasks.double, over: inputs) { break }
    }
    #expect(await eventually { ended.withLock { $0 } })
  }

  @Test func `an empty asynchronous sequence gives an empty stream`() async throws {
    let (inputs, more) = AsyncStream<Int>.makeStream()
    more.finish()
    try await withWorkerPool(fixturePool(1)) { pool in
      for try await _ in pool.stream(FixtureTasks.double, over: inputs) { Issue.record("there are no results") }
    }
  }
}
