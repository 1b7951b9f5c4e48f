import Experiments
import LessonFormat
import Testing
import WorkerPool

@testable import WorkbookApp

@Suite struct CommandTests {
  private let lesson: Lesson

  init() throws {
    lesson = try Lesson.parse(
      """
      ---
      format: 1
      id: programs
      version: 1
      title: Programs
      ---

      # One {#one}

      ```experiment
      id: square
      task: command
      command: [python3, square.py, "two words", "line\\nbreak"]
      items: [1, 2, 3, a]
      processes: 2
      ```
      """, file: "programs.md")
  }

  @Test func `the page shows the command line before anything runs, and only a key runs it`() {
    var desk = Desk(lesson, at: "square")
    #expect(desk.screen.contains("runs python3 square.py 'two words' $'line\\nbreak'"))
    #expect(desk.effects.allSatisfy { if case .startRun = $0 { false } else { true } })
    desk.finishesRuns = false
    desk.press(.character("r"))
    guard case .startRun(_, let request)? = desk.effects.last else { return #expect(Bool(false)) }
    #expect(request.knobs.command == ["python3", "square.py", "two words", "line\nbreak"])
    #expect(request.knobs.items.values == [.integer(1), .integer(2), .integer(3), .string("a")])
  }

  @Test func `the knobs take any values as items, and don't change the program`() {
    var desk = Desk(lesson, at: "square")
    desk.finishesRuns = false
    desk.press(.character("k"), .down)
    desk.press(.control("u"))
    desk.type(#"["x", {"y": 5}]"#)
    desk.press(.enter, .character("r"))
    guard case .startRun(_, let request)? = desk.effects.last else { return #expect(Bool(false)) }
    #expect(request.knobs.items.values == [.string("x"), .object(["y": .integer(5)])])
    #expect(request.knobs.command.first == "python3")
  }

  @Test func `results are shown in order`() {
    var desk = Desk(lesson, at: "square", width: 100, height: 40)
    desk.press(.character("r"))
    #expect(desk.screen.contains("4 results, in the order of the items:"))
    #expect(desk.screen.contains("[0, 1, 4, 9]"))
  }

  @Test func `what workers write is shown below the run, and can't control the terminal`() {
    var desk = Desk(lesson, at: "square", width: 100, height: 40)
    desk.finishesRuns = false
    desk.press(.character("r"))
    desk.send(
      .runEvents(
        token: 1,
        [
          PoolEvent(time: 1, kind: .poolStarted(workers: 2)),
          PoolEvent(time: 2, kind: .workerOutput(worker: 1, text: "at \u{1b}[2J3\nand on\n")),
        ]))
    #expect(desk.screen.contains("worker 2 wrote: at ␛[2J3"))
    #expect(desk.screen.contains("worker 2 wrote: and on"))
    var record = FakeRun(desk.model.live?.request ?? RunRequest(task: .command, knobs: Knobs()), at: 1).record
    record.report.workers[0].output = (0..<20).map { "line \($0)" }
    record.report.workers[0].output_before = 5
    desk.send(.runFinished(token: 1, record))
    #expect(desk.screen.contains("worker 1 wrote: line 19"))
    #expect(!desk.screen.contains("line 7\n"))
    #expect(desk.screen.contains("and 13 more lines"))
  }

  @Test func `what a program wrote stays on the page after a failed run, until the next run`() {
    var desk = Desk(lesson, at: "square", width: 100, height: 40)
    desk.finishesRuns = false
    desk.press(.character("r"))
    desk.send(
      .runEvents(
        token: 1,
        [
          PoolEvent(time: 1, kind: .poolStarted(workers: 2)),
          PoolEvent(time: 2, kind: .workerOutput(worker: 0, text: "Traceback\nNameError\n")),
        ]))
    desk.send(.runFailed(token: 1, "Item 0 failed."))
    #expect(desk.screen.contains("! Item 0 failed."))
    #expect(desk.screen.contains("worker 1 wrote: NameError"))
    desk.press(.character("r"))
    #expect(!desk.screen.contains("NameError"))
  }
}
