import AnswerBook
import BatchJob
import Glibc
import LessonFormat
import SlurmCluster
import Testing
import TmuxSession

extension EndToEnd {
  /// The lesson's batch job, submitted from the workbook to the stand-in.
  @Suite struct WorkbookJobs {
    /// A folder with the two files as the lesson's solution has them, for a machine whose Python is called `python3`.
    private let workplace: Workplace
    private let lesson: Lesson
    /// What the program must find, and nothing of this user's own.
    private var environment: [String: String] {
      [
        "XDG_STATE_HOME": workplace.path + "/state", "POOLBOOK_RUNNER_CPUS": "4", "POOLBOOK_RUNNER_MEMORY": "8000",
        "SLURM_CONF": "/nowhere/slurm.conf",
      ]
    }

    init() throws {
      workplace = try Workplace()
      lesson = try Lesson.parse(shortLesson, file: "short.md")
      try workplace.write(shortLesson, to: "short.md")
      mkdir(workplace.path + "/sharing-work", 0o755)
      for name in ["pool_example.sb", "pool_example.py"] {
        let question = try #require(lesson.questions.first { $0.fileName == name })
        let code = question.solution.compactMap { if case .code(_, let text) = $0 { text } else { nil } }.first
        try workplace.write(
          try #require(code).replacing("\npython ", with: "\npython3 "), to: "sharing-work/\(name)")
      }
    }

    private var jobs: [SubmittedJob] {
      get throws {
        try BookFolder.read(workplace.path + "/sharing-work", lesson: lesson)?.book.jobs["batch-run"] ?? []
      }
    }

    /// The processes in the output of the last job.
    private func workers() throws -> Set<Substring> {
      let path = try #require(try jobs.last?.status?.output)
      let lines = contents(of: path).split(separator: "\n").filter { $0.hasPrefix("ForkPoolWorker") }
      #expect(lines.count == 10)
      return Set(lines.compactMap { $0.split(separator: " ").dropFirst().first })
    }

    @Test(.enabled("tmux is missing; .ci/setup --test installs it") { TmuxSession.isInstalled })
    func `the lesson's job runs on four workers, and its output is on the page`() throws {
      let session = try TmuxSession(terminal: "xterm-256color", columns: 100, rows: 40, environment: environment)
      try session.type("cd \(workplace.path) && \(Workplace.poolbook) short.md --at batch-run", enter: true)
      try session.wait(for: "r submit")
      try session.send("r")
      try session.wait(for: "COMPLETED 0:0")
      try session.wait(for: "ForkPoolWorker-")
      #expect(try session.screen().contains("which is not SLURM"))
      #expect(try workers().count == 4)
      // Another job is cancelled, and that survives leaving and coming back.
      try workplace.write("#!/bin/bash\necho begun\nsleep 60\n", to: "sharing-work/pool_example.sb")
      try session.send("q")
      try session.wait(for: "Your answers are in")
      try session.type("clear; \(Workplace.poolbook) short.md --at batch-run", enter: true)
      try session.wait(for: "r submit")
      try session.send("r")
      try session.wait(for: "begun")
      try session.send("q")
      try session.wait(for: "Your answers are in")
      try session.type("clear; \(Workplace.poolbook) short.md --at batch-run", enter: true)
      try session.wait(for: "The job is running.")
      try session.send("x")
      try session.wait(for: "x cancel job")
      try session.send("x")
      try session.wait(for: "The job was cancelled.")
      #expect(try jobs.map(\.stateWords) == ["COMPLETED 0:0", "CANCELLED 0:15"])
      try session.send("q")
      try session.wait(for: "Your answers are in")
      #expect(workplace.read("sharing-work/answers.md").contains("CANCELLED 0:15"))
    }

    /// Submits the lesson's job from the workbook, and returns its output without what differs from run to run: which
    /// worker took which item, and the numbers of processes.
    private func outputOfLesson(environment: [String: String]) throws -> [String] {
      let session = try TmuxSession(terminal: "xterm-256color", columns: 140, rows: 45, environment: environment)
      try session.type("cd \(workplace.path) && \(Workplace.poolbook) short.md --at batch-run", enter: true)
      try session.wait(for: "r submit")
      let before = try jobs.count
      try session.send("r")
      try eventually("the job has ended") { try jobs.count > before && jobs.last?.stateWords == "COMPLETED 0:0" }
      try session.send("q")
      try session.wait(for: "Your answers are in")
      #expect(try workers().count == 4)
      return contents(of: try #require(try jobs.last?.status?.output)).split(separator: "\n").map { line in
        let words = line.split(separator: " ")
        return words.count == 3
          ? "\(words[0].prefix { $0 != "-" }) \(words[2].count > 2 ? "pid" : words[2])" : String(line)
      }
    }

    @Test(
      .enabled("tmux is missing; .ci/setup --test installs it") { TmuxSession.isInstalled },
      .enabled(if: SlurmCluster.isPossible, "SLURM isn't installed; .ci/setup --test installs it"))
    func `on a real cluster, the lesson's job prints what it prints on the stand-in`() throws {
      let cluster = try SlurmCluster(nodes: 1)
      var environment = environment
      let onStandIn = try outputOfLesson(environment: environment)
      environment["SLURM_CONF"] = cluster.configuration
      #expect(try outputOfLesson(environment: environment) == onStandIn)
      #expect(onStandIn.count == 11)
      #expect(try jobs.map(\.runner) == ["builtin", "slurm"])
      #expect(workplace.read("sharing-work/answers.md").contains("| slurm | COMPLETED 0:0 |"))
      cluster.shutDown()
    }

    @Test func `the plain workbook follows a job to its end, and a run that it has recorded is the student's`() throws {
      try workplace.write(
        "#!/bin/bash\n\(Workplace.poolbook) run process-info --items 10 --processes 2 --experiment first-map\n",
        to: "sharing-work/pool_example.sb")
      try workplace.write("<!-- none -->\n", to: "sharing-work/answers.md")
      let finished = try workplace.run(
        ["short.md", "--plain", "--at", "batch-run"], input: "run\njob\noutput\ngo first-map\nruns\nquit\n",
        environment: environment)
      #expect(finished.errors == "")
      #expect(finished.output.contains("The job's script has ended with exit code 0."))
      #expect(finished.output.contains("which is not SLURM"))
      #expect(finished.output.contains("process-info"))
      #expect(finished.output.contains("1. "), "the run that the job has recorded: \(finished.output)")
      let book = try #require(try BookFolder.read(workplace.path + "/sharing-work", lesson: lesson)).book
      #expect(book.runs["first-map"]?.count == 1)
      #expect(book.jobs["batch-run"]?.count == 1)
    }
  }
}
