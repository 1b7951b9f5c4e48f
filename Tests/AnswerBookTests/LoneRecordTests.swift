import LessonFormat
import Testing

@testable import AnswerBook

/// Records that have left their folder, and documents that are written beside them.
@Suite struct LoneRecordTests {
  private let folder: TemporaryFolder

  init() throws {
    folder = try TemporaryFolder()
    try BookFolder.open(folder.book, lesson: sampleLesson).folder.save(
      AnswerBook(answers: ["shares": Answer(text: "three"), "distinct": Answer(number: "4")]))
  }

  @Test func `a record is read under any name, with any line ends`() throws {
    let text = try folder.read("answers.md")
    for (name, bytes) in [
      ("doejane_12345_67890_answers.md", text), ("x", text.replacing("\n", with: "\r\n")), ("y.txt", "\u{FEFF}" + text),
    ] {
      try folder.write(name, bytes)
      let read = try #require(try BookFolder.read(record: folder.book + "/" + name, lesson: sampleLesson))
      #expect(read.book.answers["shares"]?.text == "three" && read.book.answers["distinct"]?.number == "4", "\(name)")
      #expect(read.notices.isEmpty, "\(name): \(read.notices)")
    }
  }

  @Test func `a record that was cut off says so, and keeps what is there`() throws {
    let text = try folder.read("answers.md")
    let end = try #require(text.firstRange(of: "<!-- /text: shares -->"))
    try folder.write("cut.md", String(text[..<end.lowerBound]))
    let read = try #require(try BookFolder.read(record: folder.book + "/cut.md", lesson: sampleLesson))
    #expect(read.book.answers["shares"]?.text == "three" && read.book.answers["distinct"]?.number == "4")
    #expect(read.notices == ["The record is damaged: some answers may be missing or incomplete."])
  }

  @Test func `what is no record is refused, and a folder is none`() throws {
    try folder.write("notes.md", "# Notes\n")
    let notes = folder.book + "/notes.md"
    #expect(throws: BookError.notARecord(notes)) { try BookFolder.read(record: notes, lesson: sampleLesson) }
    #expect(try BookFolder.read(record: folder.book, lesson: sampleLesson) == nil)
    #expect(try BookFolder.read(record: folder.book + "/none", lesson: sampleLesson) == nil)
    var other = sampleLesson
    other.id = "other"
    let path = folder.book + "/answers.md"
    #expect(throws: BookError.otherLesson(path: path, lesson: "sample")) {
      try BookFolder.read(record: path, lesson: other)
    }
  }

  @Test func `an export is written whole, and over no record`() throws {
    try writeExport(Array("out\n".utf8), to: folder.book + "/export.md")
    try writeExport(Array("again\n".utf8), to: folder.book + "/export.md")
    #expect(try folder.read("export.md") == "again\n")
    let record = folder.book + "/answers.md"
    #expect(throws: BookError.isRecord(record)) { try writeExport([1], to: record) }
    #expect(throws: BookError.noParent(folder.path + "/none")) { try writeExport([1], to: folder.path + "/none/x.md") }
  }
}
