import AnswerBook
import BatchJob
import Canvas
import Session
import Testing

@testable import WorkbookApp

/// The batch file of the lesson while it is written and afterwards.
@Suite struct BatchFileTests {
  private static let script = """
    #!/bin/bash
    #SBATCH --time=1h
    #SBATCH --nodes=1
    #SBATCH --ntasks=4
    #SBATCH --output=logs/%j.out
    python pool_example.py

    """

  /// A workbook at the batch file, with the cursor at the start of a text.
  private func desk(_ text: String = script, width: Int = 80, height: Int = 24, ascii: Bool = false) -> Desk {
    var desk = Desk(
      book: AnswerBook(answers: ["script": Answer(text: text)]), at: "script", width: width, height: height,
      ascii: ascii)
    desk.press(.enter)
    return desk
  }

  private func row(_ words: String, in desk: Desk) -> Int? { desk.canvas.rows.firstIndex { $0.contains(words) } }

  @Test func `the line of the cursor is explained below the field`() {
    var desk = desk()
    #expect(!desk.screen.contains("Line 1"))
    desk.press(.down)
    #expect(desk.screen.contains("Line 2: sbatch refuses this and says: Invalid --time specification."))
    desk.press(.down)
    #expect(desk.screen.contains("Line 3: "))
    #expect(desk.screen.contains("1 error (!), 1 warning (?); the first is in line 2."))
  }

  @Test(arguments: [false, true]) func `lines with mistakes have a mark in the place of the bar`(ascii: Bool) {
    let desk = desk(ascii: ascii)
    let rows = desk.canvas.rows
    #expect(rows.contains { $0.contains("! #SBATCH --time=1h") })
    #expect(rows.contains { $0.contains("? #SBATCH --output=logs/%j.out") })
    #expect(rows.contains { $0.contains("\(desk.model.glyphs.fieldBar) #SBATCH --nodes=1") })
  }

  @Test func `every change is checked`() {
    var desk = desk()
    desk.press(.down, .end, .backspace, .backspace)
    desk.type("90")
    #expect(desk.screen.contains("Line 2: The job may take 1 hour 30 minutes; then SLURM ends it."))
    #expect(!desk.screen.contains("error"))
  }

  @Test func `nothing moves below the field while the cursor does`() {
    var desk = desk()
    let summary = row("1 error (!)", in: desk)
    #expect(summary != nil)
    for _ in 0..<6 {
      desk.press(.down)
      #expect(row("1 error (!)", in: desk) == summary)
    }
  }

  @Test(arguments: [Size(width: 60, height: 20), Size(width: 80, height: 24)])
  func `a long file scrolls in its field, so that the check stays in sight`(size: Size) {
    let text = Self.script + String(repeating: "echo again\n", count: 60)
    var desk = desk(text, width: size.width, height: size.height)
    desk.press(.down)
    for _ in 0..<60 {
      desk.press(.down)
      #expect(desk.screen.contains("1 error (!)") && desk.canvas.cursor != nil)
    }
    for _ in 0..<60 { desk.press(.up) }
    #expect(desk.screen.contains("Line 2: sbatch refuses"))
  }

  @Test func `a finished file lists its mistakes with their lines, and no notes`() {
    var desk = desk(height: 45)
    desk.press(.escape)
    #expect(desk.screen.contains("1 error, 1 warning; the first is in line 2."))
    #expect(desk.screen.contains("! line 2: sbatch refuses this"))
    #expect(desk.screen.contains("? line 5: There is no folder “logs”"))
    #expect(desk.screen.contains("mkdir -p sharing-work/logs"))
    #expect(!desk.screen.contains("4 tasks"))
  }

  @Test func `a folder that is made meanwhile is noticed`() {
    var desk = desk(height: 45)
    desk.press(.escape)
    desk.wait(seconds: 3)
    desk.press("?", .escape)
    desk.folders = ["logs"]
    desk.wait(seconds: 1)
    desk.press("?", .escape)
    #expect(desk.screen.contains("no folder “logs”"))
    desk.wait(seconds: 2)
    desk.press("?", .escape)
    #expect(!desk.screen.contains("no folder “logs”"))
    #expect(desk.screen.contains("1 error; it is in line 2."))
  }

  @Test func `what is at the paths is looked up only once while nobody works`() {
    var desk = desk()
    let count = desk.effects.count
    for _ in 0..<10 { desk.wait(seconds: 5) }
    #expect(desk.effects.count == count)
  }

  @Test func `the starter text has no mistakes yet`() {
    var desk = Desk(at: "script", height: 45)
    #expect(desk.screen.contains("Starter text") && !desk.screen.contains("warning"))
    desk.press(.enter)
    #expect(desk.screen.contains("Each line is checked as you write it."))
    #expect(!desk.canvas.rows.contains { $0.contains("? #") })
    desk.type("x")
    #expect(desk.screen.contains("1 error (!); it is in line 1."))
  }

  @Test func `an answer without mistakes says so`() {
    var desk = desk(
      Self.script.replacing("1h", with: "60").replacing("#SBATCH --output=logs/%j.out\n", with: ""))
    desk.press(.escape)
    #expect(desk.screen.contains("No mistakes found."))
  }

  @Test func `a text of a megabyte isn't checked with every key`() {
    let text = Self.script + String(repeating: "echo again and again\n", count: 50_000)
    var desk = desk(text)
    desk.type("x")
    #expect(desk.model.scripts.checks["script"] == nil)
    #expect(desk.screen.contains("The check waits"))
    desk.press(.escape)
    #expect(desk.model.scripts.checks["script"] == nil)
    #expect(ScriptCheck(text, of: Desk.lesson.questions[0], in: ".") == nil)
  }

  @Test func `the page says where the file is and how to submit it`() {
    var desk = Desk(at: "script", height: 45)
    #expect(desk.screen.contains("The file: sharing-work/pool_example.sb"))
    #expect(desk.screen.contains("To submit it: cd sharing-work && sbatch pool_example.sb"))
    desk = Desk(at: "program", height: 45)
    #expect(desk.screen.contains("▶ sharing-work/pool_example.py"))
    desk = Desk(at: "script", height: 45, folder: "my work", hasSLURM: false)
    #expect(desk.screen.contains("To submit it: poolbook batch submit --folder 'my work'"))
  }
}
