import BatchJob
import Foundation
import Testing

/// The node of the recorded cluster.
let recordedNode = BatchNode(cpus: 4, memory: 8000)

extension RecordedCase {
  /// What a submission says: its errors and its exit code, without running anything.
  var answer: (text: String, code: Int32) {
    let (bytes, file) = (bytes(dependency: "7"), file)
    let surroundings = BatchRequest.Surroundings(
      now: 1_800_000_000, secondsFromUTC: 0, isUser: { $0 == "root" },
      file: { path in
        if path == file || path.hasSuffix("/" + file), let bytes { return .success(bytes) }
        if path == "dir" { return .failure(.init(reason: "Is a directory")) }
        if path == "/usr/bin/env" { return .success(Array("\u{7F}ELF".utf8)) }
        return .failure(.init(reason: "No such file or directory"))
      })
    let input = Array((stdin ?? "").utf8)
    let words = argv.map { $0.replacing("@DEP@", with: "7") }
    do throws(SubmissionRefusal) {
      let submission = try Submission(
        words: words,
        sources: Submission.Sources(
          surroundings: surroundings, variables: setenv ?? [:], find: { $0 }, standardInput: { input }))
      if let beyond = submission.request.beyondStandIn { return ("\(beyond): not in the stand-in", 1) }
      _ = try recordedNode.judge(submission, now: surroundings.now)
      return (submission.notes, 0)
    } catch {
      return (error.text, error.code)
    }
  }
}

struct SubmissionTests {
  @Test func `the recorded cases are there`() {
    #expect(RecordedCase.all.count == 287)
  }

  @Test(arguments: RecordedCase.all.filter { $0.nodes == 1 })
  func `a submission is answered as sbatch answers it`(_ recorded: RecordedCase) {
    let (text, code) = recorded.answer
    if text.hasSuffix("not in the stand-in") { return #expect(beyond.contains(recorded.id)) }
    let isTest = recorded.argv.contains("--test-only")
    // The exit code of a job that sbatch waits for is another matter.
    #expect(code == (recorded.argv.contains("--wait") ? 0 : recorded.rc))
    if !isTest { #expect(text == recorded.stderr) }
  }

  @Test func `a quoted word with nothing in it is dropped`() throws {
    func words(_ line: String) throws -> [String] {
      try BatchScript("#!/bin/sh\n#SBATCH \(line)\n").directiveWords(.slurm, file: "job.sb").map(\.text)
    }
    #expect(try words(#"-N """#) == ["-N"])
    #expect(try words(#"-n 2 '' --mem=1G"#) == ["-n", "2", "--mem=1G"])
    #expect(try words(#"--comment="" a"#) == ["--comment=", "a"])
  }

  @Test func `an open quote is shown with the space before it`() {
    let script = BatchScript("#!/bin/sh\n#SBATCH -n 2 \"a b\n")
    #expect(throws: SubmissionRefusal.fatal(#"job.sb: line 2: Unmatched `"` in [ "a b]"#)) {
      try script.directiveWords(.slurm, file: "job.sb")
    }
  }

  /// Cases that only a real cluster can do.
  private let beyond: Set<String> = ["s-cluster"]
}
