import Glibc
import SeededRandom
import Testing

@testable import AnswerBook

/// How many random records a test makes: the environment may ask for more, as Tests/README.md describes.
func fuzzRounds(_ usual: Int) -> Int {
  getenv("POOLBOOK_FUZZ").flatMap { Int(String(cString: $0)) } ?? usual
}

struct RoundTripTests {
  @Test(arguments: [nil, "python"]) func `any text comes back from between its marks`(language: String?) throws {
    var random = SeededRandom(seed: 1)
    for _ in 0..<5_000 {
      let text = nastyText(&random)
      let form = FieldText(language: language)
      let written = form.block(text, kind: .text, id: "shares")
      let document = RecordDocument(Array("before\n".utf8) + written.raw + Array("after".utf8))
      let read = try #require(document.block(.text, "shares"))
      #expect(form.text(in: read).utf8.elementsEqual(text.utf8), "\(text.debugDescription)")
      #expect(document.parts.count == 3, "\(text.debugDescription)")
    }
  }

  @Test func `a question says that it is optional and that it has no answer, which is never read as one`() throws {
    var lesson = sampleLesson
    lesson.sections[1].isOptional = true
    let folder = try TemporaryFolder()
    var book = AnswerBook()
    book.answers = ["distinct": Answer(number: "4"), "container": Answer(hintsShown: 1)]
    do { try BookFolder.open(folder.book, lesson: lesson).folder.save(book) }
    let text = try folder.read("answers.md")
    #expect(text.contains("### 2 · distinct\n") && text.contains("### 4 · function · optional\n"))
    // All questions but one.
    #expect(text.components(separatedBy: "*No answer yet.*").count == 1 + 4)
    let again = try BookFolder.open(folder.book, lesson: lesson)
    #expect(again.notices == [])
    #expect(again.book.answers == book.answers)
    book.answers["function"] = Answer(text: "*No answer yet.*")
    try again.folder.save(book)
    #expect(try folder.read("answers.md").components(separatedBy: "*No answer yet.*").count == 1 + 4)
    #expect(try BookFolder.open(folder.book, lesson: lesson).book.answers["function"]?.text == "*No answer yet.*")
  }

  @Test func `a record of a version that didn't say what has no answer is read, and says it after a save`() throws {
    let folder = try TemporaryFolder()
    let book = AnswerBook(answers: ["distinct": Answer(number: "4")])
    do { try BookFolder.open(folder.book, lesson: sampleLesson).folder.save(book) }
    var document = RecordDocument(Array(try folder.read("answers.md").utf8))
    for case (let index, .block(let block)) in document.parts.enumerated() where block.open.kind == .question {
      let old = String(decoding: block.body, as: UTF8.self).replacing("*No answer yet.*\n\n", with: "")
      let mark = block.open.noting("as", fingerprint(old.utf8))
      document.parts[index] = .block(MarkedBlock(open: mark, body: Array(old.utf8)))
    }
    try folder.write("answers.md", document.bytes)
    let again = try BookFolder.open(folder.book, lesson: sampleLesson)
    #expect(again.notices == [] && again.book.answers == book.answers)
    try again.folder.save(AnswerBook(answers: ["distinct": Answer(number: "5")]))
    #expect(try folder.read("answers.md").components(separatedBy: "*No answer yet.*").count == 1 + 4)
  }

  @Test func `any bytes give back the same bytes`() {
    var random = SeededRandom(seed: 2)
    for round in 0..<2_000 {
      var bytes = Array(nastyText(&random, atMost: 40).utf8)
      if round % 2 == 0 {
        for index in bytes.indices where Int.random(in: 0..<20, using: &random) == 0 {
          bytes[index] = .random(in: 0...255, using: &random)
        }
      }
      #expect(RecordDocument(bytes).bytes == bytes)
    }
  }

  @Test func `any answers come back from the folder`() throws {
    var random = SeededRandom(seed: 3)
    let folder = try TemporaryFolder()
    for _ in 0..<150 {
      let book = anyBook(&random)
      do {
        let opened = try BookFolder.open(folder.book, lesson: sampleLesson)
        try opened.folder.save(book)
      }
      let again = try BookFolder.open(folder.book, lesson: sampleLesson)
      #expect(again.notices == [])
      #expect(again.book.position == book.position)
      for question in sampleLesson.questions {
        #expect(
          same(again.book.answers[question.id], book.answers[question.id]),
          "\(String(describing: book.answers[question.id])) came back as \(String(describing: again.book.answers[question.id]))"
        )
      }
    }
  }

  @Test func `what is not ours stays byte for byte while answers change`() throws {
    var random = SeededRandom(seed: 4)
    for _ in 0..<fuzzRounds(60) {
      let folder = try TemporaryFolder()
      var book = anyBook(&random)
      book.answers["shares"] = Answer(text: "first")
      do {
        let opened = try BookFolder.open(folder.book, lesson: sampleLesson)
        try opened.folder.save(book)
      }
      // Notes go between any two parts, and headings are changed.
      var document = RecordDocument(try folder.bytes("answers.md"))
      var notes: [[UInt8]] = []
      for index in document.parts.indices.reversed() where Bool.random(using: &random) && index > 0 {
        let note = Array((nastyNote(&random) + "\n").utf8)
        notes.insert(note, at: 0)
        document.parts.insert(.loose(note), at: index)
      }
      let edited = String(decoding: document.bytes, as: UTF8.self).replacing(
        "## Second Things", with: "## My own heading")
      try folder.write("answers.md", edited)
      let before = RecordDocument(Array(edited.utf8))

      let opened = try BookFolder.open(folder.book, lesson: sampleLesson)
      #expect(opened.notices == [])
      for (id, answer) in book.answers { #expect(same(opened.book.answers[id], answer)) }
      var changed = opened.book
      changed.answers["shares"]?.text = nastyText(&random) + "!"
      try opened.folder.save(changed)

      let after = RecordDocument(try folder.bytes("answers.md"))
      #expect(after.parts.count == before.parts.count)
      for (old, new) in zip(before.parts, after.parts) where old != new {
        guard case .block(let block) = new else {
          Issue.record("\(new) is not ours")
          continue
        }
        #expect(block.open.id == "shares")
      }
    }
  }

  @Test func `an answer of a million bytes comes back`() throws {
    var random = SeededRandom(seed: 5)
    let folder = try TemporaryFolder()
    var text = ""
    while text.utf8.count < 1_000_000 { text += nastyText(&random) }
    var book = AnswerBook()
    book.answers["shares"] = Answer(text: text)
    do {
      let opened = try BookFolder.open(folder.book, lesson: sampleLesson)
      try opened.folder.save(book)
    }
    #expect(same(try BookFolder.open(folder.book, lesson: sampleLesson).book.answers["shares"], book.answers["shares"]))
  }

  /// A record of nasty answers, some of them absent, some with fields that their question does not ask for.
  private func anyBook(_ random: inout SeededRandom) -> AnswerBook {
    var book = AnswerBook()
    for question in sampleLesson.questions {
      // A file that is there is an answer, so the question about one can't go back to having none.
      if question.fileName == nil, Int.random(in: 0..<5, using: &random) == 0 { continue }
      book.answers[question.id] = Answer(
        text: nastyText(&random), number: Bool.random(using: &random) ? nastyText(&random, atMost: 2) : "",
        choice: Bool.random(using: &random) ? Int.random(in: -1...4, using: &random) : nil,
        hintsShown: Int.random(in: 0...3, using: &random), solutionSeen: .random(using: &random))
    }
    book.position = Bool.random(using: &random) ? "two" : "place --> <!-- %41 =\n"
    return book
  }
}
