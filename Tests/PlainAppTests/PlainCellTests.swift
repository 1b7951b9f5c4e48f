import AnswerBook
import Experiments
import LessonFormat
import Session
import Testing

@testable import PlainApp

/// Code cells in the plain workbook: running, what is said, and what can't be run.
@Suite struct PlainCellTests {
  private static let lesson: Lesson = {
    do { return try Lesson.parse(text, file: "cells.md") } catch { preconditionFailure("\(error)") }
  }()

  private static let text = """
    ---
    format: 1
    id: cells
    version: 1
    title: Cells
    ---

    # Pi {#pi}

    <!-- question {id: darts, kind: code, file: darts.py} -->
    Write a function.

    ```python
    def darts(n):
        ...
    ```
    <!-- checks -->
    ```yaml
    - call: darts(3)
      type: int
      say: ["It means this.", "Fix it so."]
    ```
    <!-- end -->

    <!-- question {id: words, kind: text} -->
    What do you think?
    <!-- end -->

    ```experiment
    id: again
    task: python
    file: darts.py
    uses: [darts]
    ```
    """

  private func desk(
    at: String = "darts", facts: PythonFacts? = nil,
    fileEdit: @escaping @Sendable (String) -> OutsideEdit? = { _ in nil }
  ) -> PlainDesk {
    var desk = PlainDesk(Self.lesson, at: at, isInteractive: true, fileEdit: fileEdit)
    let usual = PythonFacts(PythonUsed(version: "3.11.2", executable: "/usr/bin/python3"))
    desk.workbook.found(facts ?? usual)
    return desk
  }

  private func requests(_ desk: PlainDesk) -> [RunRequest] {
    desk.effects.compactMap { if case .startRun(let request) = $0 { request } else { nil } }
  }

  @Test func `run saves the cell, runs it and says what it prints`() throws {
    var desk = desk()
    desk.printed = "one\r\n\u{1B}[31mtwo\nthree"
    desk.type("line 2     return n")
    let said = desk.type("run")
    #expect(said.contains("printed: one printed: ␛[31mtwo printed: three"))
    #expect(said.contains("It used no pool of processes."))
    let run = try #require(requests(desk).first)
    #expect(run.experiment == "darts")
    #expect(run.cell?.file == "darts.py")
    #expect(desk.workbook.book.runs["darts"]?.count == 1)
    #expect(desk.workbook.book.answers["darts"]?.text.contains("return n") == true)
  }

  @Test func `a cell that isn't written runs as it begins, once that is saved`() throws {
    var desk = desk()
    desk.type("run")
    let text = try #require(desk.workbook.book.answers["darts"]?.text)
    #expect(text.contains("..."))
    let run = try #require(desk.effects.firstIndex { if case .startRun = $0 { true } else { false } })
    let save = try #require(desk.effects.firstIndex { if case .save = $0 { true } else { false } })
    #expect(save < run)
  }

  @Test func `what another program has changed in the file is the answer before it runs`() {
    var desk = desk(fileEdit: {
      OutsideEdit(question: $0, before: nil, after: Answer(text: "def darts(n): return 7\n"))
    })
    desk.type("run")
    #expect(desk.workbook.book.answers["darts"]?.text == "def darts(n): return 7\n")
    #expect(requests(desk).count == 1)
  }

  @Test func `a failed check is said in all its sentences`() {
    var desk = desk()
    desk.found.checks = [
      CheckOutcome(
        check: "darts(3) is an int", passed: false,
        trouble: Trouble(seen: "It gave 3.1.", means: "It means this.", fix: "Fix it so."))
    ]
    #expect(desk.type("run").contains("It gave 3.1. It means this. Fix it so."))
    #expect(desk.type("read").contains("It gave 3.1. It means this. Fix it so."))
  }

  @Test func `a passed check is said`() {
    var desk = desk()
    desk.found.checks = [CheckOutcome(check: "darts(3) is an int", passed: true)]
    #expect(desk.type("run").contains("The check passed."))
  }

  @Test func `an exception is said with the text of its line, and its traceback can be printed`() {
    var desk = desk()
    desk.found.exit = 1
    desk.found.error = PythonException(
      type: "ValueError", text: "x", line: 2, traceback: "Traceback:\n  File \"darts.py\"\u{7}\nValueError: x\n")
    desk.found.trouble = Trouble(seen: "Seen.", means: "Means.", fix: "Fix.")
    let said = desk.type("run")
    #expect(said.contains("Line 2 is: ..."))
    #expect(said.components(separatedBy: "Seen. Means. Fix.").count == 2, "once")
    #expect(desk.type("traceback") == "Traceback: File \"darts.py\"␇ ValueError: x")
  }

  @Test func `traceback needs a run that ended with an exception`() {
    var desk = desk()
    #expect(desk.type("traceback").contains("run"))
    desk.type("run")
    #expect(desk.type("traceback") == "The last run didn't end with an exception.")
  }

  @Test func `check runs a program once, and needs one`() throws {
    var desk = desk()
    desk.type("check")
    #expect(try #require(requests(desk).last).knobs.repeats == 1)
    var other = PlainDesk(at: "first-map")
    #expect(other.type("check").contains("There is no program to check here"))
  }

  @Test func `stop stops a run`() {
    var desk = desk()
    #expect(desk.type("stop").contains("run"))
    _ = desk.workbook.handle("run")
    let reply = desk.workbook.handleDuringRun("stop")
    #expect(reply?.effects == [.stopRun])
  }

  @Test func `without Python, one sentence says so`() {
    var desk = desk(facts: PythonFacts(problem: "There is no Python here: install python3."))
    #expect(desk.type("run") == "There is no Python here: install python3.")
    #expect(requests(desk).isEmpty)
  }

  @Test func `an experiment runs a file, too`() {
    var desk = desk()
    desk.type("line 2     return n", "go again")
    desk.printed = "hello\n"
    #expect(desk.type("run").contains("printed: hello"))
    #expect(desk.workbook.book.runs["again"]?.count == 1)
  }

  @Test func `endless output is cut`() {
    var printed = PrintedLines()
    let lines = printed.add(Array(String(repeating: "x\n", count: 1_000).utf8))
    #expect(lines.count == PrintedLines.mostSaid + 1)
    #expect(lines.last == "It prints more lines, which are not shown.")
    #expect(printed.add(Array("y\n".utf8)).isEmpty)
  }
}
