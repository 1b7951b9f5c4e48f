import Testing

@testable import AnswerBook

@Suite struct JournalTests {
  private let noon = 1_795_608_000.0

  @Test func `answers, hints, solutions and runs are listed newest first`() {
    var book = AnswerBook(runs: ["first-map": [sampleRun("first-map", began: noon + 5)]])
    func change(_ seconds: Double, _ body: (inout [String: Answer]) -> Void) {
      let before = book.answers
      body(&book.answers)
      book.note(changesSince: before, at: noon + seconds)
    }
    change(1) { $0["distinct"] = Answer(number: "4") }
    change(2) { $0["distinct"]?.hintsShown = 2 }
    change(9) { $0["distinct"]?.solutionSeen = true }
    change(10) { $0["container"] = Answer(text: "It keeps\nthe order.", choice: 1) }
    #expect(
      book.journal == [
        JournalEntry(time: noon + 10, kind: .answer, id: "container", text: "option 2, It keeps the order."),
        JournalEntry(time: noon + 9, kind: .solution, id: "distinct", text: "solution shown"),
        JournalEntry(time: noon + 5, kind: .run, id: "first-map", text: "4 processes, 3.10 ms"),
        JournalEntry(time: noon + 2, kind: .hint, id: "distinct", text: "hint 2"),
        JournalEntry(time: noon + 2, kind: .hint, id: "distinct", text: "hint 1"),
        JournalEntry(time: noon + 1, kind: .answer, id: "distinct", text: "4"),
      ])
  }

  @Test func `typing updates the last entry, and emptying the answer is an entry of its own`() {
    var book = AnswerBook()
    for (index, text) in ["a", "ab", "abc", ""].enumerated() {
      let before = book.answers
      book.answers["shares"] = Answer(text: text)
      book.note(changesSince: before, at: noon + Double(index))
    }
    #expect(book.history.map(\.text) == ["abc", "answer removed"])
    #expect(book.history.map(\.time) == [noon + 2, noon + 3])
  }

  @Test func `a change that says nothing new adds nothing`() {
    var book = AnswerBook()
    let before = book.answers
    book.note(changesSince: before, at: noon)
    book.answers["shares"] = Answer()
    book.note(changesSince: before, at: noon)
    #expect(book.history == [])
  }

  @Test func `the journal of earlier sessions is read back with its times`() throws {
    let folder = try TemporaryFolder()
    let opened = try BookFolder.open(folder.book, lesson: sampleLesson).folder
    var book = AnswerBook(answers: ["shares": Answer(text: "3, 3")])
    try opened.save(book)
    book.answers["shares"]?.hintsShown = 1
    try opened.save(book)
    book.answers["shares"]?.solutionSeen = true
    book.answers["distinct"] = Answer(number: "4")
    try opened.save(book)
    let now = Instant.now.seconds
    let entries = try #require(try BookFolder.read(folder.book, lesson: sampleLesson)).book.journal
    #expect(Set(entries.map(\.text)) == ["3, 3", "hint 1", "solution shown", "4"])
    #expect(entries.last?.text == "3, 3" && entries.allSatisfy { abs($0.time - now) < 3600 })
  }

  @Test func `other kinds of lines are skipped without harm, and damaged ones are counted`() {
    let text = """
      {"question":"shares","text":"a","when":"2026-11-25T12:00:00Z"}
      {"session":"began","when":"2026-11-25T12:00:01Z"}
      {"question":7,"when":"2026-11-25T12:00:02Z"}
      {"question":"shares","hints":1,"text":"a","when":"2026-11-25T12:00:03Z"}

      """
    let (answers, skipped) = Journal.read(Array(text.utf8))
    #expect(answers == ["shares": Answer(text: "a", hintsShown: 1)] && skipped == 1)
    #expect(
      Journal.history(Array(text.utf8)) == [
        JournalEntry(time: noon, kind: .answer, id: "shares", text: "a"),
        JournalEntry(time: noon + 3, kind: .hint, id: "shares", text: "hint 1"),
      ])
  }

  @Test func `hints from before the end of a long journal are not new`() {
    let text = "{\"question\":\"shares\",\"hints\":3,\"text\":\"a\",\"when\":\"2026-11-25T12:00:00Z\"}\n"
    #expect(Journal.history(Array(text.utf8), isCut: true).map(\.kind) == [.answer])
    #expect(Journal.history(Array(text.utf8)).map(\.kind) == [.answer, .hint, .hint, .hint])
  }

  @Test func `only the end of a long journal is read`() throws {
    let folder = try TemporaryFolder()
    _ = try Directory.make(folder.book)
    let line = "{\"question\":\"shares\",\"text\":\"\(String(repeating: "x", count: 900))\",\"when\":\"2026\"}\n"
    let last = "{\"question\":\"distinct\",\"number\":\"4\",\"when\":\"2026-11-25T12:00:00Z\"}\n"
    try folder.write("journal.jsonl", String(repeating: line, count: 2000) + last)
    let directory = try #require(try Directory.open(folder.book))
    let end = try #require(try directory.lastLines(of: "journal.jsonl", atMost: 4096))
    #expect(end.isCut && end.bytes.count < 4096 && end.bytes.starts(with: "{\"question\":\"shares\"".utf8))
    #expect(Journal.history(directory).map(\.text) == ["4"])
    #expect(try directory.lastLines(of: "none", atMost: 10) == nil)
  }

  @Test func `a moment reads back as it was written`() {
    #expect(Instant(iso8601: Instant(noon).iso8601)?.seconds == noon)
    #expect(Instant(iso8601: "2026-11-25") == nil)
    #expect(Instant(iso8601: "2026-11-25T12:00:xxZ") == nil)
  }
}
