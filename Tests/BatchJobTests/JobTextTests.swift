import Foundation
import Posix
import Testing

@testable import BatchJob

/// What is said about a job besides its state.
@Suite struct JobTextTests {
  private func lines(_ text: String, cut: Bool = false) -> [String] {
    JobOutput(Array(text.utf8), isCut: cut, size: text.utf8.count, script: "pool_example.sb").lines
  }

  @Test func `a fault in SLURM's copy of the script is named in the student's file`() {
    #expect(
      lines("/var/spool/slurmd/job00004/slurm_script: line 9: module: command not found\n")
        == ["pool_example.sb: line 9: module: command not found"])
    #expect(lines("see /x/slurm_script: line 9: a\n") == ["see pool_example.sb: line 9: a"])
    #expect(lines("line 9: a\n") == ["line 9: a"])
  }

  @Test func `an output that was cut begins with a whole line`() {
    #expect(lines("alf a line\nb\nc", cut: true) == ["b", "c"])
    #expect(lines("a\n\nb\n") == ["a", "", "b"])
    #expect(lines("").isEmpty)
  }

  @Test func `of a line that is longer than what is read, the end is shown`() throws {
    #expect(lines("no end of dots", cut: true) == ["no end of dots"])
    #expect(lines("no end of dots\n", cut: true) == ["no end of dots"])
    let folder = try makeTemporaryFolder("output", in: "/tmp")
    defer { removeFolder(folder) }
    let path = "\(folder)/slurm-1.out"
    try writeFile(String(repeating: ".", count: 1 << 20) + "end", to: path, permissions: 0o600)
    let output = try #require(JobOutput.read(path, script: "a.sb"))
    #expect(output.isCut && output.lines.count == 1 && output.lines[0].hasSuffix("end"))
  }

  @Test func `a line that says that something went wrong is no longer than a paragraph`() {
    let line = String(repeating: "x", count: 100_000) + ": command not found"
    #expect(JobOutput(lines: [line]).suspiciousLine?.count == 300)
  }

  @Test func `only the end of a long output is read, and pipes are left alone`() throws {
    let folder = try makeTemporaryFolder("output", in: "/tmp")
    defer { removeFolder(folder) }
    let path = "\(folder)/slurm-1.out"
    try writeFile((1...60_000).map { "line \($0)\n" }.joined(), to: path, permissions: 0o600)
    let output = try #require(JobOutput.read(path, script: "a.sb"))
    #expect(output.isCut && output.lines.last == "line 60000" && output.lines.count < 60_000)
    #expect(output.lines.allSatisfy { $0.hasPrefix("line ") })
    mkfifo("\(folder)/pipe", 0o600)
    #expect(JobOutput.read("\(folder)/pipe", script: "a.sb") == nil)
    #expect(JobOutput.read("\(folder)/none", script: "a.sb") == nil)
  }

  @Test(arguments: [
    ("a\nb: command not found\nc", "b: command not found"),
    ("Traceback (most recent call last):\n  File \"a.py\", line 1\nValueError: no\n", "ValueError: no"),
    ("slurmstepd-n1: error: *** JOB 8 ON n1 CANCELLED AT X DUE TO TIME LIMIT ***", nil),
    ("parent MainProcess 4\nForkPoolWorker-1 7 0", nil),
  ]) func `a line that says that something went wrong is found`(text: String, found: String?) {
    let output = JobOutput(lines: text.split(separator: "\n").map(String.init))
    #expect(output.suspiciousLine == found)
  }

  private func status(
    _ state: String = "COMPLETED", limit: Double? = 3600, ran: Double? = 9, nodes: Int = 1, tasks: Int = 4
  ) -> JobStatus {
    JobStatus(
      id: "7", name: "a", state: state, reason: "None", exit: "0:0", submitted: 1000, started: 1002,
      ended: ran.map { 1002 + $0 }, output: "/d/slurm-7.out", runner: "slurm",
      asked: .init(tasks: tasks, nodes: nodes, cpus: tasks, memory_mb: 4096, time_s: limit),
      used: .init(nodes: nodes, cpus: tasks, time_s: ran))
  }

  @Test func `what was asked for and what was used are put into words`() {
    #expect(status().askedWords == "4 tasks on 1 node, 4 GB, 1 h")
    #expect(status().usedWords == "4 cores of 1 node, 9 s")
    #expect(status().waited == 2 && status().ran == 9)
    #expect(status(limit: nil, ran: nil).askedWords == "4 tasks on 1 node, 4 GB")
    #expect(status("RUNNING", ran: nil).usedWords == "4 cores of 1 node")
  }

  @Test func `advice is given only where the request was far too large, or on several nodes`() {
    #expect(status().advice == "Next time, ask for --time=00:05:00: a shorter job finds a place sooner.")
    #expect(status(ran: 1000).advice == nil)
    #expect(status(limit: 172_800, ran: 30_000).advice == nil)
    #expect(status(limit: 864_000, ran: 30_000).advice?.contains("--time=1-00:00:00") == true)
    #expect(status("RUNNING", ran: nil).advice == nil)
    #expect(status("FAILED").advice == nil)
    #expect(status(nodes: 2).advice?.contains("ask for --nodes=1") == true)
  }

  @Test(arguments: [(0, "0 s"), (9.4, "9 s"), (125, "2 min 5 s"), (3600, "1 h"), (183_600, "2 d 3 h")])
  func `durations have at most two units`(seconds: Double, words: String) {
    #expect(JobStatus.duration(seconds) == words)
  }

  @Test(arguments: [-1e308, -1, 0, 1e19, 1e308, .infinity])
  func `figures that no job can have are put into words too`(seconds: Double) {
    var status = status(limit: seconds, ran: seconds)
    status.asked.memory_mb = .max
    status.used.memory_mb = .max - 1
    status.runner = "builtin"
    (status.submitted, status.exit) = (-seconds, "0:2147483647")
    #expect(!status.askedWords.isEmpty && !status.usedWords.isEmpty)
    #expect(!(status.waited.map(JobStatus.duration) ?? "").isEmpty)
    _ = (status.advice, status.exitCode, JobStatus.limit(seconds))
  }

  @Test func `of an array, the job that isn't over counts, then the worst end`() {
    var failed = status()
    (failed.id, failed.state, failed.exit) = ("7_2", "FAILED", "3:0")
    let running = status("RUNNING", ran: nil)
    #expect(JobStatus.summary(of: [status(), failed, running])?.state == "RUNNING")
    #expect(JobStatus.summary(of: [status(), failed])?.id == "7_2")
    #expect(JobStatus.summary(of: []) == nil)
  }

  @Test func `a queue is asked often at first, then rarely, and a slow one more rarely`() {
    var pace = JobPace(runner: "slurm", now: 100)
    #expect(pace.due == 100)
    pace.answered(at: 100, took: 0.1, isWaiting: true)
    #expect(pace.due == 102)
    var pauses: [Double] = []
    for _ in 0..<20 {
      let now = pace.due
      pace.answered(at: now, took: 0.1, isWaiting: false)
      pauses.append(pace.due - now)
    }
    #expect(pauses == pauses.sorted() && pauses.last == 30)
    let now = pace.due
    pace.answered(at: now, took: 0.1, isWaiting: false)
    pace.hurry(now: now + 0.1)
    #expect(abs(pace.due - (now - 0.1 + 2)) < 1e-6, "not more often than every two seconds")
    var slow = JobPace(runner: "slurm", now: 0)
    slow.answered(at: 4, took: 4, isWaiting: false)
    #expect(slow.due == 24)
    slow.hurry(now: 5)
    #expect(slow.due == 24, "a controller that is slow isn't hurried")
  }

  @Test func `a job that prints all the time is asked about as rarely as any other`() {
    var pace = JobPace(runner: "slurm", now: 0)
    var questions = 0
    for second in 0..<600 {
      let now = Double(second)
      pace.outputChanged(now: now)
      guard pace.due <= now else { continue }
      pace.answered(at: now, took: 0.1, isWaiting: false)
      questions += 1
    }
    #expect(questions < 60)
  }

  @Test func `only a change that says something is written down`() {
    var job = SubmittedJob(job: "batch", host: "n1", script: "a.sb", when: 1)
    job.status = status("RUNNING", ran: nil)
    var later = job
    later.status?.used.time_s = 12
    later.seen = 99
    #expect(!later.isNews(since: job))
    later.status?.state = "COMPLETED"
    #expect(later.isNews(since: job))
  }

  @Test func `the JSON object of a status has the fields it always had`() throws {
    var job = SubmittedJob(job: "batch", host: "n1", script: "a.sb", when: 1)
    job.status = status()
    job.status?.errorOutput = "/d/errors"
    job.status?.expectedStart = 7
    let keys = Mirror(reflecting: try #require(job.status)).children.compactMap(\.label)
    #expect(keys.contains("errorOutput"))
    let text = try jsonText(try #require(job.status))
    #expect(!text.contains("errorOutput") && !text.contains("expectedStart") && text.contains("\"exit\""))
  }
}

private func jsonText(_ status: JobStatus) throws -> String {
  String(decoding: try JSONEncoder().encode(status), as: UTF8.self)
}
