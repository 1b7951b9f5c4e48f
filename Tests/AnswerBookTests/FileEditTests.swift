import LessonFormat
import Testing

@testable import AnswerBook

/// Files of answers that other programs change while the workbook is open.
struct FileEditTests {
  private let temporary: TemporaryFolder
  private let folder: BookFolder
  private var book: AnswerBook

  init() throws {
    temporary = try TemporaryFolder()
    (folder, book, _) = try BookFolder.open(temporary.book, lesson: sampleLesson)
    book.answers["script"] = Answer(text: "one\n")
    try folder.save(book)
  }

  private func watch() throws -> FileWatch {
    let question = try #require(sampleLesson.questions.first { $0.id == "script" })
    return try #require(FileWatch(question))
  }

  @Test func `a change is read once, with the answer before it`() throws {
    #expect(folder.edit(inFileOf: "script") == nil)
    try temporary.write("pool_example.sb", "two\n")
    let edit = try #require(folder.edit(inFileOf: "script"))
    #expect(edit.before?.text == "one\n" && edit.after?.text == "two\n")
    #expect(folder.edit(inFileOf: "script") == nil)
  }

  @Test func `what was read isn't written over, even if the file has changed again`() throws {
    try temporary.write("pool_example.sb", "two\n")
    var book = book
    book.answers["script"] = folder.edit(inFileOf: "script")?.after
    try temporary.write("pool_example.sb", "two\nthree\n")
    try folder.save(book)
    #expect(try temporary.read("pool_example.sb") == "two\nthree\n")
    #expect(try temporary.names().allSatisfy { !$0.contains(".kept-") })
    #expect(folder.edit(inFileOf: "script")?.after?.text == "two\nthree\n")
  }

  @Test func `a file is read when it has stayed the same for two looks`() throws {
    var watch = try watch()
    for _ in 0..<3 { #expect(watch.look(in: folder) == nil) }
    #expect(!watch.isChanging)
    try temporary.write("pool_example.sb", "tw")
    #expect(watch.look(in: folder) == nil)
    #expect(watch.isChanging)
    try temporary.write("pool_example.sb", "two\n")
    #expect(watch.look(in: folder) == nil)
    #expect(watch.look(in: folder)?.after?.text == "two\n")
    #expect(watch.look(in: folder) == nil)
  }

  @Test func `an empty, a missing and an unreadable file are no answers`() throws {
    for bytes: [UInt8] in [[], [0xff, 0xfe]] {
      try temporary.write("pool_example.sb", bytes)
      #expect(folder.edit(inFileOf: "script") == nil)
    }
    try #require(try Directory.open(temporary.book)).remove("pool_example.sb")
    #expect(folder.edit(inFileOf: "script") == nil)
    var watch = try watch()
    #expect(watch.look(in: folder) == nil)
  }
}
