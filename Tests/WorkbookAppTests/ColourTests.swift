import Canvas
import Testing

@testable import WorkbookApp

@Suite struct ColourTests {
  /// The ink of the first cell of a text on the screen.
  private func style(_ text: String, _ canvas: Canvas) -> Style? {
    for (y, row) in canvas.rows.enumerated() {
      guard let range = row.firstRange(of: text) else { continue }
      return canvas[row.distance(from: row.startIndex, to: range.lowerBound), y].style
    }
    return nil
  }

  @Test func `a colour on the page means a worker, whose number is beside it`() {
    var desk = Desk(LessonSamples.sample, at: "first-map")
    desk.press(.character("r"))
    for worker in 0..<4 { #expect(style("worker \(worker + 1)", desk.canvas)?.ink == .worker(worker)) }
    #expect(style("parent", desk.canvas)?.ink == .plain)
    desk.press(.character("t"), .end)
    #expect(style("2   ▐", desk.canvas)?.ink == .worker(1))
  }

  @Test func `program text has its own colours, on the page and in the editor`() {
    var desk = Desk(LessonSamples.sample, at: "rewrite")
    for _ in 0..<2 {
      #expect(style("def", desk.canvas)?.ink == .keyword)
      #expect(style("\"\"\"Says", desk.canvas)?.ink == .string)
      #expect(style("# not yet", desk.canvas)?.ink == .comment)
      #expect(style("check_prime", desk.canvas)?.ink == .plain)
      desk.press(.enter)
    }
  }

  @Test func `a bar marks the experiment or question that has the focus`() {
    let desk = Desk(LessonSamples.sample, at: "first-map")
    #expect(desk.canvas.rows.contains { $0.hasPrefix("┃ ▶ The first map") })
  }
}
