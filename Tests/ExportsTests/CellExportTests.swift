import AnswerBook
import Experiments
import Glibc
import LessonFormat
import Posix
import SeededRandom
import Testing

@testable import Exports

@Suite struct CellExportTests {
  private func source(_ found: PythonFindings = CellSample.found) -> ExportSource {
    ExportSource(CellSample.book(found), of: CellSample.lesson, events: ["square": CellSample.events])
  }

  private let words =
    [
      "It printed 285.", "The last number is missing.", "Look at range(11).", "f(3) is an int", "385 is printed",
      "Python 3.11.2 and NumPy 1.24.2",
    ] + CellSample.run("square", CellSample.found).report.resultWords(.unicode).sentences

  /// A text without the escapes of Markdown and HTML.
  private func plain(_ text: String) -> String {
    text.replacing("\\", with: "").replacing("&#39;", with: "'").replacing("&quot;", with: "\"")
  }

  @Test func `every format has a cell's verdict, checks, output, figures and runs`() throws {
    let source = source()
    let notebook = String(decoding: try ExportFormat.notebook.bytes(source), as: UTF8.self)
    for (name, text) in [
      ("md", markdownPage(of: source.report)), ("html", htmlPage(of: source)), ("ipynb", notebook),
    ] {
      for word in words { #expect(plain(text).contains(word), "\(word) in \(name)") }
      #expect(text.contains("␛[31m") && !text.contains("\u{1B}"), "\(name)")
      #expect(text.contains("285"), "\(name)")
    }
  }

  @Test func `a page shows a cell with headings in order, and nothing of its output is markup`() {
    let page = htmlPage(of: source())
    #expect(PageCheck(page).faults == [])
    #expect(!page.contains("<b>red"))
    #expect(page.contains("<strong>Failed:</strong> 385 is printed: It printed 285."))
    #expect(page.contains("p-square-time-title"))
    let levels = page.ranges(of: "<h").compactMap { Int(String(page[$0.upperBound])) }
    #expect(zip(levels, levels.dropFirst()).allSatisfy { $1 <= $0 + 1 })
    // The sentences of the verdict are said once.
    #expect(page.ranges(of: "The last number is missing.").count == 1)
  }

  @Test func `a notebook writes the file, and runs it with what the run gave`() throws {
    let check = NotebookCheck(try ExportFormat.notebook.bytes(source()))
    #expect(check.faults == [])
    let sources = check.cells.map(NotebookCheck.source)
    let file = try #require(sources.firstIndex(of: "%%writefile square.py\ndef f(x):\n    return x * x\n"))
    #expect(sources[file + 1] == "import sys\n!{sys.executable} square.py")
    #expect(check.cells[file]["execution_count"] == .null)
    #expect(check.cells[file + 1]["execution_count"] == .integer(1))
    guard case .array(let outputs)? = check.cells[file + 1]["outputs"] else {
      Issue.record("no outputs")
      return
    }
    #expect(outputs.count >= 2)
    guard case .object(let printed)? = outputs.first else { return }
    #expect(printed["output_type"] == .string("stream") && printed["name"] == .string("stdout"))
    #expect(NotebookCheck.grading(of: check.cells[file + 1]).isEmpty)
    // The number of processes of an experiment is the file's first argument.
    let scale = try #require(sources.last { $0.hasPrefix("import sys") })
    #expect(scale == "import sys\n!{sys.executable} square.py 2")
  }

  @Test func `an exception is an error of Jupyter's, and the traceback is in every format`() throws {
    let source = source(CellSample.raised("no <b>number</b>"))
    let check = NotebookCheck(try ExportFormat.notebook.bytes(source))
    let outputs = check.cells.compactMap { $0["outputs"] }
    #expect("\(outputs)".contains("\"ename\": Experiments.JSONValue.string(\"ValueError\")"))
    for text in [markdownPage(of: source.report), htmlPage(of: source)] {
      #expect(text.contains("in f\n"))
      #expect(plain(text).contains("Look at line 2."))
    }
  }

  @Test func `a cell that never ran can be run in a notebook, which has no outputs for it`() throws {
    let source = ExportSource(AnswerBook(), of: CellSample.lesson)
    let check = NotebookCheck(try ExportFormat.notebook.bytes(source))
    let run = try #require(check.cells.first { NotebookCheck.source(of: $0).contains("sys.executable} square.py") })
    #expect(run["execution_count"] == .null && run["outputs"] == .array([]))
    #expect(check.faults == [])
  }

  @Test func `the name of a file is one word of the command that runs it in a notebook`() throws {
    let lesson = try Lesson.parse(CellSample.text.replacing("square.py", with: "my program; x.py"), file: "cells.md")
    let check = NotebookCheck(try ExportFormat.notebook.bytes(ExportSource(AnswerBook(), of: lesson)))
    #expect(check.cells.map(NotebookCheck.source).contains("import sys\n!{sys.executable} 'my program; x.py'"))
  }

  @Test func `a long output is cut at its beginning`() {
    let found = PythonFindings(printed: (1...500).map { "line \($0)\n" }.joined())
    #expect(found.outputLines.first == "… (440 more lines before)")
    #expect(found.outputLines.last == "line 500")
    #expect(PythonFindings(printed: "x", printed_left_out: 7).outputLines == ["… (more before)", "x"])
    #expect(PythonFindings(printed: String(repeating: "x", count: 5000)).outputLines[0].count == 1001)
  }

  @Test func `a result that is older than its code says so`() {
    var book = CellSample.book()
    book.runs["square"]?[0].report.code = [CodeFile(file: "square.py", sha256: "0")]
    let source = ExportSource(book, of: CellSample.lesson)
    for text in [markdownPage(of: source.report), htmlPage(of: source)] {
      #expect(text.contains("Outdated:"))
      #expect(plain(text).contains("This result is older than square.py; run it again."))
      #expect(plain(text).contains("Your last run of square is older than square.py"))
    }
    #expect(source.report.totals.verdicts[.outdated] == 2)
    #expect(source.report.openLines.contains("Changed since the last run: 1 square"))
  }

  @Test func `whatever a program writes, every format stays sound`() throws {
    var random = SeededRandom(seed: 41)
    for _ in 0..<60 {
      let source = source(CellSample.raised(hostileText(&random)))
      #expect(PageCheck(htmlPage(of: source)).faults == [])
      #expect(NotebookCheck(try ExportFormat.notebook.bytes(source)).faults == [])
      let page = markdownPage(of: source.report)
      #expect(!page.unicodeScalars.contains { $0.picture != nil && $0 != "\n" && $0 != "\t" })
      #expect(page.split(separator: "\n").filter { $0.hasPrefix("#") }.count == 5, "\(page)")
    }
  }

  @Test(.enabled(if: access("/usr/lib/python3/dist-packages/nbformat", F_OK) == 0, "needs python3-nbformat"))
  func `Jupyter's own check finds no fault with cells`() throws {
    var random = SeededRandom(seed: 42)
    var template = Array("/tmp/poolbook-notebooks-XXXXXX".utf8CString)
    let folder = String(cString: try #require(mkdtemp(&template)))
    defer { _ = try? capture(["rm", "-r", folder], limits: CaptureLimits(time: .seconds(60))) }
    for number in 0..<20 {
      let source = number == 0 ? source() : source(CellSample.raised(hostileText(&random)))
      try writeFile(
        String(decoding: ExportFormat.notebook.bytes(source), as: UTF8.self), to: "\(folder)/\(number).ipynb")
    }
    let captured = try capture(
      ["/usr/bin/python3", "-W", "error", "-c", notebookValidation, folder],
      limits: CaptureLimits(time: .seconds(120)))
    #expect(captured.end == .byItself(.exited(0)), "\(String(decoding: captured.errors, as: UTF8.self))")
  }
}
