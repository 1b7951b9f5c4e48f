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
    desk.press(.enter, .paste("3, 3, 2, 2"), .escape, "H")
    return desk
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
    desk.press(.escape, "H")
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
}
