import AnswerBook
import Canvas
import Session
import Testing

@testable import WorkbookApp

/// What is listed before handing in, and staging it with Git.
@Suite struct HandingInTests {
  private static let command = "git -C sharing-work add -- answers.md pool_example.sb"

  private func desk(files: [String] = ["answers.md", "pool_example.sb"]) -> Desk {
    var desk = Desk(at: "shares", height: 45)
    desk.files = files
    desk.press(.enter, .paste("3, 3, 2, 2"), .escape, "H", .escape)
    return desk
  }

  private let packed = PackedHandIn(
    path: "sharing-work/sharing-work-jane-doe.poolbook.zip", size: 34_567, receipt: "3F7A-C21B-90D4")

  @Test func `who hands in is asked once, at the first hand-in`() {
    var desk = Desk(at: "shares")
    desk.press(.enter, .paste("3, 3, 2, 2"), .escape, "H")
    #expect(desk.screen.contains("Who hands this in?"))
    desk.type("Jane Doe\n4711\n")
    #expect(desk.model.book.student == Student(name: "Jane Doe", id: "4711"))
    #expect(desk.screen.contains("Name: Jane Doe (4711)"))
    let saved = desk.effects.contains {
      if case .save(let request) = $0 { request.book?.student.id == "4711" } else { false }
    }
    #expect(saved)
    desk.press(.escape, "H")
    #expect(!desk.screen.contains("Who hands this in?") && desk.screen.contains("Handing in"))
  }

  @Test func `a name and an id that are pasted without brackets go into their fields`() {
    var desk = Desk(at: "shares")
    desk.press("H", .burst("Jane Catherine Doe\n4711"), .enter)
    #expect(desk.model.book.student == Student(name: "Jane Catherine Doe", id: "4711"))
  }

  @Test func `a student who would rather not say isn't asked again, and can still say it`() {
    var desk = desk()
    #expect(desk.screen.contains("Name: not given (optional)"))
    desk.press(.escape, "H")
    #expect(desk.screen.contains("Handing in"))
    desk.press("w")
    desk.type("Jo\n\n")
    #expect(desk.screen.contains("Name: Jo"))
  }

  @Test func `nobody is asked whose record names them, who has handed in before, or who can't save`() {
    var book = AnswerBook()
    book.student = Student(name: "Jane Doe")
    for desk in [Desk(book: book), Desk(readOnly: "Open in another workbook.")] {
      var desk = desk
      desk.press("H")
      #expect(!desk.screen.contains("Who hands this in?"))
    }
  }

  @Test func `the file is packed after everything is saved, and shown with its receipt`() throws {
    var desk = desk()
    desk.press(.escape, .enter, .paste(" more"), .escape, "H", .enter)
    let save = try #require(desk.effects.lastIndex { if case .save = $0 { true } else { false } })
    let pack = try #require(desk.effects.firstIndex(of: .packHandIn))
    #expect(save < pack)
    desk.send(.packed(.success(packed)))
    #expect(desk.screen.contains("Upload this file: sharing-work/sharing-work-jane-doe.poolbook.zip (35 kB)"))
    #expect(desk.screen.contains("3F7A-C21B-90D4"))
    desk.send(.packed(.failure(Refused("The disk is full."))))
    #expect(desk.screen.contains("The disk is full.") && !desk.screen.contains("3F7A"))
  }

  @Test func `without a record there is no file to upload`() {
    var desk = desk(files: [])
    desk.press(.enter)
    #expect(desk.sentence.contains("There is no answer to hand in yet."))
    #expect(!desk.effects.contains(.packHandIn))
  }

  @Test func `the list says what is missing and which files there are`() {
    let desk = desk()
    #expect(desk.screen.contains("○ Not answered:"))
    #expect(desk.screen.contains("1 container, 2 distinct, 4 predict"))
    #expect(desk.screen.contains("○ Not measured:"))
    #expect(desk.screen.contains("✓ pool_example.sb"))
    #expect(desk.screen.contains("○ pool_example.py: not written yet"))
    #expect(desk.screen.contains("○ slurm-<job>.out: submit the job to get its output"))
    #expect(desk.screen.contains(Self.command))
  }

  @Test func `everything is saved before the files are listed`() throws {
    var desk = Desk(at: "shares")
    desk.press(.enter, .paste("3, 3, 2, 2"), .escape, .enter, .paste(" more"))
    desk.press(.escape, "H", .escape)
    let save = try #require(desk.effects.lastIndex { if case .save = $0 { true } else { false } })
    let list = try #require(desk.effects.firstIndex(of: .listFiles))
    #expect(save < list)
  }

  @Test func `the files are staged after a second key, and what Git says is shown`() throws {
    var desk = desk()
    desk.press("g")
    #expect(desk.sentence.contains("Press g again to run this command"))
    #expect(desk.screen.contains(Self.command))
    #expect(!desk.effects.contains { if case .stage = $0 { true } else { false } })
    desk.press("g")
    #expect(desk.effects.last == .stage(Staging(desk.files, in: "./sharing-work")))
    desk.press("g")
    #expect(desk.sentence.contains("Git is at work."))
    let staging = Staging(desk.files, in: "./sharing-work")
    desk.send(.staged(staging.outcome(of: .exited(code: 0, errors: ""))))
    #expect(desk.screen.contains("2 files are staged; nothing is committed."))
    desk.press(.escape)
    #expect(desk.model.isReading)
  }

  @Test func `a command with many files can be read before it is run`() {
    var desk = desk(files: ["answers.md"] + (0..<200).map { "runs/\($0).jsonl" })
    desk.press("g")
    #expect(desk.screen.contains("git -C sharing-work add -- answers.md"))
    desk.press(.end)
    #expect(desk.screen.contains("runs/199.jsonl"))
  }

  @Test func `without files there is nothing to stage`() {
    var desk = desk(files: [])
    desk.press("g")
    #expect(desk.sentence.contains("There is no file to stage yet."))
  }

  @Test func `what a teacher will be shown about the journal is in the list`() {
    var desk = desk()
    desk.send(.filesListed(desk.files, evidence: ["Run a isn't in the journal."], failure: nil))
    #expect(desk.screen.contains("○ Run a isn't in the journal."))
  }
}
