import SeededRandom
import Testing

@testable import AnswerBook

struct DamageTests {
  private let answers = [
    "container": Answer(text: "because", choice: 1), "distinct": Answer(text: "yes", number: "4", hintsShown: 1),
    "shares": Answer(text: "3, 3, 2, 2\n\nevenly"), "function": Answer(text: "def f():\n  pass\n"),
  ]

  private func filled() throws -> (TemporaryFolder, [UInt8]) {
    let folder = try TemporaryFolder()
    var book = AnswerBook()
    book.answers = answers
    try BookFolder.open(folder.book, lesson: sampleLesson).folder.save(book)
    return (folder, try folder.bytes("answers.md"))
  }

  private func expectRecovered(_ folder: TemporaryFolder, from damaged: [UInt8], _ what: String) throws {
    try folder.write("answers.md", damaged)
    let opened = try BookFolder.open(folder.book, lesson: sampleLesson)
    for (id, answer) in answers { #expect(same(opened.book.answers[id], answer), "\(id) \(what)") }
    #expect(opened.notices.contains { $0.contains("damaged") || $0.contains("missing") }, "\(what)")
    if !damaged.isEmpty {
      let copy = try #require(try folder.names().first { $0.hasPrefix("answers.damaged-") }, "\(what)")
      #expect(try folder.bytes(copy) == damaged)
      try #require(try Directory.open(folder.book)).remove(copy)
    }
    let repaired = try folder.bytes("answers.md")
    #expect(RecordDocument(repaired).repaired(for: sampleLesson, isKnown: true) == nil, "\(what)")
    withExtendedLifetime(opened.folder) {}
  }

  @Test func `a record cut off anywhere is repaired, and the damaged file is copied`() throws {
    let (folder, whole) = try filled()
    for length in stride(from: 0, to: whole.count - 24, by: 37) {
      try expectRecovered(folder, from: Array(whole[..<length]), "cut at \(length)")
    }
  }

  @Test func `a record that became binary is repaired`() throws {
    let (folder, whole) = try filled()
    try expectRecovered(folder, from: Array(repeating: 0, count: 4096), "zeros")
    try expectRecovered(folder, from: whole.map { $0 ^ 0xa5 }, "noise")
    try expectRecovered(folder, from: Array("something else\n".utf8), "another text")
  }

  @Test func `a record that is gone is written again from the journal`() throws {
    let (folder, _) = try filled()
    try #require(try Directory.open(folder.book)).remove("answers.md")
    let opened = try BookFolder.open(folder.book, lesson: sampleLesson)
    #expect(opened.book.answers.count == answers.count)
    #expect(try folder.read("answers.md").contains("3, 3, 2, 2"))
    #expect(opened.notices == ["answers.md was missing; 4 answers were restored from the journal."])
  }

  @Test func `an incomplete mark loses no answer and is reported`() throws {
    let (folder, whole) = try filled()
    for mark in ["<!-- text: shares -->", "<!-- /text: shares -->", "<!-- /number: distinct -->"] {
      let torn = String(decoding: whole, as: UTF8.self).replacing(mark, with: String(mark.dropLast(4)))
      try expectRecovered(folder, from: Array(torn.utf8), mark)
    }
  }

  @Test func `without a journal the text of an incomplete block is restored`() throws {
    let (folder, whole) = try filled()
    let directory = try #require(try Directory.open(folder.book))
    directory.remove("journal.jsonl")
    let text = String(decoding: whole, as: UTF8.self).replacing("<!-- /text: shares -->\n", with: "")
    try folder.write("answers.md", text)
    let opened = try BookFolder.open(folder.book, lesson: sampleLesson)
    #expect(opened.book.answers["shares"]?.text.hasPrefix("3, 3, 2, 2\n\nevenly") == true)
  }

  @Test func `damaged lines of the journal are skipped`() throws {
    let (folder, _) = try filled()
    let journal = try folder.read("journal.jsonl")
    try folder.write("journal.jsonl", "{\"when\":\n\u{0}\u{0}\n" + journal + "{\"question\":\"shares\",\"te")
    try folder.write("answers.md", "")
    let opened = try BookFolder.open(folder.book, lesson: sampleLesson)
    #expect(opened.book.answers.count == answers.count)
    #expect(opened.notices.contains { $0.contains("3 damaged lines") })
  }

  @Test func `any damage is survived`() throws {
    let (folder, whole) = try filled()
    var random = SeededRandom(seed: 6)
    for _ in 0..<fuzzRounds(150) {
      var bytes = whole
      for _ in 0..<Int.random(in: 1...30, using: &random) {
        let place = Int.random(in: 0..<bytes.count, using: &random)
        switch Int.random(in: 0..<3, using: &random) {
        case 0: bytes[place] = .random(in: 0...255, using: &random)
        case 1: bytes.removeSubrange(place..<min(bytes.count, place + Int.random(in: 1...200, using: &random)))
        default: bytes.insert(contentsOf: Array(nastyText(&random).utf8), at: place)
        }
        if bytes.isEmpty { bytes = [0] }
      }
      try folder.write("answers.md", bytes)
      do {
        let opened = try BookFolder.open(folder.book, lesson: sampleLesson)
        var book = opened.book
        book.answers["shares", default: Answer()].text = "on"
        try opened.folder.save(book)
      } catch BookError.newerFormat {
        // The one number that can't be told from a true one.
        try folder.write("answers.md", whole)
      }
    }
    #expect(try BookFolder.open(folder.book, lesson: sampleLesson).book.answers["shares"]?.text == "on")
  }

  @Test func `a page of notes that was never a record gets one below it`() throws {
    let folder = try TemporaryFolder()
    try folder.write("answers.md", "My notes.\n\nNo newline at the end")
    let opened = try BookFolder.open(folder.book, lesson: sampleLesson)
    #expect(opened.notices == [])
    var book = opened.book
    book.answers["shares"] = Answer(text: "even")
    try opened.folder.save(book)
    #expect(try folder.read("answers.md").hasPrefix("My notes.\n\nNo newline at the end\n<!-- poolbook: sample "))
    #expect(try folder.names() == ["answers.md", "journal.jsonl"])
  }
}
