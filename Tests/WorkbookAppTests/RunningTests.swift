import AnswerBook
import Canvas
import Experiments
import Testing
import WorkerPool

@testable import WorkbookApp

@Suite struct RunningTests {
  @Test func `a question locks its experiment, and enter goes to the question`() {
    var desk = Desk(at: "second-map")
    desk.press(.character("r"))
    #expect(desk.effects.isEmpty)
    #expect(desk.sentence.contains("Locked: answer question 4 first (enter takes you there)."))
    desk.press(.enter)
    #expect(desk.model.currentQuestion?.id == "predict")
    desk.press(.enter)
    desk.type("Four.")
    desk.press(.escape)
    desk.go(to: "second-map")
    desk.press(.character("r"))
    #expect(desk.model.book.runs["second-map"]?.count == 1)
  }

  @Test func `the session knows the Python that was found, and what it lacks`() {
    var desk = Desk(at: "first-map")
    let facts = PythonFacts(PythonUsed(version: "3.11.2", executable: "/usr/bin/python3"), missing: ["numpy"])
    desk.send(.pythonFound(facts))
    #expect(desk.model.session.python == facts)
    #expect(desk.model.session.revision == 0)
  }

  @Test func `a finished run is saved`() {
    var desk = Desk(at: "first-map")
    desk.press(.character("r"))
    #expect(desk.model.live == nil)
    #expect(desk.model.session.revision > 0)
    #expect(
      desk.effects.contains { if case .save(let request) = $0 { request.runs.count == 1 } else { false } })
    #expect(!desk.model.wantsTicks)
  }

  @Test func `a run that can't be saved is shown as not saved until it is`() {
    var desk = Desk(at: "first-map")
    desk.saveFailure = "The disk is full."
    desk.press(.character("r"))
    #expect(desk.canvas.rows[0].hasSuffix("not saved"))
    #expect(desk.sentence.contains("Not saved: The disk is full."))
    desk.wait(seconds: 4)
    #expect(desk.canvas.rows[0].hasSuffix("not saved"))
    desk.saveFailure = nil
    desk.wait(seconds: 4)
    #expect(desk.canvas.rows[0].hasSuffix("· saved"))
    #expect(desk.model.session.unsaved == nil)
  }

  @Test func `the events of an earlier run stay in memory until it is saved`() {
    var desk = Desk(at: "first-map")
    desk.saveFailure = "The disk is full."
    desk.press(.character("r"), .character("r"))
    #expect(desk.model.book.runs["first-map"]?.first?.events.isEmpty == false)
    desk.saveFailure = nil
    desk.press(.character("r"), .character("r"))
    #expect(desk.model.book.runs["first-map"]?.map(\.events.isEmpty) == [true, true, true, false])
  }

  @Test func `a scale runs its sizes one after another under one group`() {
    var desk = Desk(at: "primes-scale")
    desk.press(.character("r"))
    let runs = desk.model.book.runs["primes-scale"] ?? []
    #expect(runs.map(\.report.processes) == [1, 2, 4, 6])
    #expect(Set(runs.map(\.group)).count == 1)
    #expect(runs[0].group != nil)
  }

  @Test func `a stopped scale keeps the sizes that were finished`() {
    var desk = Desk(at: "primes-scale")
    desk.finishesRuns = false
    desk.press(.character("r"))
    let first = FakeRun(desk.model.live?.request ?? RunRequest(task: .primes, knobs: Knobs()), at: 1)
    desk.send(.runFinished(token: 1, first.record))
    #expect(desk.model.live?.request.knobs.processes == 2)
    desk.press(.control("c"))
    #expect(desk.effects.last == .stopRun(token: 2))
    desk.send(.runFailed(token: 2, "Stopped."))
    #expect(desk.model.live == nil)
    #expect(desk.model.book.runs["primes-scale"]?.count == 1)
    #expect(desk.model.failures.isEmpty)
  }

  @Test func `a scale that fails at one size has saved the sizes before it`() {
    var desk = Desk(at: "primes-scale")
    desk.finishesRuns = false
    desk.press(.character("r"))
    for token in 1...2 {
      let request = desk.model.live?.request ?? RunRequest(task: .primes, knobs: Knobs())
      var record = FakeRun(request, at: UInt64(token)).record
      record.id = "run-\(token)"
      desk.send(.runFinished(token: token, record))
    }
    desk.send(.runFailed(token: 3, "Worker 2 was killed by signal 9."))
    let saved = desk.effects.flatMap { effect -> [String] in
      if case .save(let request) = effect { request.runs.map(\.id) } else { [] }
    }
    #expect(saved == ["run-1", "run-2"])
    #expect(desk.model.book.runs["primes-scale"]?.count == 2)
    #expect(desk.model.session.unsaved == nil)
  }

  @Test func `lanes stay where they are while a run goes on`() {
    var desk = Desk(at: "first-map", width: 100, height: 40)
    desk.finishesRuns = false
    desk.press(.character("r"))
    let run = FakeRun(RunRequest(task: .processInfo, knobs: Knobs()), at: 1_000_000_000)
    func row(_ desk: Desk) -> Int? { desk.canvas.rows.firstIndex { $0.contains("worker 3") } }
    let before = row(desk)
    let pageRows = desk.model.page.lines.count
    for event in run.events.dropLast(2) {
      desk.send(.runEvents(token: 1, [event]))
      #expect(row(desk) == before)
      #expect(desk.model.page.lines.count == pageRows)
    }
    desk.send(.runFinished(token: 1, run.record))
    #expect(row(desk) == before)
  }

  @Test func `the progress of a long item is shown before it is finished`() throws {
    var desk = Desk(at: "pi-alone", width: 100, height: 40)
    desk.finishesRuns = false
    desk.press(.character("r"))
    let events: [PoolEvent.Kind] = [
      .poolStarted(workers: 1), .workerStarted(worker: 0, pid: 4107, host: "n1"), .workerReady(worker: 0),
      .mapStarted(map: 1, items: 1, chunk: 1, schedule: .dynamic, detail: .items),
      .chunkStarted(worker: 0, items: 0..<1),
    ]
    desk.send(.runEvents(token: 1, events.map { PoolEvent(time: 5, kind: $0) }))
    let sample = WorkerProgress(worker: 0, map: 1, item: 0, since: 5, fraction: 0.62, itemsDone: 0)
    desk.send(.runProgress(token: 1, [sample]))
    #expect(desk.screen.contains("0 (62 %)"))
    let live = try #require(desk.model.live)
    #expect(live.itemsDone == 0.62)
    desk.send(.runProgress(token: 9, []))
    #expect(desk.screen.contains("0 (62 %)"))
  }

  @Test func `the time left counts the items under way by the time they have taken`() throws {
    var desk = Desk(at: "first-map", width: 100, height: 40)
    desk.finishesRuns = false
    desk.press(.character("r"))
    func send(_ seconds: Double, _ kinds: PoolEvent.Kind...) {
      desk.send(.runEvents(token: 1, kinds.map { PoolEvent(time: UInt64(seconds * 1e9), kind: $0) }))
    }
    send(
      10, .poolStarted(workers: 2), .workerStarted(worker: 0, pid: 1, host: ""),
      .workerStarted(worker: 1, pid: 2, host: ""), .workerReady(worker: 0), .workerReady(worker: 1),
      .mapStarted(map: 1, items: 8, chunk: 1, schedule: .dynamic, detail: .items),
      .chunkStarted(worker: 0, items: 0..<1), .chunkStarted(worker: 1, items: 1..<2))
    send(
      20, .chunkFinished(worker: 0, items: 0..<1), .chunkFinished(worker: 1, items: 1..<2),
      .chunkStarted(worker: 0, items: 2..<3), .chunkStarted(worker: 1, items: 3..<4))
    desk.send(.tick(nanoseconds: 25_000_000_000, wallClock: 1_700_000_000))
    // Two items of 10 s each are done by each worker of two, and half of another one: of 40 s, 15 s have passed.
    #expect(desk.screen.contains("25.0 s left"), "\(desk.screen)")
    desk.send(.tick(nanoseconds: 60_000_000_000, wallClock: 1_700_000_000))
    let live = try #require(desk.model.live)
    #expect(live.itemsDone(estimatedAt: 60_000_000_000) == 4)
    #expect(live.itemsDone == 2)
  }

  @Test(arguments: [60, 80, 140])
  func `the words for a chunk under way are never cut`(width: Int) {
    var desk = Desk(at: "primes-scale", width: width, height: 40)
    desk.finishesRuns = false
    desk.press(.character("r"))
    let events: [PoolEvent.Kind] = [
      .poolStarted(workers: 1), .workerStarted(worker: 0, pid: 4107, host: "n1"), .workerReady(worker: 0),
      .mapStarted(map: 1, items: 1_000_000, chunk: 250_000, schedule: .dynamic, detail: .chunks),
      .chunkStarted(worker: 0, items: 250_000..<500_000),
    ]
    desk.send(.runEvents(token: 1, events.map { PoolEvent(time: 5, kind: $0) }))
    let sample = WorkerProgress(worker: 0, map: 1, item: 405_000, since: 5, fraction: 0, itemsDone: 405_000)
    desk.send(.runProgress(token: 1, [sample]))
    let lane = desk.canvas.rows.first { $0.contains("worker 1") } ?? ""
    #expect(lane.contains("(62 %)"))
    #expect(!lane.contains("…"))
  }

  @Test func `a failed run says why, and can be run again`() {
    var desk = Desk(at: "first-map")
    desk.finishesRuns = false
    desk.press(.character("r"))
    desk.send(.runFailed(token: 1, "Worker 2 (pid 4108) was killed by signal 9."))
    #expect(desk.screen.contains("Worker 2 (pid 4108) was killed by signal 9."))
    desk.finishesRuns = true
    desk.press(.character("r"))
    #expect(!desk.screen.contains("signal 9"))
  }

  @Test func `only one run at a time`() {
    var desk = Desk(at: "first-map")
    desk.finishesRuns = false
    desk.press(.character("r"))
    let count = desk.effects.count
    desk.go(to: "pi-alone")
    desk.press(.character("r"))
    #expect(desk.effects.count == count)
    #expect(desk.sentence.contains("first-map is running"))
    desk.press(.control("c"))
    #expect(desk.effects.last == .stopRun(token: 1))
  }

  @Test func `messages about another run are ignored`() {
    var desk = Desk(at: "first-map")
    desk.send(.runFailed(token: 9, "No."))
    desk.send(.runFinished(token: 9, FakeRun(RunRequest(task: .primes, knobs: Knobs()), at: 1).record))
    desk.send(.runEvents(token: 9, [PoolEvent(time: 1, kind: .poolEnded)]))
    #expect(desk.model.failures.isEmpty)
  }

  @Test func `arrows step through earlier runs`() {
    var desk = Desk(at: "first-map", width: 100, height: 45)
    desk.press(.character("r"), .character("k"), .backspace, .character("2"), .enter, .character("r"))
    #expect(desk.screen.contains("2 runs"))
    #expect(!desk.screen.contains("worker 4"))
    desk.press(.left)
    #expect(desk.screen.contains("worker 4"))
    desk.press(.right, .right)
    #expect(!desk.screen.contains("worker 4"))
  }

  @Test func `a speedup is shown once the question about it has an answer, for the work alone and with start-up`() {
    var desk = Desk(at: "pi-alone", width: 100, height: 45)
    desk.press("r")
    desk.go(to: "pi-pooled")
    desk.press("r")
    #expect(desk.screen.contains("of pool start-up"))
    #expect(!desk.screen.contains("as fast as"))
    desk.go(to: "closing")
    desk.press(.end)
    #expect(desk.canvas.rows.contains { $0.contains("pi-pooled") && !$0.contains("×") })
    desk.go(to: "speedup")
    desk.press(.enter)
    desk.type("4")
    desk.press(.escape)
    desk.go(to: "pi-pooled")
    #expect(desk.screen.contains("4.00× as fast as pi-alone"))
    #expect(desk.screen.contains("3.95× with start-up"))
    desk.go(to: "closing")
    desk.press(.end)
    #expect(desk.canvas.rows.contains { $0.contains("pi-pooled") && $0.contains("4.00×") })
  }

  @Test func `the timeline steps and plays at its speed`() throws {
    var desk = Desk(at: "first-map")
    desk.press(.character("r"), .character("t"), .right)
    #expect(desk.screen.contains("worker 1 took item 0") && desk.screen.contains("step 1 of 20"))
    desk.press(.character(" "))
    #expect(desk.model.wantsTicks)
    desk.send(.tick(nanoseconds: 10_000_000_000, wallClock: 1_700_000_010))
    desk.send(.tick(nanoseconds: 12_000_000_000, wallClock: 1_700_000_012))
    #expect(!desk.screen.contains("step 1 of 20"))
    desk.send(.tick(nanoseconds: 99_000_000_000, wallClock: 1_700_000_099))
    #expect(!desk.model.wantsTicks)
    desk.press(.escape)
    #expect(desk.model.isReading)
  }

  @Test func `the timeline reads the events of a run from the disk`() {
    let spec = Desk.lesson.experiments[0]
    let run = FakeRun(RunRequest(experiment: spec.id, task: spec.task, knobs: spec.knobs), at: 5)
    var record = run.record
    record.events = []
    var desk = Desk(book: AnswerBook(runs: [spec.id: [record]]), at: spec.id)
    desk.press(.character("t"))
    #expect(desk.effects.last == .loadEvents(run: record.id))
    #expect(desk.screen.contains("reading the run"))
    desk.send(.eventsLoaded(run: record.id, run.events))
    #expect(desk.screen.contains("the map begins") && desk.model.wantsTicks)
  }

  @Test func `the timeline closes and says why if its run can't be read`() {
    let spec = Desk.lesson.experiments[0]
    var record = FakeRun(RunRequest(experiment: spec.id, task: spec.task, knobs: spec.knobs), at: 5).record
    record.events = []
    var desk = Desk(book: AnswerBook(runs: [spec.id: [record]]), at: spec.id)
    desk.press(.character("t"))
    desk.send(.eventsMissing(run: record.id, "The run can't be read."))
    #expect(desk.model.isReading)
    #expect(desk.screen.contains("The run can't be read."))
    #expect(desk.model.saving.failure == nil)
  }

  @Test func `256 workers are summed up`() {
    var desk = Desk(at: "first-map", width: 80, height: 24)
    desk.press(.character("k"), .control("u"))
    desk.type("256")
    desk.press(.enter, .character("r"))
    #expect(desk.screen.contains("more workers"))
  }
}
