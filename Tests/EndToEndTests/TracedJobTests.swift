import AnswerBook
import Experiments
import Glibc
import LessonFormat
import Posix
import SlurmCluster
import Testing

extension EndToEnd {
  /// A batch file that runs the student's own program, and the workbook that shows its workers.
  @Suite(.enabled("python3 is missing") { findProgram("python3") != nil }) struct TracedJobs {
    private let workplace: Workplace
    private let lesson: Lesson
    private var environment: [String: String] {
      [
        "XDG_STATE_HOME": workplace.path + "/state", "POOLBOOK_RUNNER_CPUS": "4", "POOLBOOK_RUNNER_MEMORY": "8000",
        "SLURM_CONF": "/nowhere/slurm.conf", "PATH": "/usr/local/bin:/usr/bin:/bin",
      ]
    }

    init() throws {
      workplace = try Workplace()
      lesson = try Lesson.parse(Self.text, file: "job.md")
      try workplace.write(Self.text, to: "job.md")
      mkdir(workplace.path + "/work", 0o755)
      try workplace.write(Self.program, to: "work/squares.py")
      try workplace.write("<!-- none -->\n", to: "work/answers.md")
    }

    private func write(script command: String) throws {
      try workplace.write(
        "#!/bin/bash\n#SBATCH --nodes=1 --ntasks=2 --time=5\n\(command)\n", to: "work/pool_example.sb")
    }

    private var runs: [RecordedRun] {
      get throws { try BookFolder.read(workplace.path + "/work", lesson: lesson)?.book.runs["squares"] ?? [] }
    }

    private func expectTracedRun() throws {
      let run = try #require(try runs.first)
      #expect(try runs.count == 1)
      #expect(run.report.task == .python && run.report.file == "squares.py")
      #expect(run.report.processes == 2 && run.report.items == 10)
      #expect(run.report.result.as(PythonFindings.self)?.printed == "285\n")
    }

    private static let traced = "poolbook run python --file squares.py --experiment squares"

    @Test func `a job of the stand-in finds poolbook, and its traced run is the student's`() throws {
      try write(script: Self.traced)
      let finished = try workplace.run(
        ["job.md", "--plain", "--folder", "work", "--at", "batch-run"], input: "run\njob\nquit\n",
        environment: environment)
      #expect(finished.output.contains("The job's script has ended with exit code 0."), "\(finished.output)")
      #expect(!finished.output.contains("To see its workers"))
      try expectTracedRun()
      #expect(workplace.read("work/answers.md").contains("<!-- runs: squares"))
    }

    @Test(.enabled(if: SlurmCluster.isPossible, "SLURM isn't installed; .ci/setup --test installs it"))
    func `a job of a real cluster finds poolbook, and its traced run is the student's`() throws {
      let cluster = try SlurmCluster(nodes: 1)
      var environment = environment
      environment["SLURM_CONF"] = cluster.configuration
      try write(script: Self.traced)
      let submitted = try workplace.run(
        ["batch", "submit", "--runner", "slurm", "--folder", "work"], environment: environment)
      #expect(submitted.code == 0, "\(submitted.errors)")
      let waited = try workplace.run(["batch", "wait"], environment: environment)
      let output = try workplace.run(["batch", "output"], environment: environment).output
      #expect(waited.code == 0, "\(output)")
      #expect(output.hasPrefix("285\n"))
      try expectTracedRun()
      cluster.shutDown()
    }

    @Test func `a job that runs the program plainly says how to see its workers`() throws {
      try write(script: "python3 squares.py")
      let finished = try workplace.run(
        ["job.md", "--plain", "--folder", "work", "--at", "batch-run"], input: "run\njob\nquit\n",
        environment: environment)
      #expect(
        finished.output.replacing("\n", with: " ").contains(
          "To see its workers, write poolbook run python --file squares.py --experiment squares in place of "
            + "python3 squares.py."), "\(finished.output)")
      #expect(try runs.isEmpty)
    }

    private static let program = """
      from multiprocessing import Pool


      def square(x):
          return x * x


      if __name__ == "__main__":
          with Pool(2) as pool:
              print(sum(pool.map(square, range(10))))

      """

    private static let text = """
      ---
      format: 1
      id: job
      version: 1
      title: A Job
      ---

      # Work {#work}

      <!-- question {id: squares, kind: code, language: python, file: squares.py} -->
      Write it.

      ```python
      print(0)
      ```
      <!-- end -->

      <!-- question {id: script, kind: file, file: pool_example.sb, language: bash} -->
      Write it.

      ```bash
      #!/bin/bash
      ```
      <!-- end -->

      ```experiment
      id: batch-run
      kind: batch
      script: pool_example.sb
      program: squares.py
      ```
      """
  }
}
