import Glibc
import Posix
import Testing

@testable import AnswerBook

struct FolderTests {
  private let book = AnswerBook(answers: ["shares": Answer(text: "even")])

  @Test func `the second workbook says who has the folder open and saves nothing`() throws {
    let folder = try TemporaryFolder()
    var first: BookFolder? = try BookFolder.open(folder.book, lesson: sampleLesson).folder
    try first?.save(book)
    #expect(first?.access == .writable)
    let second = try BookFolder.open(folder.book, lesson: sampleLesson)
    #expect(second.book.answers == book.answers)
    guard case .readOnly(let sentence) = second.folder.access else {
      Issue.record("the second may write")
      return
    }
    #expect(sentence.contains("pid \(getpid()) on ") && sentence.contains("since "))
    #expect(throws: BookError.readOnly(sentence)) { try second.folder.save(book) }
    first = nil
    #expect(try BookFolder.open(folder.book, lesson: sampleLesson).folder.access == .writable)
  }

  @Test func `of two that opened before there was a folder the first to save has it`() throws {
    let folder = try TemporaryFolder()
    var first: BookFolder? = try BookFolder.open(folder.book, lesson: sampleLesson).folder
    let second = try BookFolder.open(folder.book, lesson: sampleLesson).folder
    try first?.save(book)
    let other = AnswerBook(answers: ["distinct": Answer(number: "4")])
    #expect(throws: BookError.self) { try second.save(other) }
    #expect(second.access != .writable)
    try first?.save(book)
    // Once the first is closed, the second saves what it has, beside what the first saved.
    first = nil
    try second.save(other)
    #expect(second.access == .writable)
    let answers = try folder.read("answers.md")
    #expect(answers.contains("\neven\n") && answers.contains("\n4\n"))
  }

  @Test func `what another workbook wrote before the first save is kept`() throws {
    let folder = try TemporaryFolder()
    let late = try BookFolder.open(folder.book, lesson: sampleLesson).folder
    try BookFolder.open(folder.book, lesson: sampleLesson).folder.save(book)
    try late.save(AnswerBook(answers: ["distinct": Answer(number: "4")]))
    let answers = try folder.read("answers.md")
    #expect(answers.contains("\neven\n") && answers.contains("\n4\n"))
  }

  @Test func `a note of a program that is gone is no lock`() throws {
    let folder = try TemporaryFolder()
    try folder.write(FolderLock.name, "pid 1 on nowhere since 1970-01-01 00:00 UTC\n")
    #expect(try BookFolder.open(folder.book, lesson: sampleLesson).folder.access == .writable)
  }

  @Test(.enabled(if: access("/usr/bin/flock", X_OK) == 0, "needs util-linux"))
  func `a holder that is killed leaves no lock`() throws {
    let folder = try TemporaryFolder()
    try BookFolder.open(folder.book, lesson: sampleLesson).folder.save(book)
    let words = ["flock", "--no-fork", folder.book + "/" + FolderLock.name, "sleep", "60"]
    let holder = try Spawn(words).start()
    var isHeld = false
    for _ in 0..<2_000 where !isHeld {
      isHeld = try BookFolder.open(folder.book, lesson: sampleLesson).folder.access != .writable
      usleep(5_000)
    }
    #expect(isHeld)
    kill(holder.pid, SIGKILL)
    #expect(holder.wait() == .signalled(SIGKILL))
    #expect(try BookFolder.open(folder.book, lesson: sampleLesson).folder.access == .writable)
  }

  @Test func `the lock is not passed on to programs`() throws {
    let folder = try TemporaryFolder()
    let opened = try BookFolder.open(folder.book, lesson: sampleLesson).folder
    try opened.save(book)
    let kept = (3..<256).filter { descriptor in
      var target = [UInt8](repeating: 0, count: 4096)
      let count = readlink("/proc/self/fd/\(descriptor)", &target, target.count)
      let path = String(decoding: target.prefix(max(0, count)), as: UTF8.self)
      return path.hasPrefix(folder.path) && fcntl(Int32(descriptor), F_GETFD) & FD_CLOEXEC == 0
    }
    #expect(kept == [])
    withExtendedLifetime(opened) {}
  }

  @Test func `a missing parent, a file in the way and a link in the way are one sentence each`() throws {
    let folder = try TemporaryFolder()
    #expect(throws: BookError.noParent(folder.path + "/none")) {
      try BookFolder.open(folder.path + "/none/book", lesson: sampleLesson)
    }
    try folder.write("plain", "x")
    #expect(throws: BookError.notAFolder(folder.book + "/plain")) {
      try BookFolder.open(folder.book + "/plain", lesson: sampleLesson)
    }
    #expect(symlink("/etc/hostname", folder.book + "/answers.md") == 0)
    #expect(throws: BookError.symbolicLink(folder.book + "/answers.md")) {
      try BookFolder.open(folder.book, lesson: sampleLesson)
    }
    #expect(unlink(folder.book + "/answers.md") == 0 && mkdir(folder.book + "/answers.md", 0o700) == 0)
    #expect(throws: BookError.notAFile(folder.book + "/answers.md")) {
      try BookFolder.open(folder.book, lesson: sampleLesson)
    }
  }

  @Test func `permissions of the record stay`() throws {
    let folder = try TemporaryFolder()
    let opened = try BookFolder.open(folder.book, lesson: sampleLesson).folder
    try opened.save(book)
    #expect(chmod(folder.book + "/answers.md", 0o640) == 0)
    try opened.save(AnswerBook(answers: ["shares": Answer(text: "uneven")]))
    var status = stat()
    #expect(stat(folder.book + "/answers.md", &status) == 0 && status.st_mode & 0o777 == 0o640)
  }

  @Test(.enabled(if: getuid() != 0, "the superuser may write anywhere"))
  func `a folder that can't be written to can be read`() throws {
    let folder = try TemporaryFolder()
    try BookFolder.open(folder.book, lesson: sampleLesson).folder.save(book)
    #expect(chmod(folder.book, 0o500) == 0)
    defer { chmod(folder.book, 0o700) }
    #expect(unlink(folder.book + "/" + FolderLock.name) != 0)
    let opened = try BookFolder.open(folder.book, lesson: sampleLesson)
    #expect(opened.book.answers == book.answers)
  }

  @Test(.enabled(if: getuid() == 0, "only the superuser can mount a small disk"))
  func `a full disk leaves the old record whole`() throws {
    let folder = try TemporaryFolder()
    let opened = try BookFolder.open(folder.book, lesson: sampleLesson).folder
    #expect(mkdir(folder.book, 0o700) == 0)
    guard mount("tmpfs", folder.book, "tmpfs", 0, "size=64k") == 0 else { try Test.cancel("mounting is not allowed") }
    defer { umount2(folder.book, Int32(MNT_DETACH)) }
    try opened.save(book)
    let long = Answer(text: String(repeating: "long ", count: 40_000))
    do {
      try opened.save(AnswerBook(answers: ["shares": long]))
      Issue.record("there was room")
    } catch {
      #expect(error.description.contains("the disk is full"))
    }
    #expect(try folder.read("answers.md").contains("\neven\n"))
    #expect(access(folder.book + "/.answers.md.partial", F_OK) != 0)
    // With room again the same save succeeds, and the torn line in the journal spoils no other.
    try opened.save(AnswerBook(answers: ["shares": Answer(text: "short")]))
    #expect(try folder.read("answers.md").contains("\nshort\n"))
    #expect(Journal.read(try folder.bytes("journal.jsonl")).answers["shares"]?.text == "short")
  }

  @Test func `trying again to save doesn't repeat lines of the journal`() throws {
    let folder = try TemporaryFolder()
    let opened = try BookFolder.open(folder.book, lesson: sampleLesson).folder
    #expect(mkdir(folder.book, 0o700) == 0 && symlink("elsewhere", folder.book + "/answers.md") == 0)
    for _ in 0..<3 { #expect(throws: BookError.self) { try opened.save(book) } }
    #expect(try folder.read("journal.jsonl").split(separator: "\n").count == 1)
    #expect(unlink(folder.book + "/answers.md") == 0)
    try opened.save(book)
    #expect(try folder.read("answers.md").contains("\neven\n"))
    #expect(try folder.read("journal.jsonl").split(separator: "\n").count == 1)
  }

  @Test func `a line that can't be added to the journal is added the next time`() throws {
    let folder = try TemporaryFolder()
    let opened = try BookFolder.open(folder.book, lesson: sampleLesson).folder
    #expect(mkdir(folder.book, 0o700) == 0 && symlink("elsewhere", folder.book + "/journal.jsonl") == 0)
    #expect(throws: BookError.self) { try opened.save(book) }
    #expect(unlink(folder.book + "/journal.jsonl") == 0)
    try opened.save(book)
    #expect(Journal.read(try folder.bytes("journal.jsonl")).answers["shares"]?.text == "even")
  }

  @Test func `nothing is written if nothing has changed`() throws {
    let folder = try TemporaryFolder()
    let opened = try BookFolder.open(folder.book, lesson: sampleLesson).folder
    try opened.save(book)
    let directory = try #require(try Directory.open(folder.book))
    let (record, journal) = (directory.stamp(of: "answers.md"), directory.stamp(of: "journal.jsonl"))
    try opened.save(book)
    #expect(directory.stamp(of: "answers.md") == record && directory.stamp(of: "journal.jsonl") == journal)
  }
}
