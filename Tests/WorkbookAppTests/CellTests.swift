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
  private let python = PythonUsed(version: "3.11.2", executable: "/usr/bin/python3")

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
  private static let workers: [PoolEvent] = {
    let started = (0..<2).map { PoolEvent.Kind.workerStarted(worker: $0, pid: Int32(70 + $0), host: "n1") }
    let map = PoolEvent.Kind.mapStarted(map: 1, items: 8, chunk: 1, schedule: .dynamic, detail: .items)
    return ([.poolStarted(workers: 2)] + started + [map]).map { PoolEvent(time: 1, kind: $0) }
  }()

  /// A workbook at a place of the lesson with cells, in which the first cell is written.
  private func desk(
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
  private func ran(
    _ findings: PythonFindings, height: Int = 60, change: (inout RecordedRun) -> Void = { _ in }
  ) -> Desk {
    var desk = desk(height: height)
    finish(&desk, findings, change: change)
    return desk
  }

  private func finish(_ desk: inout Desk, _ findings: PythonFindings, change: (inout RecordedRun) -> Void = { _ in }) {
    desk.finishesRuns = false
    desk.press("r")
    guard let live = desk.model.live else { return }
    var run = FakeRun(live.request, at: UInt64(live.token)).record
    run.report.result = .python(findings)
    change(&run)
    desk.send(.runFinished(token: live.token, run))
  }

  private func started(_ desk: Desk) -> [RunRequest] {
    desk.effects.compactMap { if case .startRun(_, let request) = $0 { request } else { nil } }
  }

  /// The screen without line breaks and margins.
  private func flat(_ desk: Desk) -> String {
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

  // MARK: - What came of it

  @Test func `passed checks are counted`() {
    let desk = ran(
      PythonFindings(printed: "785\n", checks: [.init(check: "a", passed: true), .init(check: "b", passed: true)]))
    #expect(desk.screen.contains("All 2 checks passed"))
    #expect(desk.screen.contains("785"))
  }

  @Test func `what went wrong is said one sentence at a time`() {
    let trouble = Trouble(seen: "It gave 3.1, a float.", means: "That is an estimate.", fix: "Return the count.")
    var desk = ran(PythonFindings(checks: [.init(check: "a", passed: false, trouble: trouble)]))
    #expect(desk.screen.contains("It gave 3.1") && !desk.screen.contains("an estimate."))
    #expect(desk.keyLine.contains("m more"))
    desk.press("m")
    #expect(desk.screen.contains("an estimate.") && !desk.screen.contains("Return"))
    desk.press("m")
    #expect(desk.screen.contains("Return the count.") && !desk.keyLine.contains("m more"))
    desk.press("m")
    #expect(desk.sentence.contains("That is all there is to say"))
    finish(&desk, PythonFindings(checks: [.init(check: "a", passed: false, trouble: trouble)]))
    #expect(!desk.screen.contains("an estimate."))
  }

  @Test(arguments: [false, true]) func `the line that raised the exception is marked in the program`(ascii: Bool) {
    let error = PythonException(
      type: "ValueError", text: "no", line: 2,
      traceback: "Traceback (most recent call last):\n  in darts\nValueError: no")
    let trouble = Trouble(seen: "ValueError in line 2: no", means: "a", fix: "b")
    var desk = desk(ascii: ascii)
    finish(&desk, PythonFindings(error: error, trouble: trouble))
    #expect(desk.canvas.rows.contains { $0.contains("!     return n") })
    #expect(desk.canvas.rows.contains { $0.contains("\(desk.model.glyphs.fieldBar) def darts(n):") })
    #expect(desk.screen.contains("ValueError in line 2: no"))
    #expect(!desk.screen.contains("Traceback"))
    desk.press("T")
    #expect(desk.screen.contains("Traceback (most recent call last):"))
    desk.press(.escape)
    #expect(!desk.screen.contains("Traceback"))
  }

  @Test func `of an exception in a worker, the line there is marked`() {
    let traceback = """
      multiprocessing.pool.RemoteTraceback:
        File "/lib/multiprocessing/pool.py", line 125, in worker
        File "/home/s/cells/darts.py", line 1, in darts
      The above exception was the direct cause of the following exception:
        File "/home/s/cells/darts.py", line 2, in <module>
      """
    let error = PythonException(type: "ValueError", text: "no", line: 2, traceback: traceback)
    let desk = ran(PythonFindings(error: error), change: { $0.report.file = "darts.py" })
    #expect(desk.canvas.rows.contains { $0.contains("! def darts(n):") })
  }

  @Test func `of a long output the last lines are shown, and a key shows all`() {
    var desk = ran(PythonFindings(printed: (1...40).map { "line \($0)\n" }.joined()))
    #expect(desk.screen.contains("line 40") && !desk.screen.contains("line 12\n"))
    #expect(desk.screen.contains("of 40 lines: v shows all"))
    desk.press("v")
    #expect(desk.screen.contains("line 1\n") || desk.canvas.rows.contains { $0.hasSuffix(" line 1") })
    desk.press("v")
    #expect(desk.model.isReading)
  }

  @Test func `the time has its parts, and other maps have a line`() {
    let map = {
      PythonMap(
        how: "map", items: 10, chunk: 1, processes: 4, workers: 4, at_once: 4, failed: 0, seconds: $0)
    }
    let desk = ran(
      PythonFindings(
        maps: [map(0.1), map(0.84)], parts: PythonParts(pool_s: 0.025, map_s: 0.84, end_s: 0.008, rest_s: 0)))
    #expect(flat(desk).contains(" = pool 25 + map 840 + end 8 ms"))
    #expect(flat(desk).contains("That is one of 2 maps; the others took 100 ms together."))
    #expect(desk.screen.contains("worker 1"))
  }

  @Test func `a program that couldn't be traced says so`() {
    let desk = ran(PythonFindings(untraced: "Python 3.15 is not known"))
    #expect(desk.screen.contains("Its pools could not be traced: Python 3.15 is not known."))
  }

  @Test func `a result that is older than the code says so, and nothing is marked or explained`() {
    let error = PythonException(type: "ValueError", text: "no", line: 2, traceback: "")
    var desk = ran(
      PythonFindings(error: error, trouble: Trouble(seen: "It failed.", means: "a", fix: "b")),
      change: { $0.report.code = [CodeFile(file: "darts.py", sha256: "0")] })
    #expect(desk.screen.contains("This result is older than darts.py: r runs it again."))
    #expect(!desk.canvas.rows.contains { $0.contains("!     return n") })
    #expect(!desk.screen.contains("It failed.") && !desk.keyLine.contains("m more"))
    finish(&desk, PythonFindings(checks: [.init(check: "a", passed: true)]))
    #expect(desk.screen.contains("The check passed.") && !desk.screen.contains("older"))
  }

  // MARK: - Watching

  private func edit(_ desk: Desk, _ text: String) -> Message {
    .fileChanged(OutsideEdit(question: "darts", before: desk.model.book.answers["darts"], after: Answer(text: text)))
  }

  @Test func `a watched file runs when another program has saved it, once and without repeats`() {
    var desk = desk()
    desk.press("w")
    #expect(desk.effects.last == .watch(question: "darts", true))
    #expect(desk.canvas.rows.contains { $0.contains("darts.py") && $0.contains("watched") })
    desk.send(edit(desk, "print(2)\n"))
    #expect(started(desk).map(\.knobs.repeats) == [1])
    #expect(desk.model.book.answers["darts"]?.text == "print(2)\n")
    let saved = desk.effects.compactMap { if case .save(let request) = $0 { request.book } else { nil } }
    #expect(saved.contains { $0.answers["darts"]?.text == "print(2)\n" })
    desk.press("w")
    #expect(desk.effects.last == .watch(question: "darts", false))
    desk.send(edit(desk, "print(3)\n"))
    #expect(started(desk).count == 1)
  }

  @Test func `a change during a run ends it and runs the new text`() {
    var desk = desk()
    desk.press("w")
    desk.finishesRuns = false
    desk.send(edit(desk, "print(2)\n"))
    desk.send(edit(desk, "print(3)\n"))
    #expect(started(desk).count == 1)
    #expect(desk.effects.contains(.stopRun(token: 1)))
    desk.send(.runFailed(token: 1, "The run was stopped."))
    #expect(started(desk).count == 2)
    #expect(desk.model.remark?.contains("stopped") != true)
  }

  @Test func `a starter text is put into the file for the other editor`() {
    var desk = desk("")
    desk.press("w")
    #expect(desk.model.book.answers["darts"]?.text == "def darts(n):\n    ...")
    #expect(flat(desk).contains("Write cells/darts.py in your own editor"))
  }

  // MARK: - Modules that are missing

  private var withVariant: Lesson {
    var lesson = LessonSamples.cells
    for index in lesson.sections[0].parts.indices {
      guard case .question(var question) = lesson.sections[0].parts[index], question.id == "darts" else { continue }
      question.cell?.variants = [.init(without: ["numpy"], starter: "from random import random\n")]
      lesson.sections[0].parts[index] = .question(question)
    }
    return lesson
  }

  @Test func `without NumPy the variant is shown, run, and no answer`() {
    var desk = Desk(withVariant, at: "darts", height: 60)
    desk.send(.pythonFound(PythonFacts(python, missing: ["numpy"])))
    #expect(desk.screen.contains("from random import random"))
    #expect(flat(desk).contains("Python 3.11.2 has no numpy: this question begins with a text that does without."))
    desk.press("r")
    #expect(desk.model.book.answers["darts"]?.text == "from random import random\n")
    #expect(desk.model.question("darts").map(desk.model.book.isAnswered) == false)
  }

  @Test func `a missing module without a variant is named`() {
    var desk = Desk(LessonSamples.cells, at: "darts", height: 60)
    desk.send(.pythonFound(PythonFacts(python, missing: ["numpy"])))
    #expect(flat(desk).contains("Python 3.11.2 has no numpy, which this program needs."))
  }

  // MARK: - Small screens

  @Test func `a small screen shows the result of a long program`() {
    let text = (1...40).map { "x\($0) = \($0)\n" }.joined()
    var desk = Desk(
      LessonSamples.cells, book: AnswerBook(answers: ["darts": Answer(text: text)]), at: "darts", width: 60, height: 20)
    desk.press("r")
    #expect(desk.screen.contains("ten results"))
    desk.press(.enter, .function(5))
    #expect(desk.screen.contains("ten results") && desk.canvas.cursor != nil)
  }
}
