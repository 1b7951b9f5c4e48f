import Canvas
import Experiments
import Testing
import WorkerPool

@testable import WorkbookApp

/// Killing a worker during a run, and what the screen shows.
@Suite struct KillingTests {
  /// The first map under way: every worker at an item, two of the ten items done.
  private func underWay(width: Int = 80, height: Int = 24, ascii: Bool = false) -> Desk {
    var desk = Desk(LessonSamples.sample, at: "first-map", width: width, height: height, ascii: ascii)
    desk.finishesRuns = false
    desk.press(.character("r"))
    desk.send(.runEvents(token: 1, Self.beginning))
    desk.send(.tick(nanoseconds: 3_000_000_000, wallClock: 1_700_000_001))
    return desk
  }

  private static func at(_ milliseconds: UInt64, _ kind: PoolEvent.Kind) -> PoolEvent {
    PoolEvent(time: 1_000_000_000 + milliseconds * 1_000_000, kind: kind)
  }

  private static let beginning: [PoolEvent] =
    [at(0, .poolStarted(workers: 4))]
    + (0..<4).flatMap { worker in
      [
        at(1, .workerStarted(worker: worker, pid: Int32(4107 + worker), host: "n1")),
        at(8, .workerReady(worker: worker)),
      ]
    } + [at(9, .mapStarted(map: 1, items: 10, chunk: 1, schedule: .dynamic, detail: .items))]
    + (0..<4).map { at(10, .chunkStarted(worker: $0, items: $0..<($0 + 1))) }
    + (0..<2).flatMap { worker in
      [
        at(1000, .chunkFinished(worker: worker, items: worker..<(worker + 1))),
        at(1001, .chunkStarted(worker: worker, items: (worker + 4)..<(worker + 5))),
      ]
    }

  /// Worker 2 ends at item 5, another process takes its place, and worker 1 does the item.
  private static let death: [PoolEvent] = [
    at(1500, .workerEnded(worker: 1, pid: 4108, end: .signalled(signal: 9))),
    at(1501, .chunkReturned(worker: 1, items: 5..<6)),
    at(1502, .workerStarted(worker: 1, pid: 4120, host: "n1")), at(1510, .workerReady(worker: 1)),
    at(1800, .chunkFinished(worker: 0, items: 4..<5)), at(1801, .chunkStarted(worker: 0, items: 5..<6)),
    at(1802, .chunkStarted(worker: 1, items: 6..<7)),
  ]

  /// The run of these events as it would be kept, its last items done by worker 3.
  private static var record: RecordedRun {
    var events = beginning + death + [at(1900, .chunkFinished(worker: 0, items: 5..<6))]
    events += [at(1901, .chunkFinished(worker: 1, items: 6..<7)), at(2000, .mapFinished(map: 1))]
    var lanes = Lanes()
    lanes.apply(events)
    var record = FakeRun(RunRequest(experiment: "first-map", task: .processInfo, knobs: Knobs()), at: 1).record
    record.events = events
    record.report.assignment = lanes.lanes.flatMap { lane in lane.taken.map { [$0, lane.worker] } }
    for lane in lanes.lanes {
      record.report.workers[lane.worker].pid = lane.pid
      record.report.workers[lane.worker].items = lane.items
      record.report.workers[lane.worker].ended = lane.lost.isEmpty ? nil : lane.lost
    }
    return record
  }

  @Test func `x puts a cursor on the lanes, and x again kills the worker at the cursor`() {
    var desk = underWay()
    #expect(desk.keyLine.contains("x kill a worker"))
    desk.press(.character("x"))
    #expect(desk.canvas.rows.contains { $0.contains("▸ worker 1") })
    #expect(desk.keyLine.contains("x kill worker 1") && desk.keyLine.contains("esc leave it alone"))
    desk.press(.down)
    #expect(desk.canvas.rows.contains { $0.contains("▸ worker 2") })
    #expect(!desk.effects.contains { if case .killWorker = $0 { true } else { false } })
    desk.press(.character("x"))
    #expect(desk.effects.last == .killWorker(token: 1, worker: 1))
    #expect(desk.sentence.contains("Sending SIGKILL to worker 2 (pid 4108)."))
    #expect(desk.model.live != nil)
    #expect(!desk.screen.contains("▸ worker"))
  }

  @Test(arguments: [Key.enter, .character("x")]) func `the cursor stays within the lanes`(key: Key) {
    var desk = underWay()
    desk.press(.character("x"), .up, key)
    #expect(desk.effects.last == .killWorker(token: 1, worker: 0))
    desk.press(.character("x"), .down, .down, .down, .down, .down, key)
    #expect(desk.effects.last == .killWorker(token: 1, worker: 3))
  }

  @Test func `escape leaves the workers alone, and ctrl-c stops the run instead`() {
    var desk = underWay()
    let count = desk.effects.count
    desk.press(.character("x"), .escape)
    #expect(desk.effects.count == count && desk.model.isReading)
    desk.press(.down)
    #expect(desk.model.isReading)
    desk.press(.character("x"), .control("c"))
    #expect(desk.effects.last == .stopRun(token: 1))
    desk.press(.character("x"))
    #expect(desk.model.isReading)
  }

  @Test func `without a run, x says that nothing is running`() {
    var desk = Desk(LessonSamples.sample, at: "first-map")
    desk.press(.character("x"))
    #expect(desk.sentence.contains("Nothing is running"))
    #expect(desk.effects.isEmpty)
  }

  @Test func `x leads back to the experiment that runs, and the lane with the cursor is in sight`() {
    var desk = Desk(LessonSamples.sample, at: "primes-scale", width: 60, height: 20)
    desk.finishesRuns = false
    desk.press(.character("k"), .control("u"))
    desk.type("64")
    desk.press(.enter, .character("r"))
    desk.go(to: "welcome")
    desk.press(.character("x"))
    #expect(desk.model.currentExperiment?.id == "primes-scale")
    for worker in 0..<64 {
      let row = desk.canvas.rows.firstIndex { $0.contains("▸ worker \(worker + 1) ") }
      #expect(row != nil && desk.canvas.cursor?.y == row, "worker \(worker + 1)")
      desk.press(.down)
    }
    desk.press(.end, .enter)
    #expect(desk.effects.last == .killWorker(token: 1, worker: 63))
  }

  @Test func `the cursor disappears when the run ends`() {
    var desk = underWay()
    desk.press(.character("x"))
    desk.send(.runFinished(token: 1, Self.record))
    #expect(!desk.screen.contains("▸ worker"))
    #expect(desk.keyLine.contains("r run"))
  }

  @Test func `a row below a killed worker says what happened to it`() {
    var desk = underWay()
    desk.send(.runEvents(token: 1, Array(Self.death.prefix(2))))
    #expect(desk.screen.contains("✗ pid 4108 killed, SIGKILL → being replaced; item 5 ↺"))
    desk.send(.runEvents(token: 1, Array(Self.death.dropFirst(2))))
    #expect(desk.screen.contains("✗ pid 4108 killed, SIGKILL → replaced by pid 4120; item 5 ↺"))
    #expect(desk.canvas.rows.contains { $0.contains("worker 1") && $0.contains("0  4  5↺") })
    #expect(desk.canvas.rows.contains { $0.contains("worker 2") && $0.contains("4120") && $0.contains("1  6") })
  }

  @Test func `of a worker killed many times, the last three times are shown`() {
    var desk = underWay()
    for time in 0..<5 {
      let pid = Int32(time == 0 ? 4108 : 5000 + time)
      let events: [PoolEvent.Kind] = [
        .workerEnded(worker: 1, pid: pid, end: .exited(code: 3)),
        .workerStarted(worker: 1, pid: Int32(5001 + time), host: "n1"),
      ]
      desk.send(.runEvents(token: 1, events.map { Self.at(1600, $0) }))
    }
    let rows = desk.canvas.rows.filter { $0.contains("ended, code 3") }
    #expect(rows.count == 3)
    #expect(rows.last?.contains("✗ pid 5004 ended, code 3 → replaced by pid 5005") == true)
  }

  @Test func `the timeline shows where a worker ended, and says what followed`() {
    var desk = underWay(width: 140)
    desk.send(.runFinished(token: 1, Self.record))
    desk.press(.character("t"), .end)
    #expect(desk.canvas.rows.contains { $0.contains(" 2 ") && $0.contains("✗") })
    desk.press(.home)
    #expect(!desk.screen.contains("✗"))
    var sentences: [String] = []
    for _ in 0..<20 {
      desk.press(.right)
      sentences += desk.canvas.rows.filter { $0.contains("» ") }
    }
    #expect(sentences.contains { $0.contains("worker 2, pid 4108: killed, SIGKILL") })
    #expect(sentences.contains { $0.contains("item 5 went back from worker 2 to the queue") })
    #expect(sentences.contains { $0.contains("worker 2 is a new process now, pid 4120") })
    #expect(!sentences.contains { $0.contains("new process now, pid 4107") })
  }

  @Test(arguments: ScreenTests.sizes) func `lanes with a cursor and with a replaced worker`(size: Size) throws {
    let name = "\(size.width)x\(size.height)"
    var desk = underWay(width: size.width, height: size.height)
    desk.press(.character("x"), .down)
    try expectSnapshot(desk.canvas, "lane-cursor-\(name)")
    desk.press(.character("x"))
    desk.send(.runEvents(token: 1, Self.death))
    desk.send(.tick(nanoseconds: 2_850_000_000, wallClock: 1_700_000_001))
    try expectSnapshot(desk.canvas, "worker-replaced-\(name)")
    desk.send(.runFinished(token: 1, Self.record))
    desk.press(.control("l"))
    try expectSnapshot(desk.canvas, "worker-replaced-run-\(name)")
  }

  @Test func `in ASCII a killed worker is shown without a cross or an arrow`() {
    var desk = underWay(ascii: true)
    desk.press(.character("x"))
    #expect(desk.canvas.rows.contains { $0.contains("> worker 1") })
    desk.send(.runEvents(token: 1, Self.death))
    #expect(desk.screen.contains("! pid 4108 killed, SIGKILL -> replaced by pid 4120; item 5 '"))
    #expect(desk.canvas.rows.contains { $0.contains("worker 1") && $0.contains("0  4  5'") })
  }
}
