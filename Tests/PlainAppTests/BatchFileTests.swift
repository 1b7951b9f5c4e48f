import AnswerBook
import BatchJob
import Session
import Testing

@testable import PlainApp

/// The batch file and the hand-in, in lines.
@Suite struct BatchFileTests {
  @Test func `after a batch file is written, its mistakes are said with their lines`() {
    var desk = PlainDesk(at: "script")
    desk.type("answer", "#!/bin/bash", "#SBATCH --time=1h", "#SBATCH --output=logs/%j.out", "hostname")
    let said = desk.type(".")
    #expect(said.contains("The check: 1 error, 1 warning; the first is in line 2."))
    #expect(said.contains("Line 2, error: sbatch refuses this"))
    #expect(said.contains("Line 3, warning: There is no folder “logs”"))
    #expect(said.contains("To submit it: cd folder && sbatch pool_example.sb"))
  }

  @Test func `a changed line is explained`() {
    var desk = PlainDesk(at: "script")
    let said = desk.type("insert 2 #SBATCH --time=5")
    #expect(said.contains("Line 2: The job may take 5 minutes; then SLURM ends it."))
    #expect(desk.type("line 2 #SBATCH --time=1h").contains("Line 2, error: sbatch refuses this"))
  }

  @Test func `the starter text and the program are shown with their places only`() {
    var desk = PlainDesk(at: "script")
    #expect(!desk.lines.joined().contains("The check:"))
    #expect(desk.lines.contains("The file: folder/pool_example.sb"))
    #expect(desk.type("go program").contains("The file: folder/pool_example.py"))
  }

  @Test func `the hand-in is listed, and staged on a word`() {
    var desk = PlainDesk()
    let said = desk.type("hand-in")
    #expect(said.contains("Missing: Not answered: 1 container"))
    #expect(said.contains("There: answers.md"))
    #expect(!desk.lines.contains { $0.hasSuffix("-") }, "no line ends within an item")
    #expect(said.contains("git -C folder add -- answers.md"))
    #expect(said.contains("Type pack to pack the one file to upload."))
    desk.type("stage")
    #expect(desk.effects.last == .stage(Staging(["answers.md"], in: "./folder")))
  }

  @Test func `the file to upload is packed on a word, after the name was saved`() {
    var desk = PlainDesk()
    #expect(desk.type("name").contains("name Jane Doe, 4711 sets it"))
    #expect(desk.type("name Jane Doe, 4711").contains("You are Jane Doe (4711)."))
    #expect(desk.workbook.session.book.student == Student(name: "Jane Doe", id: "4711"))
    #expect(desk.type("name").contains("You are Jane Doe (4711)."))
    desk.type("pack")
    #expect(desk.effects.last == .packHandIn)
    let packed = PackedHandIn(path: "w/a.poolbook.zip", size: 999, receipt: "3F7A-C21B-90D4", older: ["b.poolbook.zip"])
    let lines = desk.workbook.packed(.success(packed)).lines.joined(separator: " ")
    #expect(lines.contains("Upload this file: w/a.poolbook.zip (999 bytes)"))
    #expect(lines.contains("3F7A-C21B-90D4") && lines.contains("An older file is still beside it: b.poolbook.zip."))
    #expect(desk.workbook.packed(.failure(Refused("The disk is full."))).lines == ["The disk is full."])
  }
}
