import AnswerBook
import BatchJob
import LessonFormat
import Session
import Testing

@testable import PlainApp

/// A batch job in the plain workbook.
@Suite struct PlainJobTests {
  private var desk: PlainDesk

  init() {
    var book = AnswerBook()
    book.answers["script"] = Answer(text: "#!/bin/bash\nhostname\n")
    book.answers["program"] = Answer(text: "print()\n")
    desk = PlainDesk(book: book, at: "batch-run")
  }

  private mutating func job() throws -> SubmittedJob {
    let request = try #require(
      desk.effects.compactMap { if case .submitJob(let request) = $0 { request } else { nil } }.last)
    var job = request.job
    (job.id, job.runner, job.stage) = ("4711", "slurm", .submitted)
    job.status = JobStatus(
      id: "4711", name: "a", state: "RUNNING", reason: "None", exit: "0:0", submitted: 100, started: 101,
      output: "/d/slurm-4711.out", runner: "slurm", asked: .init(tasks: 4), used: .init(cpus: 4))
    return job
  }

  private mutating func news(_ news: JobNews) -> String {
    let before = desk.lines.count
    desk.perform(desk.workbook.jobNews(news))
    return desk.lines[before...].joined(separator: " ")
  }

  @Test mutating func `run submits the job, and what changes is said once`() throws {
    #expect(desk.type("run").contains("Submitting pool_example.sb."))
    #expect(desk.workbook.isFollowing)
    let job = try job()
    #expect(news(.changed(job)).contains("Job 4711: The job is running."))
    #expect(news(.changed(job)) == "")
    var over = job
    over.status?.state = "FAILED"
    over.status?.exit = "3:0"
    over.status?.ended = 110
    #expect(news(.changed(over)).contains("exit code 3"))
    #expect(desk.workbook.isFollowing, "the end of the output comes next")
    let said = news(.output(mark: job.mark, JobOutput(lines: ["one", "two\u{1B}[1m"]), errors: nil))
    #expect(said.contains("one") && said.contains("two␛[1m"))
    #expect(!desk.workbook.isFollowing)
  }

  @Test mutating func `cancel has to be typed twice`() throws {
    desk.type("run")
    let job = try job()
    _ = news(.changed(job))
    desk.perform(desk.workbook.stopFollowing())
    #expect(desk.type("cancel") == "Type cancel once more to cancel job 4711.")
    #expect(desk.type("list", "cancel").contains("Type cancel once more"), "another command in between")
    desk.type("cancel")
    #expect(desk.effects.last { if case .cancelJob = $0 { true } else { false } } == .cancelJob(job))
  }

  @Test mutating func `job and output say how far it is`() throws {
    #expect(desk.type("job") == "Not submitted yet: type run to submit it.")
    desk.type("run")
    let job = try job()
    _ = news(.changed(job))
    desk.perform(desk.workbook.stopFollowing())
    #expect(desk.type("output").contains("No output yet."))
    #expect(desk.type("job").contains("Job 4711: The job is running."))
    #expect(desk.effects.last == .followJob(job))
  }

  @Test func `without its files, a job says what to write first`() {
    var desk = PlainDesk(at: "batch-run")
    #expect(desk.type("read").contains("Locked: write pool_example.sb first (go script takes you there)."))
    #expect(desk.type("run").contains("Write pool_example.sb first"))
  }
}
