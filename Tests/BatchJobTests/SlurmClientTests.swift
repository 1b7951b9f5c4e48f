import BatchJob
import Foundation
import Glibc
import Posix
import Testing

/// The client of SLURM with programs that say what a test wants.
final class SlurmClientTests {
  private let folder: String

  init() throws { folder = try makeTemporaryFolder("client", in: "/tmp") }

  deinit { removeFolder(folder) }

  /// Submits words to an sbatch and an squeue with these commands of the shell.
  private func submit(_ words: [String], sbatch: String, squeue: String = "") throws -> SubmissionOutcome {
    for (name, text) in [("sbatch", sbatch), ("squeue", squeue)] {
      try writeProgram("cd \(folder)\n\(text)", to: "\(folder)/\(name)")
    }
    var queue = SlurmQueue(variables: ["PATH": "\(folder):/usr/local/bin:/usr/bin:/bin"])
    queue.searchLimit = 0
    queue.standardInput = { Array("input".utf8) }
    return try queue.submit(words, in: folder)
  }

  private func lines(_ name: String) -> [String] {
    ((try? String(contentsOfFile: "\(folder)/\(name)", encoding: .utf8)) ?? "").split(
      separator: "\n", omittingEmptySubsequences: false
    ).map(String.init)
  }

  @Test(arguments: ["7", "7;cluster", "Welcome\n12 jobs are waiting\n7;cluster\nThanks"])
  func `the id is the last line with a number`(_ output: String) throws {
    #expect(try submit(["job.sb"], sbatch: "echo '\(output)'").id == "7")
  }

  @Test(arguments: ["--version", "-V", "--help", "--usage"])
  func `what sbatch says about itself is passed on and is no job`(_ word: String) throws {
    let outcome = try submit([word], sbatch: "cat > input; echo 'slurm 25.11'")
    #expect(outcome.id == nil && outcome.code == 0)
    #expect(outcome.output == "slurm 25.11\n")
    #expect(lines("input") == [""])
  }

  @Test func `waiting and silence are left to this program, and a comment follows the mark`() throws {
    let outcome = try submit(
      ["-QW", "--comment", "my own", "-J", "", "-OQ", "--wait", "job.sb", "-Q"],
      sbatch: "printf '%s\\n' \"$@\" > words; echo 7")
    #expect(outcome.id == "7" && outcome.waits && outcome.isQuiet)
    let words = lines("words")
    #expect(words[1].wholeMatch(of: #/--comment=poolbook-[0-9a-z]+ my own/#) != nil)
    #expect(words.dropFirst(2) == ["-J", "", "-O", "job.sb", "-Q", ""])
  }

  @Test(arguments: ["Socket timed out on send/recv operation", "Zero Bytes were transmitted or received"])
  func `a job is looked for after every error of communication`(_ reason: String) throws {
    let outcome = try submit(
      ["-Q", "--wait", "--comment=mine", "job.sb"],
      sbatch: "echo \"$2\" > words; echo 'sbatch: error: Batch job submission failed: \(reason)' >&2; exit 1",
      squeue: "echo \"6|mine\"; [ \"$6\" = '%F|%k' ] && echo \"9|$(cut -d= -f2 words)\"")
    #expect(outcome.id == "9" && outcome.code == 0)
    #expect(outcome.waits && outcome.isQuiet)
  }

  @Test func `a job is not looked for after a refusal`() throws {
    let outcome = try submit(["job.sb"], sbatch: "echo no >&2; exit 1", squeue: "echo called > called")
    #expect(outcome.errors == "no\n" && outcome.code == 1)
    #expect(access("\(folder)/called", F_OK) != 0)
  }

  @Test func `a wait goes on while the controller is silent, and ends with the highest code of an array`() throws {
    #expect(try Answers([nil, [], nil, ["3:0", "9:0", "0:0"]]).wait(for: "7", firstPause: 0) == 9)
    #expect(throws: BatchError.forgotten("slurm", "7")) { try Answers([nil]).wait(for: "7", firstPause: 0) }
    #expect(throws: BatchError.slurm("no")) { try Answers([], last: .slurm("no")).wait(for: "7", firstPause: 0) }
  }

  @Test func `the stand-in is used only if there is no cluster`() throws {
    #expect(try usualQueue { () throws(BatchError) in throw .noSLURM("none") }.runner == "builtin")
    #expect(throws: BatchError.silent("sbatch")) { try usualQueue { () throws(BatchError) in throw .silent("sbatch") } }
  }

  @Test func `a job that hasn't started has no output`() {
    var job = JobStatus(
      id: "7", name: "a", state: "PENDING", reason: "Priority", exit: "0:0", output: "old", runner: "slurm",
      asked: .init(), used: .init())
    #expect(job.missingOutput == "Job 7 has no output yet: The job waits its turn: other jobs come first.")
    job.state = "CANCELLED"
    #expect(job.missingOutput == "Job 7 has no output: The job was cancelled.")
    job.started = 1
    #expect(job.missingOutput == nil)
  }
}

/// A queue that answers with these codes in turn: `nil` is silence, and none are a job that runs.
private struct Answers: BatchQueue {
  let runner = "slurm"
  private let left: Guarded<[[String]?]>
  private let last: BatchError?

  init(_ answers: [[String]?], last: BatchError? = nil) {
    left = Guarded(answers)
    self.last = last
  }

  func status(_ id: String) throws(BatchError) -> [JobStatus] {
    guard let codes = left.withLock({ $0.isEmpty ? nil : .some($0.removeFirst()) }) else {
      if let last { throw last }
      return []
    }
    guard let codes else { throw .silent("scontrol") }
    return (codes.isEmpty ? ["0:0"] : codes).map { code in
      JobStatus(
        id: id, name: "a", state: codes.isEmpty ? "RUNNING" : code == "0:0" ? "COMPLETED" : "FAILED", reason: "None",
        exit: code, runner: runner, asked: .init(), used: .init())
    }
  }

  func submit(_ words: [String], in folder: String, mark: String) throws(BatchError) -> SubmissionOutcome {
    throw .noJob("")
  }
  func find(mark: String) throws(BatchError) -> String? { nil }
  func jobs() throws(BatchError) -> [JobStatus] { [] }
  func cancel(_ id: String) throws(BatchError) {}
}
