import Testing

@testable import AnswerBook

/// A journal that knows more than `answers.md`.
struct NewerAnswerTests {
  /// A folder whose journal has two answers to `shares`, and the contents of `answers.md` at the first one.
  private func folder() throws -> (TemporaryFolder, old: String) {
    let folder = try TemporaryFolder()
    let book = try BookFolder.open(folder.book, lesson: sampleLesson).folder
    try book.save(AnswerBook(answers: ["shares": Answer(text: "one")]))
    let old = try folder.read("answers.md")
    try book.save(AnswerBook(answers: ["shares": Answer(text: "one, two")]))
    return (folder, old)
  }

  private func newer(_ folder: TemporaryFolder) throws -> [String: Answer] {
    try BookFolder.open(folder.book, lesson: sampleLesson).book.newerAnswers
  }

  @Test func `a record that was saved completely has no newer answers`() throws {
    #expect(try newer(try folder().0) == [:])
  }

  @Test func `in an older answers.md, the journal's answer is newer, and isn't used by itself`() throws {
    let (folder, old) = try folder()
    try folder.write("answers.md", old)
    let opened = try BookFolder.open(folder.book, lesson: sampleLesson)
    #expect(opened.book.answers["shares"]?.text == "one")
    #expect(opened.book.newerAnswers == ["shares": Answer(text: "one, two")])
  }

  @Test func `an answer edited in another program is not older`() throws {
    let (folder, old) = try folder()
    try folder.write("answers.md", old.replacing("\none\n", with: "\nby hand\n"))
    #expect(try newer(folder) == [:])
  }

  @Test func `an answer that is only in the journal is newer`() throws {
    let (folder, old) = try folder()
    try folder.write("answers.md", old)
    let line = Journal.lines([("distinct", Answer(number: "4"))], at: .now)
    try folder.write("journal.jsonl", try folder.bytes("journal.jsonl") + line)
    #expect(try newer(folder)["distinct"] == Answer(number: "4"))
  }
}
