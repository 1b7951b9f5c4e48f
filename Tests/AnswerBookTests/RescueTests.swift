import Experiments
import Glibc
import Testing

@testable import AnswerBook

/// A copy of what can't be saved where it belongs.
struct RescueTests {
  private let book = AnswerBook(answers: ["shares": Answer(text: "even")])

  private func permissions(_ path: String) -> mode_t {
    var status = stat()
    return stat(path, &status) == 0 ? status.st_mode & 0o777 : 0
  }

  @Test func `the copy is a record that only the student can read`() throws {
    let folder = try TemporaryFolder()
    let opened = try BookFolder.open(folder.book, lesson: sampleLesson).folder
    let copy = try #require(opened.rescue(book, [], in: [folder.path]))
    #expect(copy.hasPrefix(folder.path + "/poolbook-rescue-"))
    #expect(permissions(copy) == 0o700)
    #expect(permissions(copy + "/answers.md") == 0o600)
    let read = try #require(try BookFolder.read(copy, lesson: sampleLesson))
    #expect(read.book.answers == book.answers)
    #expect(read.notices == [])
  }

  @Test func `what the student wrote around the answers is copied, too`() throws {
    let folder = try TemporaryFolder()
    try folder.write("answers.md", "My own notes.\n")
    let opened = try BookFolder.open(folder.book, lesson: sampleLesson).folder
    let copy = try #require(opened.rescue(book, [], in: [folder.path]))
    let directory = try #require(try Directory.open(copy))
    let bytes = try #require(try directory.read("answers.md")).bytes
    #expect(String(decoding: bytes, as: UTF8.self).hasPrefix("My own notes.\n"))
  }

  @Test func `a later copy replaces an earlier one`() throws {
    let folder = try TemporaryFolder()
    let opened = try BookFolder.open(folder.book, lesson: sampleLesson).folder
    let first = try #require(opened.rescue(AnswerBook(), [], in: [folder.path]))
    #expect(opened.rescue(book, [], over: first, in: [folder.path]) == first)
    #expect(try BookFolder.read(first, lesson: sampleLesson)?.book.answers == book.answers)
  }

  @Test func `the next folder is used if one can't be written to`() throws {
    let folder = try TemporaryFolder()
    let opened = try BookFolder.open(folder.book, lesson: sampleLesson).folder
    let copy = try #require(opened.rescue(book, [], in: [folder.path + "/missing", folder.path]))
    #expect(copy.hasPrefix(folder.path + "/poolbook-rescue-"))
    #expect(opened.rescue(book, [], in: [folder.path + "/missing"]) == nil)
  }
}
