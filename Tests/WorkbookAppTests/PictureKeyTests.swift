import Canvas
import Testing

@testable import WorkbookApp

/// The key that keeps a screen as a picture.
@Suite struct PictureKeyTests {
  private let title = "A Short Lesson: First map"

  @Test func `F2 keeps the screen as it is, whatever is open, and says where`() {
    var desk = Desk(LessonSamples.sample, at: "first-map")
    desk.press("r")
    let before = desk.canvas
    desk.press(.function(2))
    #expect(desk.effects.last == .keepPicture(before, title: title, replay: nil))
    desk.send(.reported("The screen is in pictures/x.svg."))
    #expect(desk.sentence.contains("pictures/x.svg"))
    desk.press(.right)
    #expect(!desk.screen.contains("pictures/x.svg"))
  }

  @Test func `in a replay, F2 also records it from its start, as it is looked at`() throws {
    var desk = Desk(LessonSamples.sample, at: "first-map")
    desk.press("r", "t", "m", .end)
    let (before, size) = (desk.canvas, desk.model.size)
    desk.press(.function(2))
    guard case .keepPicture(let canvas, title, let replay?) = desk.effects.last else {
      Issue.record("\(String(describing: desk.effects.last))")
      return
    }
    #expect(canvas == before && replay.title.hasPrefix("first-map"))
    #expect(replay.wantsTicks && replay.view(size: size).text.contains("your list"))
    let lines = ReplayFilm.cast(of: replay, size: size, title: title).split(separator: "\n")
    #expect(lines[0].contains("\"width\": 80, \"height\": 24, \"title\": \"\(title)\""))
    #expect(lines[1].contains("step 0 of") && lines.count > 10)
    // The screen is where it was.
    #expect(desk.canvas == before)
  }

  @Test func `a run under way has no recording yet, and that of a finished one shows steps, not figures`() {
    var desk = Desk(LessonSamples.sample, at: "first-map")
    desk.finishesRuns = false
    desk.press("r", "t", .function(2))
    guard case .keepPicture(_, _, nil) = desk.effects.last else {
      Issue.record("\(String(describing: desk.effects.last))")
      return
    }
    desk.finishesRuns = true
    desk.press(.escape, .control("c"))
    desk.send(.runFailed(token: 1, "The run was stopped."))
    desk.press("r", "t", "i", .function(2))
    guard case .keepPicture(let canvas, _, let replay?) = desk.effects.last else {
      Issue.record("\(String(describing: desk.effects.last))")
      return
    }
    #expect(canvas.text.contains("makespan") && !replay.view(size: canvas.size).text.contains("makespan"))
  }
}
