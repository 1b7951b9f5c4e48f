import Glibc
import Posix
import Testing

@testable import AnswerBook

/// A folder that is renamed, replaced or deleted while it is open, and whose files have an owner.
struct PlaceTests {
  /// A folder with a saved answer to `shares`.
  private func opened() throws -> (folder: TemporaryFolder, book: BookFolder) {
    let folder = try TemporaryFolder()
    let book = try BookFolder.open(folder.book, lesson: sampleLesson).folder
    try book.save(AnswerBook(answers: ["shares": Answer(text: "even")]))
    return (folder, book)
  }

  private let more = AnswerBook(answers: ["shares": Answer(text: "even"), "distinct": Answer(number: "4")])

  @Test func `a folder that is renamed is said once, with its new place`() throws {
    let (folder, book) = try opened()
    rename(folder.book, folder.path + "/elsewhere")
    try book.save(more)
    #expect(
      book.takeNotices() == ["\(folder.book) was renamed or moved: everything is saved in \(folder.path)/elsewhere."])
    try book.save(AnswerBook(answers: ["shares": Answer(text: "uneven")]))
    #expect(book.takeNotices() == [])
    #expect(book.currentPath == folder.path + "/elsewhere")
    let read = try #require(try BookFolder.read(folder.path + "/elsewhere", lesson: sampleLesson))
    #expect(read.book.answers["shares"]?.text == "uneven")
  }

  @Test func `a folder that another one has replaced is said, and the other one is left alone`() throws {
    let (folder, book) = try opened()
    rename(folder.book, folder.path + "/elsewhere")
    mkdir(folder.book, 0o700)
    try book.save(more)
    #expect(book.takeNotices().first?.contains("\(folder.path)/elsewhere") == true)
    #expect(try folder.names() == [])
  }

  @Test func `a folder that is deleted is made again with everything that is known`() throws {
    let (folder, book) = try opened()
    removeFolder(folder.book)
    try book.save(more)
    #expect(book.takeNotices().first?.contains("was deleted; it has been made again") == true)
    let again = try #require(try BookFolder.read(folder.book, lesson: sampleLesson))
    #expect(again.book.answers == more.answers)
    #expect(try folder.read("journal.jsonl").contains("even"))
    #expect(try Directory.open(folder.book)?.stamp(of: FolderLock.name) != nil)
  }

  @Test func `a temporary name that is in the way is no obstacle`() throws {
    let (folder, book) = try opened()
    mkdir(folder.book + "/.answers.md.partial", 0o700)
    try book.save(more)
    #expect(try folder.read("answers.md").contains("\n4\n"))
  }

  @Test(.enabled("only root may give files away") { geteuid() == 0 })
  func `what root saves belongs to the student`() throws {
    let (folder, book) = try opened()
    chown(folder.book, 12345, 12346)
    chown(folder.book + "/answers.md", 12345, 12347)
    unlink(folder.book + "/journal.jsonl")
    try book.save(more)
    func owner(_ name: String) -> [UInt32] {
      var status = stat()
      return stat(folder.book + "/" + name, &status) == 0 ? [status.st_uid, status.st_gid] : []
    }
    #expect(owner("answers.md") == [12345, 12347])
    #expect(owner("journal.jsonl") == [12345, 12346])
  }
}
