import AnswerBook
import BatchJob
import Experiments
import LessonFormat
import Session
import Testing

/// Batch jobs: what may be submitted, and what is said about it.
@Suite struct JobTests {
  private var session = Session(lesson: Self.lesson, book: AnswerBook(), host: "n1")

  private static let lesson: Lesson = {
    var lesson = Sample.lesson
    lesson.sections[0].parts.append(.job(JobSpec(id: "batch", script: "job.sh")))
    return lesson
  }()

  private func spec() throws -> JobSpec { try #require(session.job("batch")) }

  private mutating func writeScript() throws {
    try session.record("#!/bin/bash\nhostname\n", as: .text, of: try #require(session.question("job")))
  }

  private mutating func submitted() throws -> SubmittedJob {
    try writeScript()
    var job = try session.submit(try spec(), at: 100).job
    (job.id, job.runner, job.stage) = ("4711", "slurm", .submitted)
    job.status = JobStatus(
      id: "4711", name: "job.sh", state: "RUNNING", reason: "None", exit: "0:0", submitted: 100, started: 101,
      output: "/d/slurm-4711.out", runner: "slurm", asked: .init(), used: .init())
    _ = session.note(.changed(job))
    return job
  }

  private func sight() throws -> JobSight { try #require(session.sights(of: try spec()).last) }

  @Test mutating func `a job needs its files first`() throws {
    #expect(session.refusal(of: try spec())?.description == "Write job.sh first: question 4.")
    #expect(throws: Refused.self) { try session.submit(try spec(), at: 1) }
    try writeScript()
    #expect(session.refusal(of: try spec()) == nil)
    let request = try session.submit(try spec(), at: 1)
    #expect(request.text == "#!/bin/bash\nhostname\n" && request.job.stage == .submitting)
    #expect(session.book.jobs["batch"] == [request.job])
  }

  @Test mutating func `there is one job at a time`() throws {
    var job = try submitted()
    #expect(session.refusal(of: try spec())?.description == "Job 4711 isn't over yet.")
    job.status?.state = "COMPLETED"
    _ = session.note(.changed(job))
    #expect(session.refusal(of: try spec()) == nil)
    #expect(session.openJobs.isEmpty)
  }

  @Test mutating func `an ended job with a sign of trouble in its output isn't well`() throws {
    var job = try submitted()
    job.status?.state = "COMPLETED"
    _ = session.note(.changed(job))
    #expect(try sight().mood == .well)
    let output = JobOutput(lines: ["job.sh: line 2: module: command not found"])
    _ = session.note(.output(mark: job.mark, output, errors: nil))
    #expect(try sight().mood == .badly)
    #expect(try sight().sentence.contains("its output says that something went wrong"))
    job.status?.state = "FAILED"
    job.status?.exit = "3:0"
    _ = session.note(.changed(job))
    #expect(try sight().sentence.hasPrefix("The job failed with exit code 3."))
  }

  @Test mutating func `while the queue is silent, the last state stays`() throws {
    let job = try submitted()
    _ = session.note(.trouble(mark: job.mark, sentence: "scontrol doesn't answer.", command: "scontrol"))
    #expect(try sight().job.status?.state == "RUNNING")
    #expect(try sight().trouble == "scontrol doesn't answer.")
    _ = session.note(.changed(job))
    #expect(try sight().trouble == nil)
  }

  @Test mutating func `cancelling shows until the queue says so`() throws {
    var job = try submitted()
    #expect(try session.cancel(try spec()) == job)
    #expect(try sight().sentence == "The job is being cancelled.")
    #expect(session.cancelRefusal(of: try spec())?.description == "The job is being cancelled.")
    #expect(session.note(.notCancelled(mark: job.mark, "No.")) == "No.")
    #expect(session.cancelRefusal(of: try spec()) == nil)
    job.status?.state = "CANCELLED"
    _ = session.note(.changed(job))
    #expect(try sight().sentence == "The job was cancelled.")
    #expect(session.cancelRefusal(of: try spec())?.description == "No job is under way.")
  }

  @Test mutating func `a job that may be in the queue isn't submitted again until the student gives it up`() throws {
    var job = try submitted()
    (job.id, job.status, job.stage) = (nil, nil, .uncertain)
    _ = session.note(.changed(job))
    #expect(session.refusal(of: try spec())?.description == "The last job isn't over yet.")
    #expect(try sight().sentence.contains("don't submit it again yet"))
    #expect(try session.cancel(try spec()).stage == .abandoned)
    #expect(session.refusal(of: try spec()) == nil)
    // The queue may have been asked before, and answer late.
    (job.id, job.stage) = ("4712", .submitted)
    _ = session.note(.changed(job))
    #expect(try sight().job.stage == .abandoned && session.openJobs.isEmpty)
  }

  @Test mutating func `only what sbatch has said counts as its refusal`() throws {
    var job = try submitted()
    (job.id, job.status, job.stage) = (nil, nil, .refused)
    job.errors = "job.sh isn't saved as you see it, so the job wasn't submitted; submit it again."
    _ = session.note(.changed(job))
    #expect(try sight().sentence == "The job isn't in the queue.")
    job.errors = "sbatch: error: Batch job submission failed: Invalid account\n"
    _ = session.note(.changed(job))
    #expect(try sight().sentence.hasPrefix("sbatch has refused the job"))
  }

  @Test mutating func `a job of the stand-in on another machine isn't followed here`() throws {
    var job = try submitted()
    (job.runner, job.host) = ("builtin", "n2")
    _ = session.note(.changed(job))
    #expect(session.openJobs.isEmpty)
    #expect(session.refusal(of: try spec()) == nil)
    #expect(session.cancelRefusal(of: try spec())?.description == "This job is on n2; cancel it there.")
  }

  @Test mutating func `a run that a job has recorded becomes one of the student's runs, once`() throws {
    let run = Sample.run("first-map", of: .processInfo, processes: 4, seconds: 1, startUp: 0.1)
    _ = session.note(.runs([run, run]))
    #expect(session.book.runs["first-map"]?.map(\.id) == [run.id])
    let other = Sample.run("first-map", of: .primes, processes: 2, seconds: 1, startUp: 0.1)
    _ = session.note(.runs([other]))
    #expect(session.book.runs["first-map"]?.count == 1, "a run of another task isn't this experiment's")
  }

  @Test mutating func `an answer of the queue that says nothing new isn't saved`() throws {
    var job = try submitted()
    let before = session.revision
    job.seen = 200
    job.status?.used.time_s = 99
    _ = session.note(.changed(job))
    #expect(session.revision == before)
    job.status?.state = "COMPLETED"
    _ = session.note(.changed(job))
    #expect(session.revision == before + 1)
  }

  @Test func `nothing is submitted in a workbook that can only be read`() throws {
    let session = Session(lesson: Self.lesson, book: AnswerBook(), readOnly: "Somebody has it.", host: "n1")
    #expect(session.refusal(of: try #require(session.job("batch")))?.description == "Somebody has it.")
  }

  @Test mutating func `a job whose file was changed since it was submitted is listed before handing in`() throws {
    _ = try submitted()
    let answers = session.book.answers
    try session.record("#!/bin/bash\ndate\n", as: .text, of: try #require(session.question("job")))
    session.note(changesSince: answers, at: 200)
    let lines = HandIn(of: session.book, in: Self.lesson, files: nil).openLines
    #expect(lines.contains(.missing("Submitted before its files were last changed", ["batch"])))
  }
}
