import AnswerBook
import Canvas
import Experiments
import LessonFormat
import Session
import Testing
import WorkerPool

@testable import WorkbookApp

/// What came of a program, on the page.
extension CellTests {
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
