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
    #expect(said.contains("git -C folder add -- answers.md"))
    desk.type("stage")
    #expect(desk.effects.last == .stage(Staging(["answers.md"], in: "./folder")))
  }
}
