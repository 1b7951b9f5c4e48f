import AnswerBook
import Experiments
import Glibc
import LessonFormat
import Posix
import SeededRandom
import Testing

@testable import Exports

@Suite struct NotebookExportTests {
  private func notebook(_ book: AnswerBook) throws -> [UInt8] {
    try ExportFormat.notebook.bytes(ExportSource(book, of: Sample.lesson))
  }

  @Test func `a notebook has a cell for each answer, which nbgrader can grade by hand`() throws {
    let check = NotebookCheck(try notebook(Sample.book))
    #expect(check.faults == [])
    let graded = check.cells.filter { NotebookCheck.grading(of: $0)["grade"] == .bool(true) }
    #expect(
      graded.map { NotebookCheck.grading(of: $0)["grade_id"] }
        == ["kind", "workers", "why", "squares", "job", "extra"].map(JSONValue.string))
    #expect(graded.map { NotebookCheck.grading(of: $0)["points"] } == [2, 3, 4, 0, 5, 7].map(JSONValue.integer))
    #expect(
      graded.map { $0["cell_type"] }
        == ["markdown", "markdown", "markdown", "code", "code", "markdown"].map(JSONValue.string))
    #expect(graded.allSatisfy { NotebookCheck.grading(of: $0)["schema_version"] == .integer(3) })
    let locked = check.cells.filter { NotebookCheck.grading(of: $0)["locked"] == .bool(true) }
    #expect(locked.count == 6)
  }

  @Test func `code is code, and a file is written by its cell`() throws {
    let sources = NotebookCheck(try notebook(Sample.book)).cells.map(NotebookCheck.source)
    #expect(sources.contains("def f(x):\n    return x * x\n"))
    #expect(sources.contains("%%writefile job.sh\n#!/bin/bash"))
  }

  @Test func `the runs are outputs, with a picture and words for it`() throws {
    let notebook = String(decoding: try notebook(Sample.book), as: UTF8.self)
    #expect(notebook.contains("\"image/svg+xml\" : ["))
    #expect(notebook.contains("worker-1 was busy for 1.00 ms with 3 items."))
    #expect(notebook.contains("A map took 3.10 ms."))
  }

  @Test func `a picture, a link to a script and a command of MathJax are shown as text`() {
    #expect(studentMarkdown("*fine* [x](https://e.com) $x^2$") == ["*fine* [x](https://e.com) $x^2$"])
    for text in [
      "![x](https://e.com)", "[x](javascript:1)", "[x](java&#115;cript:1)", "<b>", "$\\href{javascript:1}{x}$",
      "[x][y]\n\n[y]: data:1",
    ] {
      #expect(
        studentMarkdown(text) == ["```text"]
          + text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init) + ["```"])
    }
  }

  @Test(.enabled(if: access("/usr/lib/python3/dist-packages/nbformat", F_OK) == 0, "needs python3-nbformat"))
  func `Jupyter's own check finds no fault`() throws {
    var random = SeededRandom(seed: 6)
    var template = Array("/tmp/poolbook-notebooks-XXXXXX".utf8CString)
    let folder = String(cString: try #require(mkdtemp(&template)))
    defer { _ = try? capture(["rm", "-r", folder], limits: CaptureLimits(time: .seconds(60))) }
    for number in 0..<40 {
      let book = number == 0 ? Sample.book : hostileBook(&random)
      try writeFile(String(decoding: notebook(book), as: UTF8.self), to: "\(folder)/\(number).ipynb")
    }
    let words = ["/usr/bin/python3", "-W", "error", "-c", notebookValidation, folder]
    let captured = try capture(words, limits: CaptureLimits(time: .seconds(120)))
    #expect(captured.end == .byItself(.exited(0)), "\(String(decoding: captured.errors, as: UTF8.self))")
  }
}
