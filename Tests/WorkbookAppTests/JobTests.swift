import AnswerBook
import BatchJob
import Canvas
import LessonFormat
import Session
import Testing

@testable import WorkbookApp

/// A batch job on the page.
@Suite struct JobTests {
  private static let lesson: Lesson = {
    do { return try Lesson.parse(text, file: "jobs.md") } catch { preconditionFailure("\(error)") }
  }()

  private static let text = #"""
    ---
    format: 1
    id: jobs
    version: 1
    title: A Job
    ---

    # Batch job {#batch-job}

    Write the file, submit it, and read what it prints.

    <!-- question {id: script, kind: file, file: pool_example.sb, language: bash} -->
    Write the batch file.
    <!-- end -->

    ```experiment
    id: batch-run
    title: The batch job
    kind: batch
    script: pool_example.sb
    ```

    <!-- question {id: seen, kind: text, beside: batch-run} -->
    What did it print?
    <!-- end -->
    """#

  private static let script = "#!/bin/bash\n#SBATCH --ntasks=4\nhostname\n"

  /// A job in each state that keys act on differently.
  static let states: [Desk] = {
    let tests = JobTests()
    var (running, cancelling, ended) = (tests.desk(), tests.desk(), tests.desk())
    do {
      _ = try tests.running(&running)
      _ = try tests.running(&cancelling)
      cancelling.press("x")
      try tests.ended(&ended, (1...40).map { "line \($0)" })
      try tests.ended(&ended, (1...60).map { "line \($0)" })
    } catch { preconditionFailure("\(error)") }
    var (earlier, reading) = (ended, ended)
    earlier.press(.left)
    reading.press("t")
    var scrolled = reading
    scrolled.press(.pageDown)
    return [tests.desk(script: nil), tests.desk(), running, cancelling, ended, earlier, reading, scrolled]
  }()

  private func desk(width: Int = 80, height: Int = 24, script: String? = JobTests.script) -> Desk {
    var book = AnswerBook()
    if let script { book.answers["script"] = Answer(text: script) }
    return Desk(Self.lesson, book: book, at: "batch-run", width: width, height: height)
  }

  private func request(_ desk: Desk) throws -> JobRequest {
    try #require(
      desk.effects.compactMap { if case .submitJob(let request) = $0 { request } else { nil } }.last)
  }

  /// Submits the job and lets it run.
  private func running(_ desk: inout Desk) throws -> SubmittedJob {
    desk.press(.character("r"))
    var job = try request(desk).job
    (job.runner, job.folder, job.id, job.stage) = ("slurm", "/home/me/jobs", "4711", .submitted)
    job.seen = 1_700_000_000
    job.status = JobStatus(
      id: "4711", name: "pool_example.sb", state: "RUNNING", reason: "None", exit: "0:0", submitted: 1_700_000_000,
      started: 1_700_000_002, output: "/home/me/jobs/slurm-4711.out", runner: "slurm",
      asked: .init(tasks: 4, nodes: 1, cpus: 4, memory_mb: 4096, time_s: 3600), used: .init(nodes: 1, cpus: 4))
    desk.send(.job(.changed(job)))
    return job
  }

  private func ended(_ desk: inout Desk, _ lines: [String], state: String = "COMPLETED") throws {
    var job = try running(&desk)
    job.status?.state = state
    job.status?.ended = 1_700_000_011
    desk.send(.job(.changed(job)))
    desk.send(.job(.output(mark: job.mark, JobOutput(lines: lines), errors: nil)))
  }

  @Test func `a job whose file isn't written leads to the question`() throws {
    var desk = desk(script: nil)
    #expect(desk.screen.contains("Locked: Write pool_example.sb first: question 1: enter takes you there."))
    desk.press(.character("r"))
    #expect(desk.effects.isEmpty)
    desk.press(.enter)
    #expect(desk.model.editing?.question == "script")
  }

  @Test func `r saves everything and then submits the file as it is`() throws {
    var desk = desk()
    desk.press(.character("r"))
    let kinds = desk.effects.compactMap { effect -> String? in
      switch effect {
      // The check of the batch file does that.
      case .lookUp: nil
      case .save: "save"
      case .submitJob: "submit"
      default: "other"
      }
    }
    #expect(kinds == ["save", "submit"])
    #expect(try request(desk).text == Self.script)
    #expect(desk.screen.contains("The job is being submitted."))
    let count = desk.effects.count
    desk.press(.character("r"))
    #expect(desk.effects.count == count, "one job at a time")
    #expect(desk.screen.contains("isn't over yet: x cancels it."))
  }

  @Test func `x asks once more before it cancels`() throws {
    var desk = desk()
    let job = try running(&desk)
    desk.press(.character("x"))
    #expect(!desk.effects.contains(.cancelJob(job)))
    #expect(desk.screen.contains("x cancel job 4711"))
    desk.press(.escape)
    #expect(desk.model.isReading)
    desk.press(.character("x"), .character("x"))
    #expect(desk.effects.last { if case .cancelJob = $0 { true } else { false } } == .cancelJob(job))
    #expect(desk.screen.contains("The job is being cancelled."))
  }

  @Test func `the question for cancelling goes away when the job ends meanwhile`() throws {
    var desk = desk()
    var job = try running(&desk)
    desk.press(.character("x"))
    job.status?.state = "COMPLETED"
    desk.send(.job(.changed(job)))
    #expect(desk.model.isReading)
  }

  @Test func `t shows the whole output, without its control characters`() throws {
    var desk = desk()
    try ended(&desk, (1...40).map { "line \($0)" } + ["\u{1B}[31mred\u{7}"])
    #expect(!desk.screen.contains("line 2 ") && desk.screen.contains("t shows all"))
    desk.press(.character("t"))
    #expect(desk.screen.contains("│") == false && desk.screen.contains("line 2"))
    desk.press(.end)
    #expect(desk.screen.contains("␛[31mred␇"))
    desk.press(.character("t"))
    #expect(desk.model.isReading)
  }

  @Test func `the age is shown each second as long as a job is under way, and not longer`() throws {
    var desk = desk()
    try ended(&desk, ["n1"])
    #expect(desk.model.nextSecond == nil)
    var other = self.desk()
    _ = try running(&other)
    #expect(other.model.nextSecond != nil)
  }

  @Test func `the output is shown beside the question about it`() throws {
    var desk = desk(height: 45)
    #expect(desk.screen.contains("The output of your job batch-run will be shown here."))
    try ended(&desk, ["n1", "n1 again"])
    #expect(desk.screen.ranges(of: "n1 again").count == 2, "at the job and at the question")
  }

  @Test func `earlier jobs can be stepped through`() throws {
    var desk = desk()
    try ended(&desk, ["first"])
    try ended(&desk, ["second"])
    #expect(desk.screen.contains("· 2 of 2") && desk.screen.contains("second"))
    desk.press(.left)
    #expect(desk.screen.contains("· 1 of 2") && desk.screen.contains("first"))
    desk.press(.left)
    #expect(desk.screen.contains("This is the first job."))
  }

  @Test func `what sbatch refuses is shown with the line and the fix`() throws {
    var desk = desk(script: "#!/bin/bash\n#SBATCH --time=1h\nhostname\n")
    desk.press(.character("r"))
    var job = try request(desk).job
    (job.runner, job.stage, job.errors) = ("slurm", .refused, "sbatch: error: Invalid --time specification\n")
    desk.send(.job(.changed(job)))
    #expect(desk.screen.contains("sbatch has refused the job"))
    #expect(desk.screen.contains("Invalid --time specification"))
    #expect(desk.screen.contains("Line 2:"))
  }

  @Test(arguments: ScreenTests.sizes) func `a job shows its state, its figures and its output`(size: Size) throws {
    let four = ["parent MainProcess 900"] + (1...10).map { "ForkPoolWorker-\($0 % 4 + 1) \(901 + $0 % 4) \($0 - 1)" }
    var other = desk()
    var job = try running(&other)
    // Marks are drawn at random, but not in pictures.
    job.mark = "poolbook-1"
    job.when = 1_700_000_000
    var book = AnswerBook()
    book.answers["script"] = Answer(text: Self.script)
    book.jobs["batch-run"] = [job]
    var desk = Desk(Self.lesson, book: book, at: "batch-run", width: size.width, height: size.height)
    desk.send(.job(.output(mark: job.mark, JobOutput(lines: Array(four.prefix(3))), errors: nil)))
    desk.wait(seconds: 3)
    desk.press(.character("x"))
    try snapshot(desk, "job-running")
    desk.press(.escape)
    job.status?.state = "COMPLETED"
    job.status?.ended = 1_700_000_011
    desk.send(.job(.changed(job)))
    desk.send(.job(.output(mark: job.mark, JobOutput(lines: four), errors: nil)))
    try snapshot(desk, "job-done")
  }

  private func snapshot(_ desk: Desk, _ name: String) throws {
    try expectSnapshot(desk.canvas, "\(name)-\(desk.model.size.width)x\(desk.model.size.height)")
  }
}
