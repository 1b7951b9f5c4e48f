import LessonFormat
import Testing

@testable import AnswerBook

struct ExportTests {
  @Test func `the export names the authors and the license of the lesson`() {
    var lesson = sampleLesson
    lesson.credits = "By Ada and Grace. License: CC BY 4.0."
    lesson.sections[1].isOptional = true
    let text = exportMarkdown(AnswerBook(), of: lesson)
    #expect(text.hasPrefix("# A Sample\n\nBy Ada and Grace. License: CC BY 4.0.\n\n0 of 3 questions answered.\n"))
    #expect(text.contains("### 5 · script · optional\n"))
  }

  @Test func `the export has answers and runs and no marks`() {
    var book = AnswerBook()
    book.answers = [
      "container": Answer(text: "Order.", choice: 1), "distinct": Answer(number: "4"),
      "function": Answer(text: "def f():\n  return 1\n"), "shares": Answer(text: "```\nopen\u{1b}"),
    ]
    book.runs = ["first-map": [sampleRun("first-map")]]
    #expect(
      exportMarkdown(book, of: sampleLesson) == """
        # A Sample

        4 of 5 questions answered.

        ## First Things

        **first-map** · process-info

        | When | Machine | Cores usable | Work | Processes | Chunk | Schedule | Time of a map | Start-up | Items a worker | Result |
        | --- | --- | ---: | --- | ---: | ---: | --- | ---: | ---: | --- | --- |
        | 2026-11-18 11:06 UTC | n1 | 4 | 10 items | 4 | 1 | dynamic | 3.10 ms | 8.00 ms | 3, 3, 2, 2 | 0 results |

        ### 1 · container

        > What of container?
        > Say \\*it\\*.

        - [ ] a set
        - [x] a list
        - [ ] a dictionary

        Order.

        ### 2 · distinct

        > What of distinct?
        > Say \\*it\\*.

        4

        ### 3 · shares

        > What of shares?
        > Say \\*it\\*.

        ````text
        ```
        open␛
        ````

        ## Second Things

        ### 4 · function

        > What of function?
        > Say \\*it\\*.

        ```python
        def f():
          return 1
        ```

        ### 5 · script

        > What of script?
        > Say \\*it\\*.

        *No answer yet.*

        """)
  }

  @Test func `an export is written whole, and over no record`() throws {
    let folder = try TemporaryFolder()
    try BookFolder.open(folder.book, lesson: sampleLesson).folder.save(
      AnswerBook(answers: ["shares": Answer(text: "x")]))
    try writeExport(Array("out\n".utf8), to: folder.book + "/export.md")
    try writeExport(Array("again\n".utf8), to: folder.book + "/export.md")
    #expect(try folder.read("export.md") == "again\n")
    let record = folder.book + "/answers.md"
    #expect(throws: BookError.isRecord(record)) { try writeExport([1], to: record) }
    #expect(throws: BookError.noParent(folder.path + "/none")) { try writeExport([1], to: folder.path + "/none/x.md") }
  }

  @Test func `reading a record locks and repairs nothing`() throws {
    let folder = try TemporaryFolder()
    #expect(try BookFolder.read(folder.book, lesson: sampleLesson)?.book == nil)
    let holder = try BookFolder.open(folder.book, lesson: sampleLesson).folder
    try holder.save(AnswerBook(answers: ["shares": Answer(text: "x")]))
    let torn = try folder.read("answers.md").replacing("<!-- /text: shares -->", with: "")
    try folder.write("answers.md", torn)
    let read = try #require(try BookFolder.read(folder.book, lesson: sampleLesson))
    #expect(read.book.answers["shares"]?.text == "x" && !read.notices.isEmpty)
    #expect(try folder.read("answers.md") == torn)
    #expect(try folder.names() == ["answers.md", "journal.jsonl"])
  }

  @Test func `formulas, tables and code of a prompt round-trip through record and export`() throws {
    let prompt = """
      Let $\\frac{a}{b} = \\pi$ and:

      | a | $n^2$ |
      |---|------:|
      | 1 | `x` |

          \tcode
      """
    let file = """
      ---
      {format: 1, id: small, version: 1, title: Small}
      ---
      # One {#one}
      <!-- question {id: q, kind: text} -->
      \(prompt)
      <!-- end -->
      """
    let lesson = try Lesson.parse(file, file: "small.md")
    let quoted = prompt.split(separator: "\n", omittingEmptySubsequences: false)
      .map { $0.isEmpty ? ">" : "> \($0)" }.joined(separator: "\n")
    #expect(exportMarkdown(AnswerBook(), of: lesson).contains(quoted))
    let folder = try TemporaryFolder()
    try BookFolder.open(folder.book, lesson: lesson).folder.save(AnswerBook(answers: ["q": Answer(text: "x")]))
    #expect(try folder.read("answers.md").contains(quoted))
  }

  @Test func `every format has a name of its own and makes a document`() {
    #expect(Set(ExportFormat.all.map(\.name)).count == ExportFormat.all.count)
    #expect(ExportFormat.named("md")?.bytes(AnswerBook(), sampleLesson).isEmpty == false)
    #expect(ExportFormat.named("docx") == nil)
  }

  @Test func `the fingerprint of a prompt is the one that older records have`() {
    let prompt: [Block] = [
      .heading(level: 2, [.text("One 1")]),
      .paragraph([
        .text("a*b"), .code("x`y"), .softBreak, .lineBreak, .emphasis([.text("é")]), .strong([.text("s")]),
        .link([.text("l")], target: "http://a b"), .image(alternative: "i", target: "t"),
        .math(tex: "\\frac{\\pi}{4}"),
      ]),
      .list(start: 3, tight: true, items: [[.paragraph([.text("c")])], []]),
      .table(columns: [.left], header: [[.text("h")]], rows: [[[.text("2")]]]),
      .code(language: "python", "d\te\n"), .quote([.paragraph([.text("q")])]), .rule,
    ]
    let question = Question(
      id: "q", kind: .choice(options: ["Yes.", "no"], correct: [], why: false), prompt: prompt)
    #expect(question.promptFingerprint == "60966a5fed038ae8")
  }

  @Test func `the table of runs is in the record and is updated unless it was edited`() throws {
    let folder = try TemporaryFolder()
    let opened = try BookFolder.open(folder.book, lesson: sampleLesson).folder
    var book = AnswerBook(runs: ["first-map": [sampleRun("first-map")]])
    try opened.save(book)
    #expect(try folder.read("answers.md").components("| n1 |") == 1)
    book.runs["first-map"]?.append(sampleRun("first-map", id: "r2"))
    try opened.save(book)
    #expect(try folder.read("answers.md").components("| n1 |") == 2)
    try folder.write("answers.md", folder.read("answers.md").replacing("| n1 |", with: "| my laptop |"))
    book.runs["first-map"]?.append(sampleRun("first-map", id: "r3"))
    try opened.save(book)
    let text = try folder.read("answers.md")
    #expect(text.components("| my laptop |") == 2 && text.components("| n1 |") == 3)
    // The table of an experiment that was run late stands where the lesson has it.
    book.runs["second-map"] = [sampleRun("second-map", id: "r4")]
    try opened.save(book)
    let late = try folder.read("answers.md")
    let places = ["runs: first-map", "question: container", "/text: shares", "runs: second-map", "## Second Things"]
      .compactMap { late.firstRange(of: $0)?.lowerBound }
    #expect(places.count == 5 && places == places.sorted())
  }
}

extension String {
  /// How often a text occurs.
  fileprivate func components(_ text: String) -> Int { ranges(of: text).count }
}
