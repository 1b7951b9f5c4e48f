import Testing
import WorkerPool

@testable import Experiments

/// Two workers, three chunks of two items; times in nanoseconds.
let sampleEvents: [PoolEvent] = [
  PoolEvent(time: 1000, kind: .poolStarted(workers: 2)),
  PoolEvent(time: 1100, kind: .workerStarted(worker: 0, pid: 41, host: "n1")),
  PoolEvent(time: 1200, kind: .workerStarted(worker: 1, pid: 42, host: "n\"2\n")),
  PoolEvent(time: 1300, kind: .workerReady(worker: 0)),
  PoolEvent(time: 1500, kind: .workerReady(worker: 1)),
  PoolEvent(time: 2000, kind: .mapStarted(map: 1, items: 6, chunk: 2, schedule: .dynamic, detail: .items)),
  PoolEvent(time: 2001, kind: .chunkHandedOut(worker: 0, items: 0..<2)),
  PoolEvent(time: 2010, kind: .chunkStarted(worker: 0, items: 0..<2)),
  PoolEvent(time: 2010, kind: .itemStarted(worker: 0, item: 0)),
  PoolEvent(time: 2015, kind: .itemFinished(worker: 0, item: 0)),
  PoolEvent(time: 2020, kind: .chunkStarted(worker: 1, items: 2..<4)),
  PoolEvent(time: 2030, kind: .workerOutput(worker: 1, text: "hello\u{2028}\u{1b}[1m")),
  PoolEvent(time: 2040, kind: .chunkFinished(worker: 1, items: 2..<4)),
  PoolEvent(time: 2050, kind: .chunkStarted(worker: 1, items: 4..<6)),
  PoolEvent(time: 2060, kind: .chunkFinished(worker: 0, items: 0..<2)),
  PoolEvent(time: 2070, kind: .itemFailed(worker: 1, item: 4, message: "no")),
  PoolEvent(time: 2080, kind: .workerEnded(worker: 1, pid: 42, end: .signalled(signal: 9))),
  PoolEvent(time: 2081, kind: .chunkReturned(worker: 1, items: 4..<6)),
  PoolEvent(time: 2090, kind: .chunkStarted(worker: 0, items: 4..<6)),
  PoolEvent(time: 2100, kind: .chunkFinished(worker: 0, items: 4..<6)),
  PoolEvent(time: 2110, kind: .mapFinished(map: 1)),
  PoolEvent(time: 2120, kind: .poolEnded),
]

@Suite struct LanesTests {
  @Test func `the chunks of a worker that are too many to list are counted`() {
    var lanes = Lanes()
    lanes.apply(sampleEvents.prefix(6))
    let chunks = (0..<Lanes.mostTaken + 3).flatMap { time in
      [
        PoolEvent(time: 3000 + UInt64(time), kind: .chunkStarted(worker: 0, items: 0..<1)),
        PoolEvent(time: 3001 + UInt64(time), kind: .chunkFinished(worker: 0, items: 0..<1)),
      ]
    }
    lanes.apply(chunks)
    #expect(lanes.lanes[0].spans.count == Lanes.mostTaken)
    #expect(lanes.lanes[0].spansLeftOut == 3)
  }

  @Test func `the pool is ready when the last worker is, in whatever order their messages come`() {
    var lanes = Lanes()
    lanes.apply([
      PoolEvent(time: 100, kind: .poolStarted(workers: 2)), PoolEvent(time: 1500, kind: .workerReady(worker: 1)),
      PoolEvent(time: 1200, kind: .workerReady(worker: 0)),
    ])
    #expect(lanes.startup == 1.4e-6)
  }

  @Test func `events add up to who took what and for how long`() {
    var lanes = Lanes()
    lanes.apply(sampleEvents)
    #expect(lanes.lanes.map(\.taken) == [[0, 1, 4, 5], [2, 3]])
    #expect(lanes.lanes.map(\.busy) == [60, 20])
    #expect(lanes.lanes.map(\.chunks) == [2, 1])
    #expect(lanes.lanes.map(\.state) == [.idle, .ended])
    #expect(lanes.itemsDone == 6)
    #expect(lanes.startup == 5e-7)
    #expect(abs(lanes.elapsed(at: 0) - 1.1e-7) < 1e-15)
  }

  @Test func `a process that ended is described with the items handed out again`() {
    var lanes = Lanes()
    lanes.apply(sampleEvents)
    #expect(
      lanes.lanes.map(\.lost) == [
        [], [LostProcess(pid: 42, end: .signalled(signal: 9), run: 1, givenAgain: [4..<6])],
      ])
    #expect(lanes.givenAgain == [4..<6])
    // What it left undone took time, too, but that was not spent on a result.
    #expect(lanes.lanes[1].spans.map(\.time) == [2020..<2040, 2050..<2080] && lanes.lanes[1].busy == 20)
    // Workers that end after the map is over were told to.
    lanes.apply(PoolEvent(time: 2130, kind: .workerEnded(worker: 0, pid: 41, end: .exited(code: 0))))
    #expect(lanes.lanes[0].lost.isEmpty)
    // Another map gives nothing again of this one.
    lanes.apply(
      PoolEvent(time: 3000, kind: .mapStarted(map: 2, items: 6, chunk: 2, schedule: .static, detail: .items)))
    #expect(lanes.lanes[1].lost.count == 1 && lanes.givenAgain.isEmpty)
  }

  @Test(arguments: [
    ([4..<5], "item 4"), ([4..<6], "items 4 to 5"), ([6..<8, 4..<6], "items 4 to 7"), ([1..<2, 8..<10], "3 items"),
  ])
  func `items handed out again are described in a few words`(ranges: [Range<Int>], words: String) {
    #expect(LostProcess(pid: 1, end: .exited(code: 3), run: 1, givenAgain: ranges).again == words)
  }

  @Test func `the fold is the same in one piece and event by event`() {
    var whole = Lanes()
    whole.apply(sampleEvents)
    var single = Lanes()
    for event in sampleEvents { single.apply(event) }
    #expect(whole == single)
  }

  @Test func `the imbalance is the longest busy time over the mean of all workers`() {
    #expect(loadImbalance([1, 3]) == 1.5)
    #expect(loadImbalance([2, 2, 2, 2]) == 1)
    #expect(loadImbalance([6, 0, 0]) == 3)
    #expect(loadImbalance([0.7]) == 1)
    #expect(loadImbalance([0, 0]) == nil)
    #expect(loadImbalance([]) == nil)
    #expect(RecordTests.run.report.imbalance == 1)
  }

  @Test func `a second map begins from nothing taken`() {
    var lanes = Lanes()
    lanes.apply(sampleEvents)
    lanes.apply(
      PoolEvent(time: 3000, kind: .mapStarted(map: 2, items: 6, chunk: 2, schedule: .static, detail: .items)))
    #expect(lanes.itemsDone == 0)
    #expect(lanes.lanes.allSatisfy { $0.taken.isEmpty && $0.busy == 0 })
    #expect(lanes.startup == 5e-7)
  }

  @Test func `events in an order that no pool has never trap`() {
    var numbers = SplitMix(state: 3)
    for _ in 0..<200 {
      var lanes = Lanes()
      for _ in 0..<60 {
        let event = sampleEvents[Int(numbers.next() % UInt64(sampleEvents.count))]
        lanes.apply(PoolEvent(time: numbers.next(), kind: event.kind))
      }
      lanes.apply(PoolEvent(time: 1, kind: .chunkFinished(worker: 0, items: 0..<Int.max)))
      lanes.apply(PoolEvent(time: 2, kind: .chunkFinished(worker: 0, items: 0..<Int.max)))
      lanes.apply(PoolEvent(time: 2, kind: .workerReady(worker: 999)))
      #expect(lanes.lanes.count <= 256)
    }
  }
}
