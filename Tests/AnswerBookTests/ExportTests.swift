import LessonFormat
import Testing

@testable import AnswerBook

struct ExportTests {
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
    try writeExport("out\n", to: folder.book + "/export.md")
    try writeExport("again\n", to: folder.book + "/export.md")
    #expect(try folder.read("export.md") == "again\n")
    let record = folder.book + "/answers.md"
    #expect(throws: BookError.isRecord(record)) { try writeExport("out", to: record) }
    #expect(throws: BookError.noParent(folder.path + "/none")) { try writeExport("x", to: folder.path + "/none/x.md") }
  }

  @Test func `reading a record claims nothing and mends nothing`() throws {
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

  @Test func `prose becomes the Markdown it was`() {
    let blocks: [Block] = [
      .paragraph([
        .text("1. a*b"), .code("x`y"), .softBreak, .text("# no"), .lineBreak, .emphasis([.text("e")]),
        .strong([.text("s")]),
        .link([.text("l")], target: "http://a b"), .math("π ≈ 4·k/n"),
      ]),
      .list(
        start: 3, tight: true,
        items: [[.paragraph([.text("a")]), .code(language: "python", "x\n")], [.paragraph([.text("b")])]]),
      .list(start: nil, tight: false, items: [[.paragraph([.text("a")])], [.paragraph([.text("b")])]]),
      .table(columns: [.left, .right], header: [[.text("h|")], [.text("i")]], rows: [[[.text("1")], [.text("2")]]]),
      .quote([.paragraph([.text("q")]), .rule]), .heading(level: 2, [.text("t")]),
    ]
    #expect(
      markdown(blocks).joined(separator: "\n") == """
        1\\. a\\*b``x`y``
        \\# no\\
        *e***s**[l](<http://a b>)π ≈ 4·k/n

        3. a
           ```python
           x
           ```
        4. b

        - a

        - b

        | h\\| | i |
        | --- | ---: |
        | 1 | 2 |

        > q
        >
        > ---

        #### t
        """)
  }

  @Test func `the table of runs stands in the record and is renewed unless it was edited`() throws {
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
