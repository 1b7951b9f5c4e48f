import Glibc
import Testing

extension EndToEnd {
  /// `poolbook batch submit`, `status`, `output`, `cancel` and `wait` on the stand-in.
  @Suite struct BatchJobs {
    private let workplace: Workplace

    init() throws { workplace = try Workplace() }

    private func batch(_ words: String...) throws -> Finished {
      let environment = [
        "XDG_STATE_HOME": workplace.path + "/state", "POOLBOOK_RUNNER_CPUS": "4", "POOLBOOK_RUNNER_MEMORY": "8000",
      ]
      return try workplace.run(["batch"] + words, environment: environment)
    }

    private func submit(_ script: String) throws -> String {
      try workplace.write(script, to: "job.sb")
      let submitted = try batch("submit", "--runner", "builtin", "--", "job.sb")
      #expect(submitted.errors == "")
      #expect(submitted.code == 0)
      return String(submitted.output.dropLast())
    }

    @Test func `a job outlives the command that submitted it, and its exit code is that of wait`() throws {
      let id = try submit(
        "#!/bin/bash\n#SBATCH --ntasks=2 --job-name=mine\nsleep 0.2\necho \"$SLURM_NTASKS tasks\"\nexit 3\n")
      #expect(Int(id) != nil)
      #expect(try batch("wait", id).code == 3)
      #expect(try batch("output").output == "2 tasks\n")
      let status = try batch("status", id, "--json").output
      for part in [
        "\"id\":\"\(id)\"", "\"name\":\"mine\"", "\"state\":\"FAILED\"", "\"reason\":\"NonZeroExitCode\"",
        "\"exit\":\"3:0\"",
        "\"runner\":\"builtin\"", "\"tasks\":2", "\"output\":\"", "\"submitted\":", "\"started\":", "\"ended\":",
      ] {
        #expect(status.contains(part), "\(part) in \(status)")
      }
      #expect(try batch("status").output.contains("The job failed with exit code 3."))
    }

    @Test func `a refusal is sbatch's, with its exit code`() throws {
      try workplace.write("#!/bin/bash\n#SBATCH --time=1h\n", to: "job.sb")
      let refused = try batch("submit", "--runner", "builtin", "--", "job.sb")
      #expect(refused.output == "")
      #expect(refused.errors == "sbatch: error: Invalid --time specification\n")
      #expect(refused.code == 255)
    }

    @Test func `without words, the folder's batch file is submitted there`() throws {
      let missing = try batch("submit", "--runner", "builtin")
      #expect(missing.code == 1)
      #expect(missing.errors.contains("There is no pool_example.sb in sharing-work"))
      mkdir(workplace.path + "/mine", 0o755)
      try workplace.write("#!/bin/bash\npwd\n", to: "mine/pool_example.sb")
      let id = try batch("submit", "--runner", "builtin", "--folder", "mine").output.dropLast()
      #expect(try batch("wait").code == 0)
      #expect(workplace.read("mine/slurm-\(id).out").hasSuffix("/mine\n"))
    }

    @Test func `a job is cancelled`() throws {
      let id = try submit("#!/bin/bash\nsleep 600\n")
      #expect(try batch("cancel", id).code == 0)
      #expect(try batch("wait", id).code != 0)
      #expect(try batch("status", id).output.contains("CANCELLED"))
    }

    @Test func `a job that never starts isn't waited for`() throws {
      let id = try submit("#!/bin/bash\n#SBATCH --ntasks=99\ntrue\n")
      let waited = try batch("wait", id)
      #expect(waited.code == 1)
      #expect(waited.errors.contains("it asks for more cores than there are"))
      #expect(try batch("output", id).errors.contains("has no output yet"))
      #expect(try batch("cancel", id).code == 0)
    }

    @Test func `without a job, there is a sentence`() throws {
      #expect(try batch("status").errors.contains("You have submitted no job yet"))
      #expect(try batch("status", "7", "--runner", "builtin").errors.contains("builtin knows no job 7"))
    }
  }
}
