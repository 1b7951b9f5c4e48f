import Canvas
import Experiments
import Testing
import WorkerPool

@testable import WorkbookApp

/// The list, the workers and the list that comes back, as a picture.
@Suite struct MapPictureTests {
  /// The picture of a run in which worker 3 of three takes nothing, after some steps.
  private func picture(after steps: Int, size: Size = Size(width: 80, height: 24), glyphs: Glyphs = .utf8) -> Canvas {
    var knobs = Knobs()
    knobs.items = .numbers([5, 5, 5])
    var run = FakeRun(RunRequest(task: .processInfo, knobs: knobs), at: 1).record
    func event(_ time: UInt64, _ kind: PoolEvent.Kind) -> PoolEvent { PoolEvent(time: time, kind: kind) }
    run.events = [
      event(0, .poolStarted(workers: 3)),
      event(10, .mapStarted(map: 1, items: 3, chunk: 1, schedule: .dynamic, detail: .items)),
      event(11, .chunkStarted(worker: 1, items: 0..<1)), event(12, .chunkStarted(worker: 0, items: 1..<2)),
      event(13, .chunkFinished(worker: 1, items: 0..<1)), event(14, .chunkStarted(worker: 1, items: 2..<3)),
      event(15, .chunkFinished(worker: 0, items: 1..<2)), event(16, .chunkFinished(worker: 1, items: 2..<3)),
      event(17, .mapFinished(map: 1)),
    ]
    var screen = ReplayScreen(run, title: "fives", speed: nil, glyphs: glyphs)
    for key in [.home, "m"] + Array(repeating: Key.right, count: steps) { _ = screen.update(.keys([key])) }
    return screen.view(size: size)
  }

  @Test func `each item has its number and its value, and a worker that took nothing says so`() {
    let rows = picture(after: 6).rows
    #expect(rows.count { $0.contains("#0   5") } == 1)
    #expect(rows.first { $0.contains("#0   5") }?.ranges(of: "#0   5").count == 2, "in the list and among the results")
    #expect(rows.contains { $0.contains("3 nothing") })
  }

  @Test func `a result is in its place only when it is back`() {
    func backs(_ steps: Int) -> Int { picture(after: steps).rows.count { $0.dropFirst(60).contains("#") } }
    #expect((0...6).map(backs) == [0, 0, 0, 1, 1, 2, 3])
  }

  @Test func `the worker that has an item says which`() {
    #expect(picture(after: 1).rows.contains { $0.contains("2 has #0 5") })
    #expect(!picture(after: 6).rows.contains { $0.contains("has") })
  }

  @Test(arguments: [Size(width: 60, height: 20), Size(width: 80, height: 24), Size(width: 140, height: 45)])
  func `lines join the item, its worker and its result`(size: Size) {
    let rows = picture(after: 6, size: size).rows
    let first = rows.first { $0.ranges(of: "#0").count == 2 } ?? ""
    #expect(first.contains("─"))
    #expect(rows.contains { $0.contains("┐") } && rows.contains { $0.contains("└") })
  }

  /// The picture of a run with so many items, as it is shown to a class at 80 columns and 24 rows.
  private func pictureInClass(items: Int) -> Canvas {
    var knobs = Knobs()
    knobs.items = .numbers((0..<items).map(Double.init))
    let run = FakeRun(RunRequest(task: .processInfo, knobs: knobs), at: 1).record
    var canvas = Canvas(size: Size(width: 80, height: 24))
    var timeline = Timeline(run, title: "")
    timeline.changePicture()
    timeline.jump(toEnd: true)
    TimelinePane(timeline: timeline, glyphs: .utf8).draw(on: &canvas, in: Rect(x: 0, y: 4, width: 80, height: 17))
    return canvas
  }

  @Test func `ten items fit in class, and four are tall`() {
    let ten = pictureInClass(items: 10)
    #expect((0..<10).allSatisfy { item in ten.rows.contains { $0.ranges(of: "#\(item)").count == 2 } }, "\(ten.text)")
    let four = pictureInClass(items: 4)
    #expect(four.rows.count { $0.hasPrefix("  ┌───") } == 4 && four.rows.contains { $0.contains("» ") }, "\(four.text)")
  }

  @Test func `without UTF-8 only ASCII is drawn`() {
    #expect(picture(after: 6, glyphs: .ascii).rows.joined().utf8.allSatisfy { $0 < 0x80 })
  }
}
