import Experiments
import LessonFormat
import SeededRandom
import Testing

@testable import AnswerBook

struct CellRecordTests {
  private let trouble = Trouble(seen: "It gave *3.1*.", means: "That is an estimate.", fix: "Return the count.")

  /// A record of both cells, of which one was run.
  private func book(_ found: PythonFindings = PythonFindings()) -> AnswerBook {
    var book = AnswerBook(answers: ["counting": Answer(text: counting), "pooled": Answer(text: pooled)])
    book.runs = ["counting": [cellRun("counting", code: ["counting.py": counting], found: found)]]
    return book
  }

  private func saved(_ book: AnswerBook, in folder: TemporaryFolder) throws -> String {
    do { try BookFolder.open(folder.book, lesson: cellLesson).folder.save(book) }
    return try folder.read("answers.md")
  }

  @Test func `the runs of a cell are below its answer, with what came of the checks`() throws {
    let checks = [
      CheckOutcome(check: "count(3) is an int", passed: true),
      CheckOutcome(check: "3 is printed", passed: false, trouble: trouble),
    ]
    let text = try saved(book(PythonFindings(checks: checks)), in: try TemporaryFolder())
    let answer = try #require(text.range(of: "<!-- /text: counting -->"))
    let runs = try #require(text.range(of: "<!-- runs: counting "))
    let next = try #require(text.range(of: "<!-- question: pooled "))
    #expect(answer.upperBound <= runs.lowerBound && runs.upperBound < next.lowerBound)
    let table = text[runs.lowerBound..<next.lowerBound]
    #expect(table.contains("| 1 passed, 1 failed | 3.11.2 |"))
    #expect(table.contains("| Time of a run |"))
    #expect(table.contains("- The last run was of counting.py with Python 3.11.2 and NumPy 1.24.2.\n"))
    #expect(table.contains("- It gave \\*3.1\\*.\n- That is an estimate.\n- Return the count.\n"))
    #expect(!table.contains("older"))
  }

  @Test func `the record says that a result is older than its code`() throws {
    let folder = try TemporaryFolder()
    var book = book()
    #expect(try !saved(book, in: folder).contains("older"))
    book.answers["counting"]?.text += "# more\n"
    let text = try saved(book, in: folder)
    #expect(text.contains("- This result is older than counting.py; run it again.\n"))
    // Opening the record and saving it changes nothing.
    let again = try BookFolder.open(folder.book, lesson: cellLesson)
    book = again.book
    book.runs = ["counting": [cellRun("counting", code: ["counting.py": counting])]]
    try again.folder.save(book)
    #expect(try folder.read("answers.md") == text)
  }

  @Test func `what a student writes around the runs and into them stays`() throws {
    let folder = try TemporaryFolder()
    let text = try saved(book(), in: folder)
    let edited = text.replacing("used no pool", with: "used *my* pool").replacing(
      "<!-- question: pooled", with: "My own words.\n\n<!-- question: pooled")
    try folder.write("answers.md", edited)
    var book = book()
    book.answers["counting"]?.text += "# more\n"
    let after = try saved(book, in: folder)
    #expect(after.contains("used *my* pool") && after.contains("My own words.\n"))
    #expect(after.ranges(of: "<!-- runs: counting").count == 2)
  }

  @Test func `a table of runs that was cut is made again, and no answer is taken from the journal for it`() throws {
    let folder = try TemporaryFolder()
    let text = try saved(book(), in: folder)
    let hand = text.replacing("    return n\n", with: "    return n + 1\n")
    let cut = hand.replacing("<!-- /runs: counting -->\n", with: "")
    // The file would be newer than the record otherwise.
    try folder.write("answers.md", cut)
    let opened = try BookFolder.open(folder.book, lesson: cellLesson)
    #expect(opened.book.answers["counting"]?.text == "def count(n):\n    return n + 1\n")
  }

  @Test func `an answer that is written below a table of runs finds its place above it`() throws {
    let folder = try TemporaryFolder()
    let text = try saved(book(), in: folder)
    let start = try #require(text.range(of: "<!-- text: counting")).lowerBound
    let end = try #require(text.range(of: "<!-- /text: counting -->\n")).upperBound
    try folder.write("answers.md", String(text[..<start] + text[end...]))
    let after = try saved(book(), in: folder)
    let answer = try #require(after.range(of: "<!-- /text: counting -->"))
    let runs = try #require(after.range(of: "<!-- runs: counting"))
    #expect(answer.lowerBound < runs.lowerBound)
  }

  @Test func `any text of a program and any output come back from a record`() throws {
    var random = SeededRandom(seed: 31)
    for _ in 0..<fuzzRounds(40) {
      let folder = try TemporaryFolder()
      let trouble = Trouble(
        seen: nastyText(&random), means: nastyText(&random, atMost: 3), fix: nastyText(&random, atMost: 3))
      var book = book(PythonFindings(exit: 1, trouble: trouble))
      for id in ["counting", "pooled"] { book.answers[id] = Answer(text: nastyText(&random) + "x") }
      _ = try saved(book, in: folder)
      let again = try BookFolder.open(folder.book, lesson: cellLesson)
      #expect(again.notices == [])
      for id in ["counting", "pooled"] { #expect(same(again.book.answers[id], book.answers[id])) }
    }
  }

  // MARK: - Handing in

  @Test func `a hand-in says which cells weren't run, have changed, and fail`() {
    var book = book(PythonFindings(exit: 1, trouble: trouble))
    var left = HandIn(of: book, in: cellLesson, files: nil).programs
    #expect(left.failing.map(\.id) == ["counting"] && left.notRun.map(\.id) == ["pooled"] && left.changed == [])
    #expect(left.lacks == 2)
    book.answers["counting"]?.text += "\n"
    left = HandIn(of: book, in: cellLesson, files: nil).programs
    #expect(left.changed.map(\.id) == ["counting"] && left.failing == [])
    // A cell that isn't answered is listed as such, and only there.
    let none = HandIn(of: AnswerBook(), in: cellLesson, files: nil)
    #expect(none.unanswered.map(\.id) == ["counting", "pooled", "time"] && none.programs.lacks == 0)
  }

  @Test func `a bundle has the file of every cell, and the student's own modules that they import`() throws {
    let folder = try TemporaryFolder()
    var book = book()
    book.runs = ["pooled": [cellRun("pooled", code: ["pooled.py": pooled, "helpers.py": "x = 1\n", "../x.py": ""])]]
    _ = try saved(book, in: folder)
    let opened = try BookFolder.open(folder.book, lesson: cellLesson)
    for run in book.runs["pooled"] ?? [] { try opened.folder.save(run) }
    try folder.write("helpers.py", "x = 1\n")
    try folder.write("other.py", "x = 1\n")
    let files = try BookFolder.filesToHandIn(in: folder.book, cellLesson)
    #expect(files.filter { $0.hasSuffix(".py") } == ["counting.py", "pooled.py", "helpers.py"])
  }
}
