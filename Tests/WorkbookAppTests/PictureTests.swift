import Experiments
import LessonFormat
import Testing

@testable import WorkbookApp

/// A task whose result has a picture, from a lesson to the page.
@Suite struct PictureTests {
  private func desk(width: Int, ascii: Bool = false) throws -> Desk {
    let lesson = try LivePictureTests.lesson("task: mandelbrot, rows: 100, processes: 2, chunk: 1")
    var desk = Desk(lesson, at: "picture", width: width, height: 40, ascii: ascii)
    desk.finishesRuns = false
    #expect(desk.screen.replacing("\u{A0}", with: " ").contains("100 rows"))
    desk.press(.character("r"))
    var record = FakeRun(desk.model.live?.request ?? RunRequest(task: .mandelbrot, knobs: Knobs()), at: 1).record
    let row = String(repeating: "#", count: 40) + String(repeating: ".", count: 40)
    record.report.result = .mandelbrot(
      rows: 100, columns: 125, iterations: 1_000_000, inside: 3125, picture: Array(repeating: row, count: 64))
    desk.send(.runFinished(token: 1, record))
    return desk
  }

  @Test func `the picture is below the figures, in braille`() throws {
    let screen = try desk(width: 100).screen
    #expect(screen.contains("3 125 points of the set in a picture of 125 × 100 points"))
    #expect(screen.contains(String(repeating: "⣿", count: 20)))
    #expect(!screen.contains(String(repeating: "⣿", count: 21)))
  }

  @Test func `in ASCII the picture is made of ASCII characters`() throws {
    let screen = try desk(width: 100, ascii: true).screen
    #expect(screen.contains(String(repeating: "#", count: 20)))
    #expect(screen.contains("125 x 100 points") && !screen.contains("⣿"))
  }
}
