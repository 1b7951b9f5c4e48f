import BatchJob
import Glibc
import LessonFormat
import Testing

@testable import AnswerBook

/// What the journal has of the answers, and putting it back.
struct RecoveryTests {
  /// A folder with two answers, of which one was changed once.
  private func sample() throws -> TemporaryFolder {
    let folder = try TemporaryFolder()
    let (opened, _, _) = try BookFolder.open(folder.book, lesson: sampleLesson)
    var book = AnswerBook()
    for text in ["even", "odd"] {
      book.answers["shares"] = Answer(text: text)
      try opened.save(book)
    }
    book.answers["distinct"] = Answer(number: "4")
    try opened.save(book)
    return folder
  }

  private func states(_ folder: TemporaryFolder) throws -> [JournalStates] {
    let book = try #require(try BookFolder.read(folder.book, lesson: sampleLesson)).book
    return try #require(try BookFolder.journalStates(in: folder.book, sampleLesson, of: book))
  }

  @Test func `all states are listed in the order of the lesson`() throws {
    let folder = try sample()
    let states = try states(folder)
    #expect(Set(states.map(\.question)) == ["shares", "distinct"])
    #expect(states.map { $0.number ?? 0 } == states.map { $0.number ?? 0 }.sorted())
    #expect(states.allSatisfy { $0.record == .same && !$0.isLost })
    #expect(states.first { $0.question == "shares" }?.states.map { $0.answer?.text } == ["even", "odd"])
    #expect(try BookFolder.journalStates(in: folder.book + "/none", sampleLesson, of: AnswerBook()) == nil)
  }

  @Test func `older, missing and edited answers are distinguished`() throws {
    let folder = try sample()
    let text = try folder.read("answers.md")
    try folder.write("answers.md", text.replacing("odd", with: "even"))
    #expect(try states(folder).first { $0.question == "shares" }?.record == .older)
    try folder.write("answers.md", text.replacing("odd", with: "mine"))
    #expect(try states(folder).first { $0.question == "shares" }?.record == .unknown)
    try folder.write("answers.md", text.replacing("odd", with: ""))
    #expect(try states(folder).first { $0.question == "shares" }?.record == .missing)
  }

  @Test func `what is put back replaces the answer, and the record as it was is copied`() throws {
    let folder = try sample()
    let old = try folder.read("answers.md")
    let (opened, book, _) = try BookFolder.open(folder.book, lesson: sampleLesson)
    let copy = try #require(try opened.restore(["shares": Answer(text: "even"), "distinct": nil], in: book))
    #expect(copy.hasPrefix("answers.kept-"))
    #expect(try folder.read(copy) == old)
    let now = try #require(try BookFolder.read(folder.book, lesson: sampleLesson)).book
    #expect(now.answers["shares"]?.text == "even" && now.answers["distinct"] == nil)
    #expect(try states(folder).allSatisfy { $0.record == .same })
    #expect(try BookFolder.evidence(in: folder.book)?.isSound == true)
  }

  @Test(arguments: [0, 700])
  func `answers that were only restored while reading count as missing until they are saved`(length: Int) throws {
    let folder = try sample()
    let whole = try folder.bytes("answers.md")
    try folder.write("answers.md", Array(whole.prefix(length)))
    if length == 0 { unlink("\(folder.book)/answers.md") }
    #expect(try states(folder).contains { $0.isLost })
    #expect(try BookFolder.saveRestored(in: folder.book, sampleLesson).contains { $0.contains("restored") })
    #expect(try states(folder).allSatisfy { $0.record == .same })
    #expect(try folder.read("answers.md").contains("odd"))
    #expect(try BookFolder.open(folder.book, lesson: sampleLesson).book.restored == nil)
  }
}

/// What of a hand-in is older than the files that it rests on.
struct OutdatedJobTests {
  private func lacks(changedAt time: Double) throws -> HandIn {
    let lesson = try Lesson.parse(
      """
      ---
      format: 1
      id: a
      version: 1
      title: A
      ---
      # Job {#job}

      <!-- question {id: script, kind: file, file: job.sb, language: bash} -->
      Write it.
      ```bash
      #!/bin/bash
      ```
      <!-- end -->

      ```experiment
      id: batch
      kind: batch
      script: job.sb
      ```
      """, file: "a.md")
    var book = AnswerBook()
    var job = SubmittedJob(
      job: "batch", mark: "m", runner: "builtin", host: "n1", script: "job.sb", folder: "/f", when: 100)
    job.stage = .submitted
    book.jobs["batch"] = [job]
    book.note(changesSince: [:], at: time)
    book.answers["script"] = Answer(text: "#!/bin/bash\nhostname\n")
    book.note(changesSince: [:], at: time)
    return HandIn(of: book, in: lesson, files: [])
  }

  @Test func `a job is outdated if its file was changed after it was submitted`() throws {
    #expect(try lacks(changedAt: 50).outdated == [])
    #expect(try lacks(changedAt: 200).outdated == ["batch"])
  }
}
