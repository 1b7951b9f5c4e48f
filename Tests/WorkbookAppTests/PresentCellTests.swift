import Canvas
import Experiments
import LessonFormat
import Testing

@testable import WorkbookApp

/// Code cells in front of a class.
@Suite struct PresentCellTests {
  private static let python = PythonUsed(version: "3.11.2", executable: "/usr/bin/python3")

  private static let lesson: Lesson = {
    let text = #"""
      ---
      format: 1
      id: cells
      version: 1
      title: Cells
      ---

      # Pi {#pi}

      <!-- question {id: darts, kind: code, file: darts.py, needs: [numpy]} -->
      Write a function.

      ```python
      import numpy
      STARTER = 1
      ```
      <!-- variant {without: [numpy]} -->
      ```python
      VARIANT = 1
      ```
      <!-- solution -->
      ```python
      import numpy
      SOLUTION = 1
      ```

      Without NumPy:

      ```python
      PLAIN = 1
      ```
      <!-- end -->

      <!-- question {id: pooled, kind: code, file: pooled.py, uses: [darts]} -->
      Use a pool.

      ```python
      from darts import darts
      ```
      <!-- end -->

      <!-- question {id: long, kind: code, file: long.py} -->
      Write a long program.
      <!-- solution -->
      ```python
      ROWS
      ```
      <!-- end -->

      ```python
      GIVEN = 1
      ```

      ```experiment
      id: given
      task: python
      file: given.py
      starter: above
      uses: [darts]
      processes: [1, 2]
      ```

      ```experiment
      id: pooled-again
      task: python
      file: pooled.py
      ```
      """#
    let rows = (1...40).map { $0 % 7 == 0 ? "" : "row\($0) = 1" }.joined(separator: "\n")
    do { return try Lesson.parse(text.replacing("ROWS", with: rows), file: "cells.md") } catch {
      preconditionFailure("\(error)")
    }
  }()

  private func talk(
    at id: String, missing: Set<String> = [], isLive: Bool = true, finishesRuns: Bool = true
  ) throws -> Talk {
    var talk = try Talk(Self.lesson, at: id, isLive: isLive, finishesRuns: finishesRuns)
    talk.send(.pythonFound(PythonFacts(Self.python, missing: missing)))
    return talk
  }

  @Test func `a cell shows its question, its starter text, the run, the result and the solution, and back`() throws {
    var talk = try talk(at: "darts")
    #expect(talk.text.contains("Write a function.") && !talk.text.contains("STARTER"))
    talk.press(" ")
    #expect(talk.text.contains("STARTER") && talk.started.isEmpty)
    talk.press(" ")
    #expect(talk.started.count == 1 && talk.text.contains("the program of the solution"))
    #expect(talk.text.contains("the map begins") && talk.text.contains("live on n1"))
    talk.press(" ")
    #expect(talk.text.contains("ten results") && !talk.text.contains("v shows all"))
    talk.press(" ")
    #expect(talk.text.contains("SOLUTION") && !talk.text.contains("STARTER"))
    talk.press("b", "b", "b")
    #expect(talk.text.contains("STARTER") && !talk.screen.wantsTicks)
  }

  @Test func `the solution runs with those of the cells that it uses, and a starter text only where there is none`()
    throws
  {
    var talk = try talk(at: "darts")
    talk.press("r")
    #expect(talk.started.last?.programs == [ProgramFile(name: "darts.py", text: "import numpy\nSOLUTION = 1")])
    #expect(talk.started.last?.request.cell?.file == "darts.py")
    talk.press("n", "r")
    #expect(talk.started.last?.programs.map(\.name) == ["darts.py", "pooled.py"])
    #expect(talk.started.last?.programs.last?.text == "from darts import darts")
    #expect(talk.text.contains("the starter text, as the solution has no program"))
    talk = try self.talk(at: "darts", missing: ["numpy"])
    talk.press(" ")
    #expect(talk.text.contains("VARIANT"))
    talk.press(" ")
    #expect(talk.started.last?.programs == [ProgramFile(name: "darts.py", text: "PLAIN = 1")])
  }

  @Test func `an experiment of a program has what the lesson gives, and its number of processes`() throws {
    var talk = try talk(at: "given")
    talk.press(" ")
    #expect(talk.started.map(\.request.knobs.processes) == [1, 2])
    #expect(talk.started.first?.programs.map(\.name) == ["darts.py", "given.py"])
    #expect(talk.started.first?.request.cell?.passesProcesses == true)
    talk.press("c")
    #expect(talk.text.contains("Same work, 1 and 2 processes"))
    talk.press("c", "P", "r")
    #expect(talk.started.count == 3 && talk.text.contains("given.py"))
    talk.press("C")
    #expect(talk.text.contains("given has no knob chunk."))
    talk = try self.talk(at: "pooled-again")
    talk.press("r")
    #expect(
      talk.started.isEmpty && talk.text.contains("pooled.py has no solution for this Python, so it can't be run."))
  }

  @Test func `a run without a pool, or that failed, shows at once what came of it`() throws {
    let passed = CheckOutcome(check: "one", passed: true)
    var talk = try talk(at: "darts")
    talk.findings = PythonFindings(printed: "3.14\n", checks: [passed])
    talk.press(" ", " ")
    #expect(talk.text.contains("3.14") && !talk.text.contains("the map begins"))
    #expect(talk.screen.step == 3 && talk.effects.contains(.publish(page: talk.screen.page, step: 3)))
    talk.findings = PythonFindings(
      exit: 1, trouble: Trouble(seen: "It \u{1B}failed.", means: "It means this.", fix: "Fix that."))
    talk.press("r")
    for words in ["failed.", "It means this.", "Fix that."] { #expect(talk.text.contains(words)) }
    #expect(!talk.text.contains("\u{1B}"))
    // Two runs without a pool have nothing to compare.
    talk.press("c")
    #expect(talk.text.contains("There is only one run to show"))
  }

  @Test func `what a program prints is below its workers while it runs, and x stops it`() throws {
    var talk = try talk(at: "darts", finishesRuns: false)
    talk.press("r")
    talk.send(.runOutput(token: 1, Array("line 1\nhalf \u{1B}[2J".utf8)))
    talk.send(.runOutput(token: 7, Array("of another run".utf8)))
    #expect(talk.text.contains("running") && talk.text.contains("line 1") && talk.text.contains("half"))
    #expect(!talk.text.contains("another") && !talk.text.contains("\u{1B}"))
    talk.press("x")
    #expect(talk.effects.last == .stopRun(token: 1))
  }

  @Test func `a cell without a recording runs live only when r says so`() throws {
    var talk = try talk(at: "darts", isLive: false)
    #expect(talk.text.contains("recorded") && !talk.text.contains("live on"))
    talk.press(" ", " ")
    #expect(talk.text.contains("No recording; r runs it live.") && talk.started.isEmpty)
    talk.press("r")
    #expect(talk.started.count == 1 && talk.text.contains("live on n1"))
    var recorded = FakeRun(try #require(talk.started.first).request, at: 5).record
    recorded.events = []
    talk = try Talk(Self.lesson, at: "darts", recordings: ["darts": [recorded]], isLive: false)
    talk.press(" ", " ", " ")
    #expect(talk.started.isEmpty && talk.text.contains("recorded on") && talk.text.contains("ten results"))
  }

  @Test func `without Python, a sentence says so in the place of a run`() throws {
    var talk = try talk(at: "darts")
    talk.send(.pythonFound(PythonFacts(problem: "There is no Python: install one.")))
    talk.press(" ", " ")
    #expect(talk.text.contains("There is no Python: install one.") && talk.started.isEmpty)
    talk.press(" ", " ")
    #expect(talk.text.contains("SOLUTION"))
    talk.press("r")
    #expect(talk.started.isEmpty && talk.text.contains("There is no Python: install one."))
  }

  @Test func `hands are counted for a cell, and beside its result`() throws {
    var talk = try talk(at: "darts")
    talk.press("v", "3", "1", " ", "5", .enter)
    #expect(talk.text.contains("the room said:   31   5"))
    talk.press("r", " ")
    #expect(talk.text.contains("the room said:   31   5"))
  }

  @Test(arguments: [false, true]) func `a long program is divided at blank lines, and no row of it is lost`(
    ascii: Bool
  ) throws {
    let deck = PresentDeck(Self.lesson)
    let page = try #require(deck.page(of: "long"))
    guard case .cell(let cell, _) = deck.pages[page].content else {
      Issue.record("It is no cell.")
      return
    }
    var screen = PresentScreen(
      deck, machine: Desk.machine, glyphs: ascii ? .ascii : .utf8, page: page)
    var rows: [String] = []
    for step in cell.steps.indices {
      screen.step = step
      let text = screen.view(size: Size(width: 80, height: 24)).text
      if case .solution = cell.steps[step] { rows += text.matches(of: /row\d+/).map { String($0.output) } }
      #expect(!ascii || text.allSatisfy(\.isASCII))
    }
    #expect(rows == (1...40).filter { $0 % 7 != 0 }.map { "row\($0)" })
    #expect(cell.steps.count > 5)
    #expect(deck.words(for: 1, of: page) == "run long" && deck.words(for: 2, of: page) == "the result of long")
  }
}
