import AnswerBook
import Canvas
import Experiments
import SeededRandom
import Testing
import WorkerPool

@testable import WorkbookApp

/// Random keys, sizes and messages: there is always a screen.
@Suite struct FuzzTests {
  static let keys: [Key] =
    "rxktnpohsgb?1239 q+-=é漢,.<".map { .character($0) } + "abcdefklnpruvwxyz_".map { .control($0) } + [
      .enter, .tab, .backTab, .escape, .backspace, .delete, .insert, .up, .down, .left, .right, .wordLeft, .wordRight,
      .paragraphUp, .paragraphDown, .home, .end, .pageUp, .pageDown, .function(1), .function(12), .alt("f"), .alt("<"),
      .alt(">"), .paste("a\nb\u{1B}[2J\tc\r\nd"), .paste("👩‍👩‍👧‍👦 e\u{301}\u{200F}"), .enter, .down, .down, .tab,
    ]

  @Test(arguments: 0..<8) func `no keys, sizes or messages crash it`(seed: UInt64) throws {
    var dice = SeededRandom(seed: seed)
    var desk = Desk(ascii: seed % 3 == 0)
    desk.finishesRuns = seed % 2 == 0
    var clock: UInt64 = 2_000_000_000
    for step in 0..<250 {
      switch Int.random(in: 0..<20, using: &dice) {
      case 0:
        let size = Size(width: Int.random(in: 0...170, using: &dice), height: Int.random(in: 0...60, using: &dice))
        desk.send(.resized(size))
      case 1:
        clock += UInt64.random(in: 0...3_000_000_000, using: &dice)
        desk.send(.tick(nanoseconds: clock, wallClock: Double(clock) / 1e9))
      case 2: tell(&desk, &dice, clock)
      case 3: desk.go(to: Desk.lesson.sections.randomElement(using: &dice)?.id ?? "welcome")
      default: if let key = FuzzTests.keys.randomElement(using: &dice) { desk.press(key) }
      }
      if step % 3 == 0 {
        let canvas = desk.canvas
        #expect(canvas.size == desk.model.size)
        if let cursor = canvas.cursor { #expect(cursor.x < canvas.size.width && cursor.y < canvas.size.height) }
      }
      if step % 50 == 0 { _ = view(desk.model, size: Size(width: step, height: step / 4)) }
    }
  }

  /// Sends a message from the program, sensible or not.
  private func tell(_ desk: inout Desk, _ dice: inout SeededRandom, _ clock: UInt64) {
    let token = desk.model.live?.token ?? 3
    let request = desk.model.live?.request ?? RunRequest(task: .processInfo, knobs: Knobs())
    let run = FakeRun(request, at: clock)
    switch Int.random(in: 0..<8, using: &dice) {
    case 0: desk.send(.runEvents(token: token, run.events.shuffled(using: &dice)))
    case 1:
      desk.send(.runEvents(token: token, Array(run.events.prefix(Int.random(in: 0...run.events.count, using: &dice)))))
    case 2: desk.send(.runFinished(token: token, run.record))
    case 3: desk.send(.runFailed(token: token, "It failed."))
    case 4: desk.saveFailure = "The disk is full."
    case 5: desk.saveFailure = nil
    case 6: desk.send(.eventsLoaded(run: run.record.id, run.events.shuffled(using: &dice)))
    default: desk.send(.edited(question: Desk.lesson.questions.randomElement(using: &dice)?.id ?? "", text: "x\u{0}y"))
    }
  }

  @Test func `a lesson of one empty section can be read`() {
    let lesson = FuzzTests.empty
    var desk = Desk(lesson)
    for key in FuzzTests.keys where key != .character("q") { desk.press(key) }
    #expect(desk.screen.contains("Nothing"))
  }

  private static let empty = LessonSamples.empty
}
