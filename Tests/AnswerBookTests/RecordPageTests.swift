import LessonFormat
import Testing

@testable import AnswerBook

/// What the page of a record shows around the answers.
@Suite struct RecordPageTests {
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

  @Test func `formulas, tables and code of a prompt are in the record as the lesson has them`() throws {
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
    let folder = try TemporaryFolder()
    try BookFolder.open(folder.book, lesson: lesson).folder.save(AnswerBook(answers: ["q": Answer(text: "x")]))
    #expect(try folder.read("answers.md").contains(quoted))
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
