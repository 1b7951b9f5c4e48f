import Archive
import Experiments
import Glibc
import LessonFormat
import Testing

@testable import AnswerBook

/// The file that is handed in, and whose it is.
struct BundleTests {
  private static let long = String(repeating: "é", count: 40)
  private let jane = Student(name: "Jane Doe", id: "12345")

  private func sample(_ student: Student) throws -> TemporaryFolder {
    let folder = try TemporaryFolder()
    let (opened, _, _) = try BookFolder.open(folder.book, lesson: sampleLesson)
    var book = AnswerBook()
    book.answers["shares"] = Answer(text: "even")
    book.student = student
    try opened.save(book)
    try opened.save(sampleRun("first-map", id: "a", began: 1))
    return folder
  }

  @Test func `a bundle has the files, and a manifest with the digest of each`() throws {
    let folder = try sample(jane)
    let bundle = try BookFolder.bundle(in: folder.book, sampleLesson)
    #expect(bundle.name == "\(sampleLesson.id)-jane-doe.poolbook.zip")
    let reader = try ZipReader(bytes: bundle.bytes)
    let entries = try reader.entries(limit: 10)
    #expect(entries.map(\.name) == ["answers.md", "journal.jsonl", "manifest.json", "runs/a.jsonl"])
    let manifest = try #require(Manifest(try reader.bytes(of: entries[2], limit: 10_000)))
    #expect(manifest.student == jane && manifest.lesson.id == sampleLesson.id && manifest.version == programVersion)
    #expect(manifest.files.map(\.path) == ["answers.md", "journal.jsonl", "runs/a.jsonl"])
    #expect(manifest.files[0].sha256 == sha256(try folder.bytes("answers.md")))
  }

  @Test func `two bundles of a folder are the same byte for byte, also after one was saved in it`() throws {
    let folder = try sample(jane)
    let first = try BookFolder.bundle(in: folder.book, sampleLesson)
    let opened = try BookFolder.open(folder.book, lesson: sampleLesson).folder
    #expect(try opened.saveBundle() == first)
    #expect(try opened.saveBundle() == first)
    #expect(try folder.bytes(first.name) == first.bytes)
    #expect(try folder.read("hand-ins.jsonl").contains(first.receipt))
    #expect(first.receipt == HandInBundle.receipt(of: sha256(first.bytes)))
    #expect(HandInBundle.receipt(of: "0123456789abcdef") == "0123-4567-89AB")
  }

  @Test func `several programs can pack at once`() async throws {
    let folder = try sample(jane)
    let path = folder.book
    let digests = try await withThrowingTaskGroup(of: String.self) { group in
      for _ in 0..<8 { group.addTask { try BookFolder.saveBundle(in: path, sampleLesson).digest } }
      return try await group.reduce(into: Set<String>()) { $0.insert($1) }
    }
    #expect(digests.count == 1)
    #expect(try folder.read("hand-ins.jsonl").split(separator: "\n").count == 8)
  }

  @Test func `an export replaces no hand-in`() throws {
    let folder = try sample(jane)
    let bundle = try BookFolder.saveBundle(in: folder.book, sampleLesson)
    for name in [bundle.name, "answers.md"] {
      #expect(throws: BookError.isRecord("\(folder.book)/\(name)")) {
        try writeExport(Array("student,points".utf8), to: "\(folder.book)/\(name)")
      }
    }
    try writeExport(bundle.bytes, to: "\(folder.book)/\(bundle.name)")
  }

  @Test func `without a record there is no bundle`() throws {
    let folder = try TemporaryFolder()
    #expect(throws: BookError.noRecord(folder.book)) { try BookFolder.bundle(in: folder.book, sampleLesson) }
  }

  @Test func `the record's first line keeps the student`() throws {
    let folder = try sample(Student(name: "Zoë --> O'Hara ♥ 100 %", id: "s=1 2"))
    #expect(try folder.read("answers.md").hasPrefix("<!-- poolbook: "))
    let book = try #require(try BookFolder.read(folder.book, lesson: sampleLesson)).book
    #expect(book.student == Student(name: "Zoë --> O'Hara ♥ 100 %", id: "s=1 2"))
    #expect(book.answers["shares"]?.text == "even")
  }

  @Test func `a name that was edited in another program stays, unless it is changed here, too`() throws {
    let folder = try sample(jane)
    let (opened, read, _) = try BookFolder.open(folder.book, lesson: sampleLesson)
    var book = read
    try folder.write("answers.md", try folder.read("answers.md").replacing("student=Jane%20Doe", with: "student=Jo"))
    book.answers["shares"]?.text = "odd"
    try opened.save(book)
    #expect(try folder.read("answers.md").contains("student=Jo "))
    book.student = Student(name: "J. Doe")
    try opened.save(book)
    #expect(try BookFolder.read(folder.book, lesson: sampleLesson)?.book.student == Student(name: "J. Doe"))
  }

  @Test func `a name alone is saved`() throws {
    let folder = try TemporaryFolder()
    var book = AnswerBook()
    book.student = jane
    try BookFolder.open(folder.book, lesson: sampleLesson).folder.save(book)
    #expect(try BookFolder.read(folder.book, lesson: sampleLesson)?.book.student == jane)
  }

  @Test func `names are kept on one line, and fit into the record`() throws {
    #expect(Student(name: " Jane\n\u{1b}[2JDoe\t").name == "Jane␊␛[2JDoe")
    let long = Student(name: String(repeating: "👩‍🔬", count: 1000), id: String(repeating: "é", count: 1000))
    #expect(long.name.utf8.count <= 240 && long.id.utf8.count <= 120)
    let folder = try sample(long)
    #expect(try BookFolder.read(folder.book, lesson: sampleLesson)?.book.student == long)
  }

  @Test(arguments: [
    (Student(name: "Jane Doe", id: "1"), "jane-doe"), (Student(id: "u/42"), "u-42"), (Student(name: "../.."), ""),
    (Student(name: "王 小明"), "王-小明"), (Student(), ""), (Student(name: String(repeating: "é", count: 100)), long),
  ])
  func `the file's name has the student's words and no other signs`(student: Student, word: String) {
    #expect(student.fileWord == word)
  }

  /// What a teacher reads in a bundle.
  private func handedIn(_ bundle: HandInBundle) throws -> HandedIn {
    let reader = try ZipReader(bytes: bundle.bytes)
    var files = HandedInFiles()
    for entry in try reader.entries(limit: 10) where entry.name == "answers.md" {
      files.record = try reader.bytes(of: entry, limit: 1 << 20)
    }
    return try HandedIn(files, lesson: sampleLesson)
  }

  @Test(arguments: [0, 700])
  func `a record that is missing or cut is saved again before it is packed`(length: Int) throws {
    let folder = try sample(jane)
    let whole = try folder.bytes("answers.md")
    try folder.write("answers.md", Array(whole.prefix(length)))
    if length == 0 { unlink("\(folder.book)/answers.md") }
    let bundle = try BookFolder.bundle(in: folder.book, sampleLesson)
    let handIn = try handedIn(bundle)
    #expect(handIn.book.answers["shares"]?.text == "even" && !handIn.isDamaged)
    #expect(try folder.read("answers.md").contains("even"))
    #expect(try folder.names().contains { $0.hasPrefix("answers.damaged-") } == (length > 0))
    #expect(try BookFolder.saveRestored(in: folder.book, sampleLesson) == [])
    #expect(try BookFolder.bundle(in: folder.book, sampleLesson) == bundle)
  }

  @Test func `what was restored and can't be saved isn't packed`() throws {
    let folder = try sample(jane)
    let opened = try BookFolder.open(folder.book, lesson: sampleLesson).folder
    try folder.write("answers.md", Array(try folder.bytes("answers.md").prefix(700)))
    let error = #expect(throws: BookError.self) { try BookFolder.bundle(in: folder.book, sampleLesson) }
    #expect(
      error?.description.hasPrefix("answers.md is missing or damaged, and what was restored can't be saved.") == true)
    withExtendedLifetime(opened) {}
  }
}
