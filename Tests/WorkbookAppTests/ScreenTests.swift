import AnswerBook
import Canvas
import Session
import Testing

@testable import WorkbookApp

/// Whole screens, at the smallest size, the common one and a large one.
@Suite struct ScreenTests {
  static let sizes = [Size(width: 60, height: 20), Size(width: 80, height: 24), Size(width: 140, height: 45)]

  private func snapshot(_ desk: Desk, _ name: String) throws {
    try expectSnapshot(desk.canvas, "\(name)-\(desk.model.size.width)x\(desk.model.size.height)")
  }

  @Test(arguments: sizes) func `the lesson opens at its first page`(size: Size) throws {
    try snapshot(Desk(LessonSamples.sample, width: size.width, height: size.height), "welcome")
  }

  @Test(arguments: sizes) func `a run shows who took what and what came of it`(size: Size) throws {
    var desk = Desk(LessonSamples.sample, at: "first-map", width: size.width, height: size.height)
    desk.press(.character("r"))
    try snapshot(desk, "first-map")
  }

  @Test(arguments: sizes) func `a number is written on the page`(size: Size) throws {
    var desk = Desk(LessonSamples.sample, at: "first-map", width: size.width, height: size.height)
    desk.press(.character("r"))
    desk.go(to: "distinct")
    desk.press(.enter)
    desk.type("4")
    try snapshot(desk, "distinct-editing")
    desk.press(.escape)
    try snapshot(desk, "distinct-answered")
  }

  @Test(arguments: sizes) func `the knobs open below the experiment's name`(size: Size) throws {
    var desk = Desk(LessonSamples.sample, at: "primes-alone", width: size.width, height: size.height)
    desk.press(.character("k"), .down)
    desk.type("x")
    try snapshot(desk, "knobs")
  }

  @Test(arguments: sizes) func `a long run shows lanes and progress`(size: Size) throws {
    var desk = Desk(LessonSamples.sample, at: "primes-alone", width: size.width, height: size.height)
    desk.finishesRuns = false
    desk.press(.character("r"))
    let request = try #require(desk.model.live).request
    let run = FakeRun(request, at: 1_000_000_000)
    let early = run.events.filter { $0.time < 2_000_000_000 }
    desk.send(.runEvents(token: 1, early))
    desk.send(.tick(nanoseconds: 2_000_000_000, wallClock: 1_700_000_001))
    try snapshot(desk, "running")
  }

  @Test(arguments: sizes) func `a scale shows a table and a chart`(size: Size) throws {
    var desk = Desk(LessonSamples.sample, at: "primes-scale", width: size.width, height: size.height)
    desk.press(.character("r"))
    try snapshot(desk, "scale")
    desk.press(.pageDown)
    try snapshot(desk, "scale-below")
  }

  @Test(arguments: sizes) func `samples are drawn on the dartboard`(size: Size) throws {
    var desk = Desk(LessonSamples.sample, width: size.width, height: size.height)
    let spec = try #require(LessonSamples.sample.experiments.first { $0.dartboard })
    desk.go(to: spec.id)
    desk.press(.character("r"))
    try snapshot(desk, "darts")
    desk.press(.pageDown)
    try snapshot(desk, "darts-below")
  }

  @Test(arguments: sizes) func `the timeline names the event under its cursor`(size: Size) throws {
    var desk = Desk(LessonSamples.sample, at: "first-map", width: size.width, height: size.height)
    desk.press(.character("r"), .character("t"), .right, .right, .right, .right, .right, .right)
    try snapshot(desk, "timeline")
  }

  @Test(arguments: sizes) func `the outline lies over the page`(size: Size) throws {
    var desk = Desk(LessonSamples.sample, at: "distinct", width: size.width, height: size.height)
    desk.press(.character("o"))
    try snapshot(desk, "outline")
  }

  @Test(arguments: sizes) func `the journal lists what was done, newest first`(size: Size) throws {
    var desk = Desk(LessonSamples.sample, at: "first-map", width: size.width, height: size.height)
    desk.press("r")
    desk.go(to: "distinct")
    desk.press("h", .enter)
    desk.type("4")
    desk.press(.enter)
    desk.type("Four pids.")
    desk.press(.escape, "s")
    desk.send(.tick(nanoseconds: 2_000_000_000, wallClock: 1_700_100_000))
    desk.go(to: "primes-scale")
    desk.press("r", "j")
    try snapshot(desk, "journal")
  }

  @Test(arguments: sizes) func `the help lists all keys`(size: Size) throws {
    var desk = Desk(LessonSamples.sample, width: size.width, height: size.height)
    desk.press(.character("?"))
    try snapshot(desk, "help")
  }

  @Test(arguments: sizes) func `program text is written in colour`(size: Size) throws {
    var desk = Desk(LessonSamples.sample, at: "rewrite", width: size.width, height: size.height)
    desk.press(.enter)
    try snapshot(desk, "code-editing")
  }

  @Test(arguments: sizes) func `options are listed below a choice`(size: Size) throws {
    var desk = Desk(LessonSamples.sample, at: "container", width: size.width, height: size.height)
    desk.press(.enter, .down, .down)
    try snapshot(desk, "choice-editing")
  }

  @Test(arguments: sizes) func `a batch file is checked while it is written`(size: Size) throws {
    let text = """
      #!/bin/bash
      #SBATCH --time=1h
      #SBATCH --ntasks=4
      #SBATCH --output=logs/%j.out
      python pool_example.py

      """
    let book = AnswerBook(answers: ["script": Answer(text: text)])
    var desk = Desk(book: book, at: "script", width: size.width, height: size.height)
    desk.press(.enter, .down, .down, .down)
    try snapshot(desk, "batch-editing")
    desk.press(.escape)
    try snapshot(desk, "batch-written")
  }

  @Test(arguments: sizes) func `what is missing is listed before handing in`(size: Size) throws {
    var desk = Desk(LessonSamples.sample, at: "first-map", width: size.width, height: size.height)
    desk.files = ["answers.md", "journal.jsonl", "runs/20261129-101500-first-map.jsonl"]
    desk.press("r", "H")
    desk.type("Jane Doe\n4711")
    try snapshot(desk, "handing-in-name")
    desk.press(.enter, .enter)
    let path = "sharing-work/sharing-work-jane-doe.poolbook.zip"
    desk.send(.packed(.success(PackedHandIn(path: path, size: 34_567, receipt: "3F7A-C21B-90D4"))))
    try snapshot(desk, "handing-in")
  }

  @Test(arguments: sizes) func `the last page lists what was measured`(size: Size) throws {
    var desk = Desk(LessonSamples.sample, at: "primes-alone", width: size.width, height: size.height)
    desk.press(.character("r"))
    desk.go(to: "primes-scale")
    desk.press(.character("r"))
    desk.go(to: "closing")
    desk.press(.end)
    try snapshot(desk, "closing")
  }

  @Test func `without UTF-8 every glyph is ASCII`() throws {
    var desk = Desk(LessonSamples.sample, at: "first-map", ascii: true)
    desk.press(.character("r"))
    try snapshot(desk, "ascii")
  }
}
