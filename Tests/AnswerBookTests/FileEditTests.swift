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

  @Test func `a change before the last one is saved follows that one`() throws {
    try temporary.write("pool_example.sb", "two\n")
    let first = folder.edit(inFileOf: "script")
    try temporary.write("pool_example.sb", "three\n")
    let second = try #require(folder.edit(inFileOf: "script"))
    #expect(second.before?.text == "two\n" && second.after?.text == "three\n")
    #expect(Answer.merging(first?.after, second.after, since: second.before)?.text == "three\n")
    try temporary.write("pool_example.sb", "one\n")
    #expect(folder.edit(inFileOf: "script")?.after?.text == "one\n")
    var book = book
    book.answers["script"] = Answer(text: "here\n")
    try folder.save(book)
    try temporary.write("pool_example.sb", "there\n")
    #expect(folder.edit(inFileOf: "script")?.before?.text == "here\n")
  }

  @Test func `a change follows what was in the file when the folder was opened`() throws {
    try temporary.write("pool_example.sb", "two\n")
    let (folder, book, _) = try BookFolder.open(temporary.book, lesson: sampleLesson)
    #expect(book.answers["script"]?.text == "two\n")
    try temporary.write("pool_example.sb", "three\n")
    #expect(folder.edit(inFileOf: "script")?.before?.text == "two\n")
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

  @Test func `a starter text doesn't replace a file that can't be shown`() throws {
    let starter = try #require(sampleLesson.questions.first { $0.id == "script" }?.starters.first)
    let latin: [UInt8] = Array("# gr".utf8) + [0xfc, 0xdf, 0x0a]
    try temporary.write("pool_example.sb", latin)
    var book = book
    book.answers["script"]?.text = starter
    try folder.save(book)
    #expect(try temporary.bytes("pool_example.sb") == latin)
    #expect(try temporary.names().allSatisfy { !$0.contains(".kept-") })
    book.answers["script"]?.text = "echo\n"
    try folder.save(book)
    #expect(try temporary.read("pool_example.sb") == "echo\n")
    #expect(try temporary.names().contains { $0.contains(".kept-") })
  }

  @Test func `a file that is gone is written again, and others stay`() throws {
    try #require(try Directory.open(temporary.book)).remove("pool_example.sb")
    try folder.writeMissingFiles()
    #expect(try temporary.read("pool_example.sb") == "one\n")
    try temporary.write("pool_example.sb", "two\n")
    try folder.writeMissingFiles()
    #expect(try temporary.read("pool_example.sb") == "two\n")
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
