import AnswerBook
import Canvas
import Experiments
import LessonFormat
import Session
import Testing
import WorkerPool

@testable import WorkbookApp

/// Code cells on the page: what runs, when, and what is shown of it.
@Suite struct CellTests {
  let python = PythonUsed(version: "3.11.2", executable: "/usr/bin/python3")

  /// States in which every key of a code cell has something to do, for the tests of the keys.
  static let states: [Desk] = {
    let tests = CellTests()
    let error = PythonException(type: "ValueError", text: "no", line: 2, traceback: "Traceback\nValueError: no")
    let failed = tests.ran(
      PythonFindings(
        printed: "1\n", error: error, trouble: Trouble(seen: "It failed.", means: "It means.", fix: "Fix it.")))
    var running = tests.desk()
    running.finishesRuns = false
    running.press("r")
    var withWorkers = running
    withWorkers.send(.runEvents(token: 1, CellTests.workers))
    var editing = tests.desk()
    editing.press(.enter)
    var editingRun = editing
    editingRun.finishesRuns = false
    editingRun.press(.function(5))
    var (output, traceback, watched) = (failed, failed, tests.desk())
    output.press("v")
    traceback.press("T")
    watched.press("w")
    let empty = tests.desk("", at: "pooled")
    return [failed, running, withWorkers, editing, editingRun, output, traceback, watched, empty]
  }()

  /// A pool of two workers begins its map.
  static let workers: [PoolEvent] = {
    let started = (0..<2).map { PoolEvent.Kind.workerStarted(worker: $0, pid: Int32(70 + $0), host: "n1") }
    let map = PoolEvent.Kind.mapStarted(map: 1, items: 8, chunk: 1, schedule: .dynamic, detail: .items)
    return ([.poolStarted(workers: 2)] + started + [map]).map { PoolEvent(time: 1, kind: $0) }
  }()

  /// A workbook at a place of the lesson with cells, in which the first cell is written.
  func desk(
    _ text: String = "def darts(n):\n    return n\n", at place: String = "darts", lesson: Lesson = LessonSamples.cells,
    height: Int = 60, width: Int = 80, isBuiltIn: Bool = true, ascii: Bool = false
  ) -> Desk {
    let answers = text.isEmpty ? [:] : ["darts": Answer(text: text)]
    var desk = Desk(
      lesson, book: AnswerBook(answers: answers), at: place, width: width, height: height, ascii: ascii,
      folder: "./cells", isBuiltIn: isBuiltIn)
    desk.send(.pythonFound(PythonFacts(python)))
    return desk
  }

  /// A workbook after a run of the first cell with these findings.
  func ran(
    _ findings: PythonFindings, height: Int = 60, change: (inout RecordedRun) -> Void = { _ in }
  ) -> Desk {
    var desk = desk(height: height)
    finish(&desk, findings, change: change)
    return desk
  }

  func finish(_ desk: inout Desk, _ findings: PythonFindings, change: (inout RecordedRun) -> Void = { _ in }) {
    desk.finishesRuns = false
    desk.press("r")
    guard let live = desk.model.live else { return }
    var run = FakeRun(live.request, at: UInt64(live.token)).record
    run.report.result = .python(findings)
    change(&run)
    desk.send(.runFinished(token: live.token, run))
  }

  func started(_ desk: Desk) -> [RunRequest] {
    desk.effects.compactMap { if case .startRun(_, let request) = $0 { request } else { nil } }
  }

  /// The screen without line breaks and margins.
  func flat(_ desk: Desk) -> String {
    desk.screen.split { " \n┃|".contains($0) }.joined(separator: " ")
  }

  // MARK: - Running

  @Test func `the program is saved before it runs`() {
    var desk = desk()
    desk.press(.enter)
    desk.type("# pi\n")
    desk.press(.escape, "r")
    let order = desk.effects.compactMap { effect -> String? in
      switch effect {
      case .save(let request) where request.book != nil: "save"
      case .startRun: "run"
      default: nil
      }
    }
    #expect(order.prefix(2) == ["save", "run"])
    #expect(started(desk).first?.cell?.file == "darts.py")
    #expect(desk.model.book.runs["darts"]?.count == 1)
  }

  @Test func `a program that can't be saved doesn't run, and the page says so`() {
    var desk = desk("")
    desk.saveFailure = "The disk is full."
    desk.press("r")
    #expect(started(desk).isEmpty)
    #expect(desk.model.live == nil)
    #expect(flat(desk).contains("darts.py can't be saved, so it wasn't run. The disk is full."))
  }

  @Test func `the starter text can be run, and stays unanswered`() {
    var desk = desk("")
    desk.press("r")
    #expect(started(desk).count == 1)
    #expect(desk.model.book.answers["darts"]?.text == "def darts(n):\n    ...")
    #expect(desk.model.question("darts").map(desk.model.book.isAnswered) == false)
  }

  @Test func `what another program has changed in the file is what is shown and run`() {
    var desk = desk()
    desk.fileEdits = [
      OutsideEdit(
        question: "darts", before: desk.model.book.answers["darts"], after: Answer(text: "print('from outside')\n"))
    ]
    desk.press("r")
    #expect(desk.model.book.answers["darts"]?.text == "print('from outside')\n")
    #expect(desk.screen.contains("from outside"))
    #expect(started(desk).count == 1)
  }

  @Test func `F5 in the field saves and runs, and the result is below the field`() {
    var desk = desk(height: 24)
    desk.press(.enter)
    desk.type("# pi\n")
    #expect(desk.keyLine.contains("F5 run"))
    desk.press(.function(5))
    #expect(started(desk).count == 1)
    #expect(desk.model.editing?.question == "darts")
    #expect(desk.screen.contains("ten results"))
    desk.type("x")
    #expect(desk.model.book.answers["darts"]?.text.hasPrefix("# pi\nx") == true)
  }

  @Test func `a cell is locked until the files that it imports are written, and enter goes there`() {
    var desk = desk("", at: "pooled")
    #expect(desk.screen.contains("First write darts.py: question 1 (enter takes you there)."))
    desk.press("r")
    #expect(started(desk).isEmpty)
    #expect(desk.sentence.contains("First write darts.py: question 1"))
    desk.press(.enter)
    #expect(desk.model.editing?.question == "darts")
  }

  @Test func `an experiment with a file waits for that file`() {
    var desk = desk(at: "pooled-again")
    #expect(desk.screen.contains("First write pooled.py: question 2 (enter takes you there)."))
    desk.press(.enter)
    desk.type("print(1)\n")
    desk.press(.escape)
    desk.go(to: "pooled-again")
    #expect(flat(desk).contains("runs pooled.py, with Python 3.11.2, which uses darts.py"))
    desk.press("r")
    #expect(started(desk).map(\.knobs.processes) == [1, 2])
    #expect(started(desk).allSatisfy { $0.cell?.passesProcesses == true })
  }

  @Test func `without a Python nothing runs, one sentence says why, and the answer can be written`() {
    var desk = Desk(LessonSamples.cells, at: "darts")
    desk.send(.pythonFound(PythonFacts(problem: "There is no python3: install it.")))
    #expect(desk.screen.contains("There is no python3: install it."))
    desk.press("r")
    #expect(started(desk).isEmpty)
    #expect(desk.sentence.contains("There is no python3: install it."))
    desk.press(.enter)
    desk.type("x")
    desk.press(.escape)
    #expect(desk.model.book.answers["darts"]?.text.contains("x") == true)
  }

  @Test func `the first run of a lesson from a file says what runs, and r again runs it`() {
    var desk = desk(isBuiltIn: false)
    desk.press("r")
    #expect(started(desk).isEmpty)
    #expect(flat(desk).contains("This runs darts.py with Python 3.11.2 (/usr/bin/python3), for at most 60 s"))
    desk.press("r")
    #expect(started(desk).count == 1)
    desk.press("r")
    #expect(started(desk).count == 2)
  }

  @Test(arguments: [Key.control("c"), "x"]) func `a running program can be stopped`(key: Key) {
    var desk = desk()
    desk.finishesRuns = false
    desk.press("r", key)
    #expect(desk.effects.last == .stopRun(token: 1))
  }

  @Test func `K chooses a worker of a running program, and x kills it; without one, x stops the program`() {
    var desk = desk()
    desk.finishesRuns = false
    desk.press("r", "K")
    #expect(desk.sentence.contains("The program has no workers now"))
    desk.send(.runEvents(token: 1, Self.workers))
    #expect(desk.keyLine.contains("K kill a worker"))
    desk.press("K", .down, .down, "x")
    #expect(desk.effects.last == .killWorker(token: 1, worker: 1))
    #expect(desk.sentence.contains("Sending SIGKILL to worker 2 (pid 71)."))
    desk.press("K")
    desk.send(.runEvents(token: 1, [PoolEvent(time: 2, kind: .poolStarted(workers: 0))]))
    desk.press("x")
    #expect(desk.effects.last == .stopRun(token: 1))
  }

  @Test func `what a program prints is shown while it runs, without control characters`() {
    var desk = desk(height: 24)
    desk.finishesRuns = false
    desk.press("r")
    desk.send(.runOutput(token: 1, Array("first line\n\u{1B}[31mred\nlast".utf8)))
    #expect(desk.screen.contains("first line") && desk.screen.contains("last"))
    #expect(desk.screen.contains("running") && !desk.screen.contains("\u{1B}"))
  }

  @Test func `the knobs of a cell are those that mean something`() {
    var desk = desk()
    desk.press("k")
    #expect((desk.model.layer as? KnobPanel)?.names == [.repeats])
  }
}
