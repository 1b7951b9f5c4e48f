import Glibc
import LessonFormat
import Testing

@testable import AnswerBook

struct FileQuestionTests {
  private func filled() throws -> TemporaryFolder {
    let folder = try TemporaryFolder()
    try session(folder) { $0.answers["script"] = Answer(text: "one\n") }
    return folder
  }

  @discardableResult
  private func session(_ folder: TemporaryFolder, _ edit: (inout AnswerBook) throws -> Void = { _ in }) throws
    -> (text: String?, notices: [String])
  {
    let opened = try BookFolder.open(folder.book, lesson: sampleLesson)
    var book = opened.book
    try edit(&book)
    try opened.folder.save(book)
    return (opened.book.answers["script"]?.text, opened.notices + opened.folder.takeNotices())
  }

  @Test func `a file edited outside is the answer`() throws {
    let folder = try filled()
    try folder.write("pool_example.sb", "two\n")
    #expect(try session(folder).text == "two\n")
    #expect(try folder.read("answers.md").contains("```bash\ntwo\n```"))
  }

  @Test func `an answer edited in the record is the file`() throws {
    let folder = try filled()
    try folder.write("answers.md", folder.read("answers.md").replacing("\none\n", with: "\nthree\n"))
    let (text, notices) = try session(folder)
    #expect(text == "three\n" && notices.count == 1)
    #expect(try folder.read("pool_example.sb") == "three\n")
    #expect(try session(folder).notices == [])
  }

  @Test func `a file follows what someone writes in the record meanwhile`() throws {
    let folder = try filled()
    try session(folder) { book in
      try folder.write("answers.md", folder.read("answers.md").replacing("\none\n", with: "\nthree\n"))
      book.answers["shares"] = Answer(text: "even")
    }
    #expect(try folder.read("pool_example.sb") == "three\n")
    #expect(try session(folder).text == "three\n")
  }

  @Test func `a file that was deleted is written again`() throws {
    let folder = try filled()
    try #require(try Directory.open(folder.book)).remove("pool_example.sb")
    #expect(try session(folder).text == "one\n")
    #expect(try folder.read("pool_example.sb") == "one\n")
  }

  @Test func `a file that both sides changed is copied`() throws {
    let folder = try filled()
    let (_, notices) = try session(folder) { book in
      try folder.write("pool_example.sb", "outside\n")
      book.answers["script"]?.text = "inside\n"
    }
    #expect(try folder.read("pool_example.sb") == "inside\n")
    let kept = try #require(try folder.names().first { $0.contains(".kept-") })
    #expect(try folder.read(kept) == "outside\n")
    #expect(notices.contains { $0.contains(kept) })
  }

  @Test func `trying again to write a file makes no second copy`() throws {
    let folder = try filled()
    var (opened, book, _) = try BookFolder.open(folder.book, lesson: sampleLesson)
    try folder.write("pool_example.sb", "outside\n")
    book.answers["script"]?.text = "inside\n"
    // Folders in the place of the temporary file, whatever its name.
    let inTheWay = [""] + (2...100).map { "-\($0)" }
    for end in inTheWay { #expect(mkdir(folder.book + "/.pool_example.sb.partial\(end)", 0o700) == 0) }
    for _ in 0..<3 { #expect(throws: BookError.self) { try opened.save(book) } }
    #expect(try folder.names().count { $0.contains(".kept-") } == 1)
    for end in inTheWay { #expect(rmdir(folder.book + "/.pool_example.sb.partial\(end)") == 0) }
    try opened.save(book)
    #expect(try folder.read("pool_example.sb") == "inside\n")
    #expect(try folder.names().count { $0.contains(".kept-") } == 1)
  }

  @Test func `a file that is not UTF-8 stays until it is changed, and then is copied`() throws {
    let folder = try filled()
    try folder.write("pool_example.sb", [0xff, 0xfe, 10])
    #expect(try session(folder).notices.contains { $0.contains("not UTF-8") })
    #expect(try folder.bytes("pool_example.sb") == [0xff, 0xfe, 10])
    try session(folder) { $0.answers["script"]?.text = "new\n" }
    #expect(try folder.read("pool_example.sb") == "new\n")
    let kept = try #require(try folder.names().first { $0.contains(".kept-") })
    #expect(try folder.bytes(kept) == [0xff, 0xfe, 10])
  }

  @Test func `a link in a file's place is not followed`() throws {
    let folder = try filled()
    let target = folder.path + "/outside"
    try #require(try Directory.open(folder.book)).remove("pool_example.sb")
    try #require(try Directory.open(folder.path)).write("outside", Array("safe".utf8))
    #expect(symlink(target, folder.book + "/pool_example.sb") == 0)
    let opened = try BookFolder.open(folder.book, lesson: sampleLesson)
    #expect(opened.notices.contains { $0.contains("symbolic link") })
    var book = opened.book
    book.answers["script"]?.text = "evil"
    #expect(throws: BookError.symbolicLink(folder.book + "/pool_example.sb")) { try opened.folder.save(book) }
    #expect(try Directory.open(folder.path)?.read("outside")?.bytes == Array("safe".utf8))
    #expect(try folder.read("answers.md").contains("evil"))
  }

  @Test(arguments: [
    "", ".", "..", ".hidden", "a/b", "/etc/passwd", "../x", "answers.md", "journal.jsonl", "runs", "a\nb", "-rf",
  ])
  func `a name that is no plain file of the folder is refused`(name: String) {
    var lesson = sampleLesson
    lesson.sections[1].parts = [.question(sampleQuestion("script", .file(name: name, language: "bash", starter: "")))]
    #expect(throws: BookError.badFileName(name)) { try BookFolder.open("/tmp", lesson: lesson) }
  }
}
