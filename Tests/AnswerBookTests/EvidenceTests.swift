import Experiments
import Glibc
import LessonFormat
import Testing

@testable import AnswerBook

/// What the journal's digests and the digests of runs show about a folder.
struct EvidenceTests {
  /// A folder with two answers and two runs.
  private func sample() throws -> TemporaryFolder {
    let folder = try TemporaryFolder()
    let (opened, _, _) = try BookFolder.open(folder.book, lesson: sampleLesson)
    var book = AnswerBook()
    book.answers["shares"] = Answer(text: "even")
    try opened.save(book)
    for id in ["a", "b"] {
      var run = sampleRun("first-map", id: id, began: 1)
      run.machine.version = programVersion
      try opened.save(run)
    }
    book.answers["distinct"] = Answer(number: "4")
    try opened.save(book)
    return folder
  }

  private func evidence(_ folder: TemporaryFolder) throws -> Evidence {
    try #require(try BookFolder.evidence(in: folder.book))
  }

  @Test func `a folder that only the program has written is sound`() throws {
    let folder = try sample()
    #expect(try evidence(folder) == Evidence(hasJournal: true))
    #expect(try folder.read("journal.jsonl").split(separator: "\n").count == 4)
    #expect(try BookFolder.evidence(in: folder.book + "/none") == nil)
  }

  @Test func `runs that are added without the workbook are in the journal, too`() throws {
    let folder = try sample()
    var run = sampleRun("first-map", id: "c", began: 2)
    run.machine.version = programVersion
    try BookFolder.add(run, to: folder.book)
    #expect(try evidence(folder).isSound)
  }

  @Test(arguments: [
    (1, #""text":"even""#, #""text":"odd""#), (2, #""run":"a""#, #""run":"x""#), (3, "{\"chain", " {\"chain"),
  ])
  func `a line that was edited shows at the first line that doesn't match`(
    number: Int, old: String, new: String
  ) throws {
    let folder = try sample()
    var lines = try folder.read("journal.jsonl").split(separator: "\n").map(String.init)
    let changed = lines[number - 1].replacing(old, with: new)
    try #require(changed != lines[number - 1])
    lines[number - 1] = changed
    try folder.write("journal.jsonl", lines.map { $0 + "\n" }.joined())
    // A line whose digest was spoiled counts as one of the student's, so that the next one doesn't match.
    #expect(try evidence(folder).brokenLines == [number == 3 ? 4 : number])
    let words = "Line \(number == 3 ? 4 : number) of journal.jsonl doesn't match the lines before it"
    #expect(try evidence(folder).sentences.first?.hasPrefix(words) == true)
  }

  @Test func `a line that was removed or moved shows, and those after it fit again`() throws {
    let folder = try sample()
    let lines = try folder.read("journal.jsonl").split(separator: "\n").map(String.init)
    try folder.write("journal.jsonl", [lines[0], lines[2], lines[3], ""].joined(separator: "\n"))
    #expect(try evidence(folder).brokenLines == [2])
    try folder.write("journal.jsonl", [lines[0], lines[2], lines[1], lines[3], ""].joined(separator: "\n"))
    #expect(try evidence(folder).brokenLines == [2, 3, 4])
  }

  @Test func `a journal without digests, a line of a crash and converted line endings are no edits`() throws {
    let folder = try sample()
    let old = #"{"question":"shares","text":"before","when":"2026-11-01T10:00:00Z"}"# + "\n"
    try folder.write("journal.jsonl", old + old + #"{"question":"sha"#)
    let (opened, _, _) = try BookFolder.open(folder.book, lesson: sampleLesson)
    var book = AnswerBook()
    book.answers["shares"] = Answer(text: "after")
    try opened.save(book)
    #expect(try evidence(folder).brokenLines == [])
    let journal = try folder.read("journal.jsonl")
    #expect(journal.split(separator: "\n").count == 5)
    try folder.write("journal.jsonl", journal.replacing("\n", with: "\r\n"))
    #expect(try evidence(folder).brokenLines == [])
  }

  @Test func `a run that was changed, added or deleted is named`() throws {
    let folder = try sample()
    let text = try folder.read("runs/a.jsonl")
    try folder.write("runs/a.jsonl", text.replacing("\"usableCores\":", with: "\"usableCores\": "))
    try folder.write("runs/c.jsonl", text.replacing("\"id\":\"a\"", with: "\"id\":\"c\""))
    unlink("\(folder.book)/runs/b.jsonl")
    let found = try evidence(folder)
    #expect(found.changedRuns == ["a"] && found.unknownRuns == ["c"] && found.missingRuns == ["b"])
    #expect(
      found.sentences == [
        "Run a was changed after it was recorded.", "Run c isn't in the journal.",
        "Run b is in the journal, but its file is missing.",
      ])
  }

  @Test func `runs of an older version needn't be in the journal`() throws {
    let folder = try sample()
    let directory = try #require(try Directory.open(folder.book))
    try RunFiles.write(sampleRun("first-map", id: "old", began: 0), in: directory)
    #expect(try evidence(folder).isSound)
  }

  @Test func `several of a kind share a sentence, and many are cut`() {
    var evidence = Evidence(hasJournal: true)
    evidence.brokenLines = [2, 3]
    evidence.changedRuns = ["a", "b\u{1b}", "c"]
    evidence.unknownRuns = (1...9).map { "r\($0)" }
    evidence.missingRuns = ["x", "y"]
    #expect(
      evidence.sentences == [
        "Lines 2 and 3 of journal.jsonl don't match the lines before them: some were changed, added or removed.",
        "Runs a, b␛ and c were changed after they were recorded.",
        "Runs r1, r2, r3, r4, r5, r6 and 3 more aren't in the journal.",
        "Runs x and y are in the journal, but their files are missing.",
      ])
  }

  @Test func `without a journal nothing is known about runs, and a run that can't be read was changed`() throws {
    let folder = try sample()
    try folder.write("runs/a.jsonl", "{}\n")
    #expect(try evidence(folder).sentences == ["Run a was changed after it was recorded."])
    unlink("\(folder.book)/journal.jsonl")
    #expect(try evidence(folder) == Evidence())
  }
}

/// The journal when several programs, or a crash, were at it.
struct JournalChainTests {
  @Test func `a line with a digest that a crash has cut off is no edit`() throws {
    let folder = try TemporaryFolder()
    let (opened, _, _) = try BookFolder.open(folder.book, lesson: sampleLesson)
    var book = AnswerBook()
    for text in ["one", "two"] {
      book.answers["shares"] = Answer(text: text)
      try opened.save(book)
    }
    let whole = try folder.read("journal.jsonl")
    try folder.write("journal.jsonl", String(whole.dropLast(20)))
    for text in ["three", "four"] {
      book.answers["shares"] = Answer(text: text)
      try opened.save(book)
    }
    let journal = try folder.bytes("journal.jsonl")
    #expect(JournalChain.breaks(in: journal) == [])
    #expect(journal.split(separator: newline).count == 4)
  }

  @Test func `runs in a copy of what couldn't be saved are in its journal`() throws {
    let folder = try TemporaryFolder()
    let (opened, _, _) = try BookFolder.open(folder.book, lesson: sampleLesson)
    var run = sampleRun("first-map", id: "a", began: 1)
    run.machine.version = programVersion
    let copy = try #require(opened.rescue(AnswerBook(), [run], in: [folder.path]))
    #expect(try BookFolder.evidence(in: copy) == Evidence(hasJournal: true))
  }

  @Test func `an edit outside doesn't make saving wait for itself`() throws {
    let folder = try TemporaryFolder()
    let (opened, _, _) = try BookFolder.open(folder.book, lesson: sampleLesson)
    var book = AnswerBook()
    book.answers = ["shares": Answer(text: "one"), "distinct": Answer(number: "4")]
    try opened.save(book)
    try folder.write("answers.md", try folder.read("answers.md").replacing("one", with: "two"))
    book.answers["distinct"]?.number = "5"
    try opened.save(book)
    let journal = try folder.read("journal.jsonl").split(separator: "\n")
    #expect(journal.count == 4)
    #expect(JournalChain.breaks(in: try folder.bytes("journal.jsonl")) == [])
    let directory = try #require(try Directory.open(folder.book))
    // A lock that somebody else holds would still be there.
    let file = openat(directory.descriptor, "journal.jsonl", O_RDWR | O_CLOEXEC)
    defer { close(file) }
    #expect(flock(file, LOCK_EX | LOCK_NB) == 0)
  }
}
