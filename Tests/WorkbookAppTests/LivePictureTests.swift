import AnswerBook
import Canvas
import Experiments
import LessonFormat
import Testing
import WorkerPool

@testable import WorkbookApp

/// The pictures of a run while it is under way, and afterwards.
@Suite struct LivePictureTests {
  static let sizes = [Size(width: 60, height: 20), Size(width: 80, height: 24), Size(width: 140, height: 45)]

  /// A lesson with one experiment, `picture`.
  static func lesson(_ experiment: String) throws -> Lesson {
    try Lesson.parse(
      """
      ---
      format: 1
      id: pictures
      version: 1
      title: Pictures
      ---

      # One {#one}

      ```experiment
      {id: picture, \(experiment)}
      ```
      """, file: "pictures.md")
  }

  private static let experiments = [
    "task: mandelbrot, rows: 160, processes: 3, chunk: 10",
    "task: primes, range: 100000..<101000, processes: 3",
    "task: divisors, range: 1..<3000, processes: 2",
    "task: quarter-circle, samples: 4000, processes: 2, dartboard: true",
  ]

  /// A run under way and everything that happens in it.
  private func running(
    _ experiment: String, _ size: Size, ascii: Bool = false, chunk: Int? = nil
  ) throws -> (desk: Desk, run: FakeRun) {
    var desk = Desk(
      try Self.lesson(experiment), at: "picture", width: size.width, height: size.height, ascii: ascii)
    desk.finishesRuns = false
    desk.press("r")
    let run = FakeRun(try #require(desk.model.live).request, at: 1_000_000_000, chunk: chunk)
    return (desk, run)
  }

  private func send(_ run: FakeRun, to desk: inout Desk, until time: UInt64) {
    desk.send(.runEvents(token: 1, run.events.filter { $0.time <= time }))
    desk.send(.tick(nanoseconds: time, wallClock: 1_700_000_001))
  }

  @Test(arguments: experiments, sizes)
  func `nothing above the results moves when a run ends`(experiment: String, size: Size) throws {
    var (desk, run) = try running(experiment, Size(width: size.width, height: 60))
    send(run, to: &desk, until: 9_000_000_000)
    let live = desk.canvas.rows
    let start = try #require(live.firstIndex { $0.contains("worker 1") })
    let workers = run.record.report.workers.count
    desk.send(.runFinished(token: 1, run.record))
    let after = desk.canvas.rows
    #expect(after.firstIndex { $0.contains("worker 1") } == start)
    // Below the workers are a row for progress or time, a blank one, and the picture with its notes.
    let row = start + workers + 2
    #expect(after[start + workers].contains("pool start-up"))
    let endOfPicture = try #require(after[row...].firstIndex { $0.contains("parent") })
    #expect(endOfPicture - row >= 3)
    for mark in ["π│", "└──", "points: ", "all 4 000 points"] where experiment.contains("quarter-circle") {
      #expect(after.firstIndex { $0.contains(mark) } == live.firstIndex { $0.contains(mark) })
    }
    // Of the picture's other rows, only the sentence about it may change.
    guard !experiment.contains("quarter-circle") else { return }
    #expect(zip(after[row..<endOfPicture - 1], live[row...]).count { $0 != $1 } <= 3, "\(desk.screen)")
  }

  @Test func `each part of a range has the number of the worker that did it`() throws {
    var (desk, run) = try running("task: primes, range: 100000..<100012, processes: 3", Self.sizes[1], chunk: 4)
    #expect(desk.screen.contains("░░░░░░"))
    send(run, to: &desk, until: 1_008_100_000)
    #expect(!desk.screen.contains("1███"))
    send(run, to: &desk, until: 9_000_000_000)
    #expect(desk.canvas.rows.contains { $0.contains("1███") && $0.contains("█2██") && $0.contains("█3██") })
    #expect(desk.screen.contains("100 000 ") && desk.screen.contains(" 100 011"))
    let words = desk.screen.replacing(#/\s+/#, with: " ")
    #expect(words.contains("Results are counted when the run ends."))
  }

  @Test func `rows of the picture appear in the colour of the worker that made them`() throws {
    var (desk, run) = try running("task: mandelbrot, rows: 160, processes: 2, chunk: 80", Self.sizes[2], chunk: 80)
    let begin = try #require(desk.canvas.rows.firstIndex { $0.contains("worker 2") }) + 3
    send(run, to: &desk, until: 1_008_100_000)
    #expect(!desk.canvas.rows[begin].contains { $0 == "1" || $0 == "·" })
    send(run, to: &desk, until: 9_000_000_000)
    let column = try #require(desk.canvas.rows[begin].firstIndex(of: "1")).utf16Offset(in: desk.canvas.rows[begin])
    for row in 0..<16 {
      let cell = desk.canvas[column, begin + row]
      #expect(cell.glyph == (row < 8 ? "1" : "2"))
      #expect(cell.style.ink == .worker(row < 8 ? 0 : 1))
    }
    var record = run.record
    record.report.result = .mandelbrot(
      rows: 160, columns: 200, iterations: 1, inside: 1,
      picture: Array(repeating: String(repeating: ".", count: 40) + String(repeating: "#", count: 40), count: 64))
    desk.send(.runFinished(token: 1, record))
    #expect(desk.canvas[column, begin].glyph == "1")
    let dots = desk.canvas[column + 30, begin + 12]
    #expect(dots.glyph == "⣿" && dots.style.ink == .worker(1))
    #expect(desk.screen.split(separator: "\n").count { $0.contains("⣿") } == 16)
  }

  @Test func `a run whose events are on the disk says where to find out who did what`() throws {
    let lesson = try Self.lesson("task: primes, range: 100000..<200000, processes: 3")
    let spec = try #require(lesson.experiments.first)
    let run = FakeRun(RunRequest(experiment: spec.id, task: spec.task, knobs: spec.knobs), at: 5)
    var record = run.record
    record.events = []
    var desk = Desk(lesson, book: AnswerBook(runs: [spec.id: [record]]), at: spec.id)
    #expect(desk.screen.contains("Who did which part is in the replay (t)."))
    desk.press("t")
    desk.send(.eventsLoaded(run: record.id, run.events))
    desk.press(.escape)
    #expect(desk.screen.contains("1████"))
  }

  @Test func `a scale shows the picture of the size that is being measured, and it stays where it is`() throws {
    let scale = "task: primes, range: 100000..<100012, processes: [1, 3]"
    var (desk, run) = try running(scale, Size(width: 80, height: 40), chunk: 4)
    func bar(_ desk: Desk) -> Int? { desk.canvas.rows.firstIndex { $0.contains("░░░░░░░░░░") } }
    let row = try #require(bar(desk))
    send(run, to: &desk, until: 9_000_000_000)
    #expect(desk.canvas.rows[row].contains("1███") && !desk.canvas.rows[row].contains("2"))
    desk.send(.runFinished(token: 1, run.record))
    let next = try #require(desk.model.live)
    #expect(next.request.knobs.processes == 3 && bar(desk) == row)
    let second = FakeRun(next.request, at: 10_000_000_000, chunk: 4)
    desk.send(.runEvents(token: next.token, second.events))
    #expect(desk.canvas.rows[row].contains("1███") && desk.canvas.rows[row].contains("3███"))
    desk.send(.runFinished(token: next.token, second.record))
    #expect(desk.screen.contains("efficiency") && !desk.screen.contains("The range, and which worker"))
  }

  @Test func `the estimate comes with its standard error, and the chart with pi`() throws {
    var (desk, run) = try running(Self.experiments[3], Self.sizes[2])
    send(run, to: &desk, until: 2_008_100_000)
    #expect(desk.screen.contains("the first 400 points: "))
    #expect(desk.screen.contains("π│"))
    #expect(desk.screen.contains("all 4 000 points of the run: counted when it ends"))
    desk.send(.runFinished(token: 1, run.record))
    #expect(desk.screen.contains("the first 1 600 points: "))
    // 4 √(p (1 − p) / n) of 3 141 points of 4 000.
    #expect(desk.screen.contains("all 4 000 points of the run: 3.141000 ± 0.025972"), "\(desk.screen)")
  }

  @Test func `equal seeds count once`() throws {
    let same = "task: quarter-circle, samples: 4000, processes: 4, dartboard: true, seed: 7, seeding: same"
    var (desk, run) = try running(same, Self.sizes[2])
    send(run, to: &desk, until: 9_000_000_000)
    #expect(desk.screen.contains("the first 50 points, the same for all: "), "\(desk.screen)")
  }

  @Test(arguments: experiments) func `in ASCII the pictures are ASCII`(experiment: String) throws {
    var (desk, run) = try running(experiment, Self.sizes[1], ascii: true)
    send(run, to: &desk, until: 9_000_000_000)
    #expect(desk.screen.replacing("\u{A0}", with: " ").utf8.allSatisfy { $0 < 0x80 })
    desk.send(.runFinished(token: 1, run.record))
    #expect(desk.screen.replacing("\u{A0}", with: " ").utf8.allSatisfy { $0 < 0x80 })
  }
}
