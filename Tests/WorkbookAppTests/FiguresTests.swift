import Canvas
import Experiments
import Testing

@testable import WorkbookApp

/// The numbers under a replay.
@Suite struct FiguresTests {
  private func words(_ desk: Desk) -> String { desk.screen.replacing(#/\s+/#, with: " ") }

  private func desk(_ id: String, _ size: Size = Size(width: 80, height: 24)) -> Desk {
    var desk = Desk(LessonSamples.sample, at: id, width: size.width, height: size.height)
    desk.press("r", "t", "i")
    return desk
  }

  @Test func `each number has a sentence with the run's own figures`() {
    // Ten items over four workers, one in a chunk: 167 ms each.
    let words = words(desk("first-map"))
    #expect(words.contains("makespan 500 ms"), "\(words)")
    #expect(words.contains("busy share 83 %"))
    #expect(words.contains("4 workers had 2.00 s together (500 ms each) and spent 1.67 s of them inside the task."))
    #expect(words.contains("imbalance 1.20"))
    #expect(words.contains("Worker 1 was busy longest, 500 ms; the mean is 417 ms."))
    #expect(words.contains("overhead 83.3 ms, 8.33 ms per chunk"))
    #expect(words.contains("on top of the ideal, in 10 chunks: messages, and waiting for items or the last worker."))
    #expect(words.contains("ideal 417 ms"))
    #expect(words.contains("the run took 1.20 times that."))
  }

  @Test(arguments: ScreenTests.sizes) func `all of them fit on every screen`(size: Size) throws {
    let desk = desk("first-map", size)
    #expect(words(desk).contains("times that."))
    try expectSnapshot(desk.canvas, "figures-\(size.width)x\(size.height)")
  }

  @Test func `the key leads back to what was shown before`() {
    var desk = desk("first-map")
    desk.press(.home, "i", "m")
    let picture = desk.canvas.rows
    #expect(desk.screen.contains("your list"))
    desk.press("i")
    #expect(desk.screen.contains("makespan") && !desk.screen.contains("your list"))
    desk.press("i")
    #expect(desk.canvas.rows == picture)
    desk.press("i", "m")
    #expect(desk.canvas.rows == picture)
  }

  @Test func `a single worker has nothing to share unevenly`() {
    let words = words(desk("primes-alone"))
    #expect(words.contains("imbalance none There is only one worker"), "\(words)")
    #expect(words.contains("100 %"))
  }

  @Test func `workers that take turns and repeats are pointed out`() throws {
    var desk = Desk(at: "pi-alone", width: 100, height: 40)
    desk.press("r", "t", "i")
    #expect(words(desk).contains("the last of 7 repeats"))
    let run = FakeRun(
      RunRequest(task: .primes, knobs: Knobs(processes: 8)), at: 1
    ).record
    let compared = ComparedRun(figuresOf: run)
    let sentence = try #require(FiguresPane(run: nil).entries(compared).first { $0.name == "busy share" }).sentence
    #expect(sentence.hasPrefix("8 workers on 4 cores had ") && sentence.hasSuffix("or waiting for a core."))
  }

  @Test func `the figures of a run under way are known when it ends`() throws {
    var desk = Desk(LessonSamples.sample, at: "first-map")
    desk.finishesRuns = false
    desk.press("r", "t", "i")
    #expect(desk.screen.contains("The numbers are known when the run ends."))
    let run = FakeRun(try #require(desk.model.live).request, at: 1_000_000_000)
    desk.send(.runEvents(token: 1, run.events))
    desk.send(.runFinished(token: 1, run.record))
    #expect(words(desk).contains("makespan 500 ms"), "\(desk.screen)")
  }

  @Test func `every figure is the one that compare gives`() {
    let fake = FakeRun(RunRequest(task: .primes, knobs: Knobs(processes: 3)), at: 1)
    var run = fake.record
    run.events = fake.events
    let (whole, figures) = (ComparedRun(run), ComparedRun(figuresOf: run))
    #expect(whole.hasEvents && !figures.hasEvents)
    #expect(abs(whole.makespan - figures.makespan) < 1e-8)
    #expect(whole.busy == figures.busy && whole.imbalance == figures.imbalance && whole.chunks == figures.chunks)
  }

  @Test func `the figures are shown even if the events are not saved`() {
    let spec = Desk.lesson.experiments[0]
    var record = FakeRun(RunRequest(experiment: spec.id, task: spec.task, knobs: spec.knobs), at: 5).record
    record.events = []
    var screen = ReplayScreen(record, title: "a recorded run", speed: nil, glyphs: .ascii)
    _ = screen.update(.keys(["i"]))
    let text = screen.view(size: Size(width: 80, height: 24)).text
    #expect(text.contains("makespan"))
    #expect(text.utf8.allSatisfy { $0 < 0x80 }, "\(text)")
  }
}
