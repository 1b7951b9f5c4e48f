import Canvas
import Experiments
import Testing
import Text
import WorkerPool

@testable import WorkbookApp

/// Small things on the screen that once misled someone.
@Suite struct CalmScreenTests {
  @Test func `the title says how many questions are answered`() {
    var desk = Desk(at: "shares")
    #expect(desk.canvas.rows[0].contains(" 0/\(desk.model.lesson.requiredQuestions.count) answered"))
    desk.press(.enter, .paste("3, 3, 2, 2"), .escape)
    #expect(desk.canvas.rows[0].contains(" 1/\(desk.model.lesson.requiredQuestions.count) answered"))
    desk.go(to: "pool-chunks")
    #expect(desk.canvas.rows[0].contains(" 0/\(desk.model.lesson.optionalQuestions.count) optional answered"))
  }

  @Test func `the heading of a timeline leaves room for its speed`() {
    var desk = Desk(at: "chunk-size", width: 60)
    desk.go(to: "chunk-predict")
    desk.press(.enter, .paste("a guess"), .escape)
    desk.go(to: "chunk-size")
    desk.press("r", "t")
    let heading = desk.canvas.rows.first { $0.contains("chunk-size") } ?? ""
    #expect(heading.contains("…  0") || heading.contains("   0"), "\(heading)")
  }

  @Test func `enter at a locked experiment opens the question`() {
    var desk = Desk(at: "second-map")
    desk.press(.enter)
    #expect(desk.model.editing?.question == "predict")
  }

  @Test func `a choice that is being made shows a cursor at the chosen option`() throws {
    var desk = Desk(at: "container")
    desk.press(.enter)
    let first = try #require(desk.canvas.cursor)
    desk.press("3")
    let third = try #require(desk.canvas.cursor)
    #expect(desk.canvas.rows[third.y].contains("3 "))
    #expect(third.y > first.y)
  }

  @Test func `enter at a choice waits for an option`() {
    var desk = Desk(at: "container")
    desk.press(.enter, .enter)
    #expect(desk.model.editing?.field == .choice)
    #expect(desk.sentence.contains("Choose an option first"))
    desk.press("1", .enter)
    #expect(desk.model.editing?.field == .text)
  }

  @Test func `an earlier run shows its own time`() {
    var desk = Desk(at: "first-map", width: 100, height: 40)
    desk.press("r", "r")
    let shift = 3600.0
    desk.model.session.book.runs["first-map"]?[0].began -= shift
    let now = desk.canvas.rows.first { $0.contains("first-map") && $0.contains("ran ") }
    desk.press(.left)
    let before = desk.canvas.rows.first { $0.contains("first-map") && $0.contains("ran ") }
    #expect(now != nil && before != nil && now != before)
  }

  @Test func `the workers of a repeated run are those of its last repeat`() {
    var desk = Desk(at: "pi-alone", height: 40)
    desk.press("r")
    #expect(desk.screen.contains("the last of 7 repeats"))
  }

  @Test func `that a worker is being killed is said until its end is reported`() {
    var desk = Desk(at: "first-map")
    desk.finishesRuns = false
    desk.press("r")
    desk.send(
      .runEvents(
        token: 1,
        [
          PoolEvent(time: 1, kind: .poolStarted(workers: 4)),
          PoolEvent(time: 2, kind: .workerStarted(worker: 0, pid: 4107, host: "n1")),
          PoolEvent(time: 3, kind: .workerReady(worker: 0)),
        ]))
    desk.press("x", "x")
    #expect(desk.sentence.contains("Sending SIGKILL to worker 1"))
    desk.send(.runEvents(token: 1, [PoolEvent(time: 4, kind: .workerReady(worker: 1))]))
    #expect(desk.sentence.contains("SIGKILL"))
    let end = PoolEvent.Kind.workerEnded(worker: 0, pid: 4107, end: .signalled(signal: 9))
    desk.send(.runEvents(token: 1, [PoolEvent(time: 5, kind: end)]))
    #expect(!desk.sentence.contains("SIGKILL"))
  }

  @Test func `indices and powers are readable in ASCII`() {
    #expect(String("T₁ ≈ 10⁻³ · xₙ".map(asciiStandIn)) == "T1 ~ 10-3 . xn")
  }
}
