import Testing
import WorkerPool

@testable import Experiments

@Suite struct ItemSharesTests {
  private func shares(items: Int, workers: Int, _ chunks: [(worker: Int, items: Range<Int>)]) -> ItemShares {
    var kinds: [PoolEvent.Kind] = [
      .poolStarted(workers: workers),
      .mapStarted(map: 1, items: items, chunk: 1, schedule: .dynamic, detail: .chunks),
    ]
    kinds += chunks.map { .chunkFinished(worker: $0.worker, items: $0.items) }
    return ItemShares(kinds.map { PoolEvent(time: 1, kind: $0) })
  }

  @Test func `each cell says which worker has done its items, and whether all of them`() {
    let shares = shares(items: 10, workers: 2, [(0, 0..<3), (1, 3..<6), (0, 9..<10)])
    #expect(shares.cells(10).map(\.worker) == [0, 0, 0, 1, 1, 1, nil, nil, nil, 0])
    #expect(shares.cells(5).map(\.isComplete) == [true, true, true, false, false])
    #expect(shares.cells(5).map(\.isMixed) == [false, true, false, false, false])
    #expect(shares.cells(20).map(\.worker).prefix(7) == [0, 0, 0, 0, 0, 0, 1])
  }

  @Test func `a map of a million items is counted to the last one`() {
    let chunks = (0..<10_000).map { ($0 % 4, $0 * 100..<($0 + 1) * 100) }
    let all = shares(items: 1_000_000, workers: 4, chunks)
    #expect(all.cells(80).allSatisfy { $0.isComplete && $0.isMixed })
    let missing = shares(items: 1_000_000, workers: 4, chunks.dropLast() + [(3, 999_900..<999_999)])
    #expect(missing.cells(640).count { !$0.isComplete } == 1)
    #expect(missing.cells(640).last?.isComplete == false)
  }

  @Test func `a map that grows keeps what is done`() {
    func event(_ kind: PoolEvent.Kind) -> PoolEvent { PoolEvent(time: 1, kind: kind) }
    let start = [
      event(.poolStarted(workers: 2)),
      event(.mapStarted(map: 1, items: 0, chunk: 1, schedule: .dynamic, detail: .items)),
    ]
    let work = [event(.chunkFinished(worker: 1, items: 0..<3)), event(.chunkFinished(worker: 0, items: 3..<4))]
    let grown = ItemShares(
      start + [event(.mapGrew(map: 1, items: 4))] + work + [event(.mapGrew(map: 1, items: 600))])
    #expect(grown == shares(items: 600, workers: 2, [(1, 0..<3), (0, 3..<4)]))
    var lanes = Lanes()
    lanes.apply(start + [event(.mapGrew(map: 1, items: 4))] + work)
    #expect(lanes.items == 4)
    #expect(lanes.itemsDone == 4)
  }

  @Test(arguments: [1, 7, 639, 640, 641, 1000, 100_000_007])
  func `parts cover all items, whatever their number`(items: Int) {
    let half = items / 2
    let shares = shares(items: items, workers: 3, [(2, 0..<half), (1, half..<items)])
    for number in [1, 3, 52, 80, 640] { #expect(shares.cells(number).allSatisfy { $0.isComplete }) }
  }

  @Test func `a report's assignment gives the same as the events`() {
    let chunks = [(worker: 0, items: 0..<30), (worker: 1, items: 30..<50), (worker: 0, items: 50..<60)]
    let pairs = chunks.flatMap { chunk in chunk.items.map { [$0, chunk.worker] } }
    #expect(shares(items: 60, workers: 2, chunks) == ItemShares(items: 60, workers: 2, assignment: pairs))
  }

  @Test func `a new map begins from the start, and strange events change nothing`() {
    var shares = shares(items: 4, workers: 2, [(0, 0..<4)])
    let strange: [PoolEvent.Kind] = [
      .chunkFinished(worker: 9, items: 0..<1), .chunkFinished(worker: 0, items: 3..<900),
      .chunkFinished(worker: 0, items: -5..<2),
    ]
    shares.apply(
      PoolEvent(
        time: 2, kind: .mapStarted(map: 2, items: 1 << 53, chunk: 1, schedule: .dynamic, detail: .chunks)))
    for kind in strange.dropLast() { shares.apply(PoolEvent(time: 3, kind: kind)) }
    shares.apply(PoolEvent(time: 3, kind: strange[2]))
    #expect(shares.cells(3).first?.worker == 0)
    #expect(shares.cells(3).dropFirst().allSatisfy { $0.worker == nil })
    #expect(ItemShares().cells(3).allSatisfy { $0 == .init() })
    #expect(ItemShares(items: 3, workers: 1, assignment: [[7, 0], [1], [0, 5]]).cells(3) == ItemShares().cells(3))
  }
}

@Suite struct PiEstimateTests {
  @Test func `the standard error is that of a proportion, times four`() throws {
    let estimate = try #require(PiEstimate(inside: 785, of: 1000))
    #expect(estimate.value == 3.14)
    // 4 √(0.785 · 0.215 / 1000)
    let error = try #require(estimate.standardError)
    #expect(abs(error - 0.051_966) < 1e-6)
    let larger = try #require(PiEstimate(inside: 78_500, of: 100_000)?.standardError)
    #expect(abs(error / larger - 10) < 1e-9)
  }

  @Test func `without points there is no estimate, and without a miss no error`() {
    #expect(PiEstimate(inside: 0, of: 0) == nil)
    #expect(PiEstimate(inside: 3, of: 2) == nil)
    #expect(PiEstimate(inside: 3, of: 3)?.standardError == nil)
    #expect(PiEstimate(inside: 0, of: 3)?.standardError == nil)
  }

  @Test func `most estimates of a run are within two standard errors of pi`() {
    var far = 0
    for seed in 0..<200 as Range<UInt64> {
      let inside = quarterCirclePoints(count: 400, seed: seed).count { $0.x * $0.x + $0.y * $0.y <= 1 }
      guard let estimate = PiEstimate(inside: inside, of: 400), let error = estimate.standardError else { continue }
      if abs(estimate.value - .pi) > 2 * error { far += 1 }
    }
    #expect((1...20).contains(far))
  }
}
