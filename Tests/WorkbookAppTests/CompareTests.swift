import AnswerBook
import Canvas
import Experiments
import Testing
import WorkerPool

@testable import WorkbookApp

/// Runs side by side: the picture, and the layer that shows it.
@Suite struct CompareTests {
  private func picture(_ runs: [RecordedRun], width: Int = 80, height: Int? = nil, glyphs: Glyphs = .utf8) -> Canvas {
    ComparePane(Comparison(runs), glyphs: glyphs).canvas(width: width, height: height)
  }

  /// A workbook with these runs of an experiment, at that experiment.
  private func desk(
    _ runs: [RecordedRun], of experiment: String = "primes-alone", width: Int = 80, height: Int = 24,
    ascii: Bool = false
  ) -> Desk {
    Desk(
      LessonSamples.sample, book: AnswerBook(runs: [experiment: runs]), at: experiment, width: width, height: height,
      ascii: ascii)
  }

  private let chunkSizes = LaneRun.chunkSizes(experiment: "primes-alone", task: .primes)

  // MARK: - The picture

  @Test func `all workers are named that were idle as long`() {
    let few = LaneRun.make([[(0, 400)], [(0, 966)], [], []], until: 969, knobs: Knobs(chunk: .items(15_000)))
    let many = LaneRun.make(
      Array(repeating: [(0, 200), (200, 480)], count: 4), until: 484, knobs: Knobs(chunk: .items(3750)))
    #expect(picture([few, many]).rows.contains { $0.contains("workers 3 and 4 idle 969 ms") })
  }

  @Test func `both runs have one axis, and the gaps have names`() {
    let rows = picture(LaneRun.chunkSizes()).rows
    #expect(rows[0].hasPrefix(" Same work, two chunk sizes") && rows[0].hasSuffix("2 workers · 8 usable cores"))
    #expect(rows.contains { $0.hasPrefix(" chunk 15 000") && $0.hasSuffix("969 ms") })
    let bars = rows.filter { $0.contains("██") }
    #expect(bars.count == 4)
    #expect(bars[0].filter { $0 == "█" }.count < bars[1].filter { $0 == "█" }.count)
    #expect(bars[0].hasSuffix("493 ms") && bars[1].hasSuffix("966 ms"))
    #expect(rows.contains { $0.contains("╰") && $0.contains("worker 1 idle 476 ms") && $0.contains("╯") })
    #expect(rows.contains { $0.contains("╰") && $0.contains(" 285 ms sooner ") })
    #expect(rows.contains { $0.contains("messages") && $0.hasSuffix("604") })
    #expect(rows.contains { $0.contains("ragged") })
    #expect(rows.contains { $0.hasPrefix(" » Same work, same workers, nearly a third less time.") })
  }

  @Test(arguments: [(60, 16), (80, 20), (140, 41), (80, 10), (20, 5)])
  func `whatever the size, it fits`(width: Int, height: Int) {
    for runs in [LaneRun.chunkSizes(), LaneRun.scale()] {
      for glyphs in [Glyphs.utf8, .ascii] {
        let canvas = picture(runs, width: width, height: height, glyphs: glyphs)
        #expect(canvas.size.width == width)
        if height > 9 { #expect(canvas.size.height <= height) }
        if glyphs.isASCII { #expect(canvas.text.utf8.allSatisfy { $0 < 0x80 }) }
      }
    }
  }

  @Test func `with many workers those without a lane of their own share one`() {
    let many = LaneRun.make((0..<64).map { [(0, 100 + $0)] }, until: 170, task: .primes)
    let few = LaneRun.make((0..<2).map { [(0, 900 + $0)] }, until: 910, task: .primes)
    let rows = picture([few, many], height: 20).rows
    #expect(rows.count <= 20 && rows.contains { $0.contains(" +6") })
    #expect(picture([few, many], height: 7).rows.contains { $0.hasPrefix("  all") })
  }

  @Test func `a worker that took nothing has an empty lane, and a short chunk can be seen`() {
    let brief = LaneRun.make([[(0, 1)], []], until: 1000, task: .primes)
    let rows = picture([brief, brief]).rows
    #expect(rows.contains { $0.hasPrefix("    1  ▏") })
    #expect(rows.contains { $0.hasPrefix("    2  ") && $0.hasSuffix("0 s") && !$0.contains("▏") })
  }

  @Test func `where events were left out, bars are as high as the mean`() {
    var run = LaneRun.make([[(0, 500), (500, 750)]], until: 1000, task: .primes)
    run.report.events_left_out = 2
    run.events.removeAll { $0.time > 506_000_000 && $0.time < 1_004_000_000 }
    let lane = picture([run, run]).rows.first { $0.hasPrefix("    1  ") } ?? ""
    #expect(lane.contains("█▌▄") && lane.hasSuffix("▄") && lane.filter { $0 == "▄" }.count == 31)
  }

  @Test func `a scale has speedups, and a chart where there is room`() {
    #expect(picture(LaneRun.scale(), height: 20).text.contains("1.99×"))
    let large = picture(LaneRun.scale(), width: 140).text
    #expect(large.contains("Karp-Flatt") && large.contains("speedup (dotted: ideal)"))
    #expect(large.contains("It bends where the cores end"))
    #expect(large.contains("Amdahl's law"))
  }

  @Test func `the words of a run are safe to print`() {
    var runs = LaneRun.chunkSizes()
    runs[0].machine.host = "a\u{1B}[2J"
    #expect(!picture(runs).text.contains("\u{1B}") && picture(runs).text.contains("␛"))
  }

  @Test func `the picture can be taken away`() {
    let svg = picture(LaneRun.chunkSizes()).svg(title: "t", description: "d")
    #expect(svg.contains("nearly a third less time") && svg.contains("class=\"w2\""))
  }

  // MARK: - The layer

  @Test func `c compares the last two runs, and escape leads back`() {
    var desk = desk(chunkSizes, width: 100)
    #expect(desk.keyLine.contains("c compare"))
    desk.press("c")
    #expect(desk.screen.contains("Same work, two chunk sizes") && desk.screen.contains("nearly a third less time"))
    #expect(desk.keyLine.contains("space race") && desk.keyLine.contains("esc back"))
    desk.press(.escape)
    #expect(desk.screen.contains("primes-alone") && !desk.screen.contains("two chunk sizes"))
  }

  @Test func `without two runs c says what to do`() {
    var desk = desk([])
    desk.press("c")
    #expect(desk.sentence.contains("r runs it"))
    desk = self.desk([chunkSizes[0]])
    desk.press("c")
    #expect(desk.screen.contains("There is only one run"))
  }

  @Test func `the first run is compared with the last one of another experiment that did the same work`() {
    let book = AnswerBook(runs: ["primes-scale": [chunkSizes[0]], "primes-alone": [chunkSizes[1]]])
    var desk = Desk(LessonSamples.sample, book: book, at: "primes-alone")
    desk.press("c")
    #expect(desk.screen.contains("Same work, two chunk sizes"))
  }

  @Test func `the arrows step through the pairs`() {
    var desk = desk([chunkSizes[1], chunkSizes[0], chunkSizes[1]])
    desk.press("c")
    #expect(desk.screen.contains("285 ms sooner"))
    desk.press(.left)
    #expect(desk.screen.contains("more time") && desk.model.remark == nil)
    desk.press(.left)
    #expect(desk.sentence.contains("These are the first runs."))
    desk.press(.right, .right)
    #expect(desk.sentence.contains("These are the last runs."))
  }

  @Test func `s gives each run its own scale`() {
    var desk = desk(chunkSizes)
    desk.press("c", "s")
    #expect(desk.screen.contains("each run on a scale of its own") && !desk.screen.contains("─ 285 ms sooner"))
    desk.press("s")
    #expect(desk.screen.contains("─ 285 ms sooner"))
  }

  @Test func `in a race both runs play on one clock for five seconds`() {
    var desk = desk(chunkSizes)
    desk.press("c", " ")
    #expect(desk.model.wantsTicks && !desk.screen.contains("█"))
    desk.wait(seconds: 0.01)
    desk.wait(seconds: 2)
    let half = desk.screen
    #expect(half.contains("█") && half.contains("388 ms") && !half.contains("less time"))
    desk.wait(seconds: 2)
    #expect(desk.screen.contains("684 ms") && desk.screen.contains("775 ms"))
    desk.wait(seconds: 1.1)
    #expect(!desk.model.wantsTicks && desk.screen.contains("less time"))
    desk.press(" ", " ")
    #expect(!desk.model.wantsTicks)
  }

  @Test func `events that are not in memory are read from the disk`() throws {
    var runs = chunkSizes
    runs[0].events = []
    var desk = desk(runs)
    desk.press("c")
    #expect(desk.effects.contains(.loadEvents(run: runs[0].id)) && !desk.effects.contains(.loadEvents(run: runs[1].id)))
    #expect(!desk.screen.contains("idle 476 ms"))
    desk.send(.eventsLoaded(run: runs[0].id, chunkSizes[0].events))
    #expect(desk.screen.contains("worker 1 idle 476 ms"))
  }

  @Test func `the sizes of a scale are compared together`() {
    var desk = desk(LaneRun.scale(experiment: "primes-scale"), of: "primes-scale")
    desk.press("c")
    for size in ["1 process", "2 processes", "4 processes", "6 processes"] { #expect(desk.screen.contains(size)) }
    #expect(desk.screen.contains("It bends where the cores end"))
  }

  @Test func `n goes on to the next section`() {
    var desk = desk(chunkSizes)
    let section = desk.model.place.section
    desk.press("c", "n")
    #expect(desk.model.place.section == section + 1 && desk.model.isReading)
  }

  // MARK: - Snapshots

  @Test(arguments: ScreenTests.sizes) func `two runs on one screen`(size: Size) throws {
    var desk = desk(chunkSizes, width: size.width, height: size.height)
    desk.press("c")
    try expectSnapshot(desk.canvas, "compare-\(size.width)x\(size.height)")
  }

  @Test(arguments: ScreenTests.sizes) func `a scale on one screen`(size: Size) throws {
    var desk = desk(
      LaneRun.scale(experiment: "primes-scale"), of: "primes-scale", width: size.width, height: size.height)
    desk.press("c")
    try expectSnapshot(desk.canvas, "compare-scale-\(size.width)x\(size.height)")
  }

  @Test func `two runs in ASCII`() throws {
    var desk = desk(chunkSizes, ascii: true)
    desk.press("c")
    try expectSnapshot(desk.canvas, "compare-ascii-80x24")
  }
}
