import PoolFixtureTasks
import Synchronization
import Testing

@testable import WorkerPool

/// Values that are too large or can't be read, and tasks on whose types pool and workers don't agree.
@Suite struct SendingTests {
  private func small(_ workers: Int = 2) -> PoolOptions { fixturePool(workers) { $0.maximumFrameSize = 100_000 } }

  @Test(arguments: [1, 3, 8]) func `an item whose result is too large fails and the others don't`(chunk: Int)
    async throws
  {
    let sizes = [10, 200_000, 99_996, 99_997, 60_000, 60_000, 0, 99_000]
    let results = try await withWorkerPool(small()) { pool in
      try await pool.mapResults(FixtureTasks.blow, over: sizes, MapOptions(chunk: .items(chunk)))
    }
    for (item, result) in results.enumerated() {
      switch result {
      case .success(let bytes): #expect(bytes.count == sizes[item] && sizes[item] <= 99_996)
      case .failure(let failure):
        // Four bytes are for the number of elements.
        let sentence = "its result takes \(sizes[item] + 4) bytes, but at most 100000 are allowed: make it smaller"
        #expect(failure.item == item && sizes[item] > 99_996)
        #expect(failure.reason.isNotSent && "\(failure)".contains(sentence), "\(failure)")
      }
    }
  }

  @Test(arguments: [1, 3, 8]) func `an item whose input is too large fails and the others don't`(chunk: Int)
    async throws
  {
    let sizes = [10, 200_000, 99_996, 99_997, 60_000, 60_000, 0, 99_000]
    let inputs = sizes.map { [UInt8](repeating: 1, count: $0) }
    let results = try await withWorkerPool(small()) { pool in
      try await pool.mapResults(FixtureTasks.length, over: inputs, MapOptions(chunk: .items(chunk)))
    }
    #expect(results.map { try? $0.get() } == sizes.map { $0 > 99_996 ? nil : $0 })
    guard case .failure(let failure) = results[1] else { return }
    #expect(failure.item == 1 && failure.reason.isNotSent)
    #expect("\(failure)".contains("its input takes 200004 bytes, but at most 100000 are allowed"), "\(failure)")
  }

  @Test func `a map without failures ends at an item that is too large`() async throws {
    try await withWorkerPool(small()) { pool in
      for size in [0, 1] {
        let error = await #expect(throws: PoolError.self) {
          if size == 0 { _ = try await pool.map(FixtureTasks.blow, over: [1, 200_000]) }
          if size == 1 {
            _ = try await pool.map(FixtureTasks.length, over: [[], [UInt8](repeating: 0, count: 200_000)])
          }
        }
        #expect(error?.itemFailure?.item == 1 && error?.itemFailure?.reason.isNotSent == true)
      }
      let after = try await pool.map(FixtureTasks.double, over: 0..<10).count
      #expect(after == 10)
    }
  }

  @Test func `a stream passes on items that are too large as failures`() async throws {
    let sizes = [5, 200_000, 90_000, 90_000, 300_000, 6]
    var got: [Int?] = []
    try await withWorkerPool(small()) { pool in
      for try await element in pool.stream(
        FixtureTasks.blow, over: sizes, StreamOptions(order: .asGiven, chunk: .items(3)))
      {
        got.append((try? element.value)?.count)
      }
    }
    #expect(got == [5, nil, 90_000, 90_000, nil, 6])
  }

  @Test func `large values come back as they were sent`() async throws {
    let inputs = (0..<6).map { item in (0..<(3_000_000 + item)).map { UInt8(truncatingIfNeeded: $0 * (item + 3)) } }
    let results = try await withWorkerPool(fixturePool(2)) { try await $0.map(FixtureTasks.reverse, over: inputs) }
    #expect(results == inputs.map { $0.reversed() })
  }

  @Test(arguments: [1, 2, 7, 40]) func `only the item whose result can't be read fails`(chunk: Int) async throws {
    let keeper = EventKeeper()
    let results = try await withWorkerPool(fixturePool(2), events: keeper.sink) { pool in
      try await pool.mapResults(FixtureTasks.fussyResult, over: 0..<40, MapOptions(chunk: .items(chunk)))
    }
    #expect(results.map { try? $0.get().number } == (0..<40).map { $0 == 13 ? nil : $0 })
    guard case .failure(let failure) = results[13] else { return }
    #expect("\(failure)".hasSuffix("its result can't be read: the message has bytes that aren't a valid Fussy"))
    #expect(keeper.pids.count == 2)
  }

  @Test(arguments: [1, 2, 7, 40]) func `only the item whose input can't be read fails`(chunk: Int) async throws {
    let keeper = EventKeeper()
    let results = try await withWorkerPool(fixturePool(2), events: keeper.sink) { pool in
      try await pool.mapResults(
        FixtureTasks.fussyInput, over: (0..<40).map { Fussy($0) }, MapOptions(chunk: .items(chunk)))
    }
    #expect(results.map { try? $0.get() } == (0..<40).map { $0 == 13 ? nil : $0 })
    guard case .failure(let failure) = results[13] else { return }
    #expect("\(failure)".hasSuffix("its input can't be read: the message has bytes that aren't a valid Fussy"))
    #expect(keeper.pids.count == 2)
  }

  @Test func `a task of the same name but other types is refused by name`() async throws {
    let other = PoolTask<String, Int>(name: "double") { text, _ in text.count }
    try await withWorkerPool(fixturePool(1)) { pool in
      let error = await #expect(throws: PoolError.self) { try await pool.map(other, over: ["a"]) }
      #expect(error?.code == .refused)
      #expect(
        error?.description.contains("the worker's task double is Int -> Int, but the pool's is String -> Int") == true)
      let twice = await #expect(throws: PoolError.self) { try await pool.map(FixtureTasks.twice, over: [1]) }
      #expect(twice?.description.contains("two tasks are named twice, Int -> Int and String -> String") == true)
      let after = try await pool.map(FixtureTasks.double, over: 0..<10).count
      #expect(after == 10)
    }
  }

  @Test func `an initialiser of other types is refused by name`() async throws {
    let other = PoolTask<String, Nothing>(name: "prepare") { _, _ in Nothing() }
    let options = fixturePool(1) { $0.initialiser = Initialiser(other, argument: "42") }
    let error = await #expect(throws: PoolError.self) { try await withWorkerPool(options) { try await $0.ready() } }
    #expect(error?.description.contains("the worker's task prepare is Int -> Nothing") == true)
  }

  @Test func `errors with long messages are cut and hold nothing up`() async throws {
    try await withWorkerPool(small()) { pool in
      let results = try await pool.mapResults(
        FixtureTasks.throwLong, over: Array(repeating: 50_000, count: 300), MapOptions(chunk: .items(100)))
      #expect(results.count == 300)
      for case .failure(let failure) in results {
        #expect(failure.reason.message == String(repeating: "é", count: 10_000) + "…")
      }
      await #expect(throws: PoolError.self) {
        try await pool.map(FixtureTasks.throwLong, over: Array(repeating: 1_000_000, count: 20))
      }
      let after = try await pool.apply(FixtureTasks.double, to: 4)
      #expect(after == 8)
    }
  }

  @Test func `stopping a pool in the middle of large values leaves nothing`() async throws {
    let keeper = EventKeeper()
    let input = [UInt8](repeating: 1, count: 5_000_000)
    for round in 0..<3 {
      let pool = try await WorkerPool.start(fixturePool(2), events: keeper.sink)
      let map = Task {
        try await pool.map(FixtureTasks.reverse, over: [input, input, input], MapOptions(chunk: .items(1)))
      }
      #expect(await eventually { pool.progress.contains { $0.item != nil || $0.itemsDone > 0 } })
      if round == 1 { map.cancel() }
      await pool.stop()
      _ = await map.result
    }
    #expect(!keeper.pids.contains(where: isAlive))
  }

  /// An object that an input or a result refers to.
  private final class Token: Sendable {}

  /// A value that can tell whether it is still there.
  private struct Tracked: WireValue {
    let token: Token
    init() { token = Token() }
    init(from reader: inout WireReader) throws(WireError) {
      token = Token()
      _ = try Int(from: &reader)
      Tracked.seen.withLock { $0.append(Witness(token)) }
    }
    func encode(into writer: inout WireWriter) { 1.encode(into: &writer) }

    static let seen = Mutex<[Witness]>([])
  }

  /// Knows whether an object is still there.
  private final class Witness: @unchecked Sendable {
    // Sendable because weak references may be read from any thread and nothing else changes.
    weak var token: Token?
    init(_ token: Token) { self.token = token }
  }

  @Test func `inputs and results are released when their map has ended`() async throws {
    let task = PoolTask<Tracked, Tracked>(name: "tracked") { tracked, _ in tracked }
    let options = PoolOptions(workers: 2, command: .inThisProcess(TaskRegistry(task)))
    var witnesses: [Witness] = []
    try await withWorkerPool(options) { pool in
      do {
        let inputs = (0..<10).map { _ in Tracked() }
        witnesses = inputs.map { Witness($0.token) }
        let results = try await pool.map(task, over: inputs)
        #expect(results.count == 10)
      }
      // Ten inputs in the workers, and ten results.
      let all = witnesses + Tracked.seen.withLock { $0 }
      #expect(all.count == 30)
      #expect(await eventually { all.allSatisfy { $0.token == nil } })
    }
  }

  @Test func `types have the names they have in Swift`() {
    #expect([[WirePair<Int8, String?>]].self.wireName == "[[(Int8, String?)]]")
    #expect(Range<Int>.wireName == "Range<Int>" && Nothing.wireName == "Nothing" && Fussy.wireName == "Fussy")
    #expect([UInt.wireName, Float.wireName, Bool.wireName] == ["UInt", "Float", "Bool"])
  }

  @Test func `results may come in parts, and what can't be read there is done again alone`() throws {
    let desk = try LoopDesk(workers: 1)
    let map = desk.map(4, MapOptions(chunk: .items(4)))
    desk.worker(0).answer(1, with: [0, 0, 0, 0, 0, 0, 0, 0])
    desk.settle()
    // Two numbers in 17 bytes.
    desk.worker(0).answer(2, with: [UInt8](repeating: 1, count: 17))
    desk.settle()
    #expect(desk.keeper.kinds.contains(.chunkReturned(worker: 0, items: 1..<3)) && !map.hasEnded)
    desk.worker(0).answer(1, with: [6, 0, 0, 0, 0, 0, 0, 0])
    desk.settle()
    #expect(desk.worker(0).held.map(\.items) == [1..<2])
    desk.worker(0).answer(1, with: [1])
    desk.settle()
    #expect(desk.worker(0).held.map(\.items) == [2..<3])
    desk.worker(0).finishChunk()
    desk.settle()
    #expect(map.results == [0, nil, 4, 6])
    #expect(map.failure(of: 1)?.reason == .notSent(message: "its result can't be read: the message ends too early"))
  }

  @Test func `after a death, only the items without a result are dealt again`() throws {
    let desk = try LoopDesk(workers: 1)
    let map = desk.map(4, MapOptions(chunk: .items(4)))
    desk.worker(0).answer(3, with: [UInt8](repeating: 0, count: 24))
    desk.settle()
    desk.worker(0).die()
    desk.settle()
    desk.worker(0).becomeReady()
    desk.settle()
    #expect(desk.worker(0).held.map(\.items) == [3..<4])
    desk.worker(0).finishChunk()
    desk.settle()
    #expect(map.results == [0, 0, 0, 6])
  }
}
