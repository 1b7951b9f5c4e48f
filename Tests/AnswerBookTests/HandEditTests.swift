import LessonFormat
import Testing

@testable import AnswerBook

struct HandEditTests {
  private func edited(_ answers: [String: Answer], _ edit: (String) -> String) throws -> (
    folder: TemporaryFolder, opened: (folder: BookFolder, book: AnswerBook, notices: [String]), text: String
  ) {
    let folder = try TemporaryFolder()
    var book = AnswerBook()
    book.answers = answers
    try BookFolder.open(folder.book, lesson: sampleLesson).folder.save(book)
    let text = edit(try folder.read("answers.md"))
    try folder.write("answers.md", text)
    return (folder, try BookFolder.open(folder.book, lesson: sampleLesson), text)
  }

  @Test func `an answer edited by hand is the answer`() throws {
    let (_, opened, _) = try edited(["shares": Answer(text: "old"), "container": Answer(choice: 0)]) {
      $0.replacing("\nold\n", with: "\nnew\nlines\n").replacing("- [x] a set", with: "- [ ] a set")
        .replacing("- [ ] a list", with: "* [X] a list")
        .replacing("<!-- number: distinct -->\n", with: "<!-- number: distinct -->\n3")
        .replacing("<!-- text: function -->\n", with: "<!-- text: function -->\n```python\nprint()\n```\n")
    }
    #expect(opened.book.answers["shares"]?.text == "new\nlines")
    #expect(opened.book.answers["container"]?.choice == 1)
    #expect(opened.book.answers["distinct"]?.number == "3")
    #expect(opened.book.answers["function"]?.text == "print()\n")
  }

  @Test func `a file converted to CRLF reads the same`() throws {
    let (_, opened, _) = try edited(["shares": Answer(text: "a\nb\n")]) { $0.replacing("\n", with: "\r\n") }
    #expect(opened.notices == [])
    #expect(opened.book.answers["shares"]?.text.utf8.elementsEqual("a\nb\n".utf8) == true)
  }

  @Test func `a heading and a prompt changed by hand stay`() throws {
    let (folder, opened, text) = try edited(["shares": Answer(text: "old")]) {
      $0.replacing("### 3 · shares", with: "### My shares").replacing("> What of distinct?", with: "> What?")
    }
    var book = opened.book
    book.answers["distinct"] = Answer(number: "4")
    try opened.folder.save(book)
    let after = try folder.read("answers.md")
    let number = "<!-- number: distinct -->\n\n"
    #expect(after.replacing(number + "4\n\n", with: number) == text)
  }

  @Test func `a choice with two ticks and one with an unknown option are reported and stay`() throws {
    let (folder, opened, text) = try edited(["container": Answer(choice: 0)]) {
      $0.replacing("- [x] a set", with: "- [x] a heap\n- [x] a stack")
    }
    #expect(opened.notices.count == 2)
    #expect(opened.book.answers["container"] == nil)
    var book = opened.book
    book.answers["shares"] = Answer(text: "x")
    try opened.folder.save(book)
    let (before, after) = (RecordDocument(Array(text.utf8)), RecordDocument(try folder.bytes("answers.md")))
    for kind in [RecordMark.Kind.question, .choice, .text] {
      #expect(after.block(kind, "container") == before.block(kind, "container"))
    }
  }

  /// The sample's record, edited outside in the answer to `shares` and saved with another answer to it.
  private func saveBoth(_ inside: Answer, outside: String) throws -> (BookFolder, [OutsideEdit], Answer?) {
    let (folder, opened, text) = try edited(["shares": Answer(text: "old")]) { $0 }
    try folder.write("answers.md", text.replacing("\nold\n", with: "\n\(outside)\n"))
    var book = opened.book
    book.answers["shares"] = inside
    try opened.folder.save(book)
    let saved = try #require(try BookFolder.read(folder.book, lesson: sampleLesson)).book
    return (opened.folder, opened.folder.takeEdits(), saved.answers["shares"])
  }

  @Test func `an answer changed here and outside has both texts`() throws {
    let (folder, edits, saved) = try saveBoth(Answer(text: "inside"), outside: "outside")
    let both = Answer(text: "inside\n\n\(Answer.versionMark)\n\noutside")
    #expect(saved == both)
    #expect(edits == [OutsideEdit(question: "shares", before: Answer(text: "inside"), after: both)])
    let notice = "Changed here and in another program: question 3, shares. Both texts are in the answer now"
    #expect(folder.takeNotices().contains { $0.hasPrefix(notice) })
  }

  @Test func `of two versions, one of which has all of the other, that one is saved`() throws {
    #expect(try saveBoth(Answer(text: "outside and more"), outside: "outside").2?.text == "outside and more")
    #expect(try saveBoth(Answer(text: "old o"), outside: "old outside").2?.text == "old outside")
  }

  @Test func `what only one side changed is taken from it`() throws {
    let (_, edits, saved) = try saveBoth(Answer(text: "old", hintsShown: 1), outside: "outside")
    #expect(saved == Answer(text: "outside", hintsShown: 1))
    #expect(edits.map(\.after) == [saved])
  }

  @Test func `typing goes on above the other version`() {
    let both = Answer.merging(Answer(text: "a"), Answer(text: "b"), since: nil)
    let typed = Answer.merging(Answer(text: "a, c"), both, since: Answer(text: "a"))
    #expect(typed?.text == "a, c\n\n\(Answer.versionMark)\n\nb")
  }

  @Test func `edits by others while the workbook is open are kept`() throws {
    let (folder, opened, text) = try edited(["shares": Answer(text: "old"), "function": Answer(text: "f\n")]) { $0 }
    try folder.write(
      "answers.md", text.replacing("\nold\n", with: "\noutside\n").replacing("# A Sample", with: "# A Sample\n\nHi."))
    var book = opened.book
    book.answers["distinct"] = Answer(number: "4")
    try opened.folder.save(book)
    try opened.folder.save(book)
    let after = try folder.read("answers.md")
    #expect(after.contains("\noutside\n") && after.contains("# A Sample\n\nHi.\n") && after.contains("\n4\n"))
    #expect(opened.folder.takeNotices().contains { $0.contains("edited in another program: question 3, shares.") })
    #expect(opened.folder.takeNotices() == [])
  }

  @Test func `a question that changed keeps its answer, and says so until it is answered again`() throws {
    let folder = try TemporaryFolder()
    var lesson = sampleLesson
    func session(_ edit: (inout AnswerBook) -> Void) throws -> (AnswerBook, [String]) {
      let opened = try BookFolder.open(folder.book, lesson: lesson)
      var book = opened.book
      edit(&book)
      try opened.folder.save(book)
      return (opened.book, opened.notices)
    }
    _ = try session { $0.answers = ["shares": Answer(text: "old"), "distinct": Answer(number: "4")] }
    lesson.version = 2
    lesson.sections[0].parts[4] = .question(
      Question(
        id: "shares", kind: .text, prompt: [.paragraph([.text("Something else?")])], source: "Something else?"))
    let (book, notices) = try session { $0.answers["distinct"]?.number = "5" }
    #expect(book.changedQuestions == ["shares"] && book.answers["shares"]?.text == "old")
    #expect(notices.contains { $0.contains("shares") })
    #expect(try folder.read("answers.md").contains("> Something else?\n\n*This question has changed"))
    #expect(try session { $0.answers["shares"]?.text = "new" }.0.changedQuestions == ["shares"])
    #expect(try session { _ in }.0.changedQuestions == [])
    #expect(try !folder.read("answers.md").contains("has changed"))
  }

  @Test func `questions that vanished keep their answers`() throws {
    let folder = try TemporaryFolder()
    var book = AnswerBook()
    book.answers = ["shares": Answer(text: "old"), "container": Answer(choice: 2), "function": Answer(text: "f")]
    try BookFolder.open(folder.book, lesson: sampleLesson).folder.save(book)
    let small = Lesson(id: "sample", version: 2, title: "Less", minutes: nil, sections: [sampleLesson.sections[1]])
    do {
      let opened = try BookFolder.open(folder.book, lesson: small)
      var book = opened.book
      #expect(book.answers["shares"]?.text == "old")
      book.answers["function"] = Answer(text: "g")
      try opened.folder.save(book)
    }
    let again = try BookFolder.open(folder.book, lesson: sampleLesson).book
    #expect(again.answers["shares"]?.text == "old" && again.answers["container"]?.choice == 2)
    #expect(again.answers["function"]?.text == "g")
  }
}
