import Testing

extension EndToEnd {
  /// `poolbook batch script`: the lesson's batch file, and the check of one.
  @Suite struct BatchScripts {
    private let workplace: Workplace

    init() throws { workplace = try Workplace() }

    @Test func `the lesson's batch file is to be filled in, and the complete one passes the check`() throws {
      let skeleton = try workplace.run("batch", "script")
      #expect(skeleton.code == 0)
      #expect(skeleton.output.hasPrefix("#!/bin/bash\n"))
      #expect(!skeleton.output.contains("#SBATCH --ntasks"))
      let complete = try workplace.run("batch", "script", "--complete")
      #expect(complete.output.contains("#SBATCH --ntasks=4\n"))
      try workplace.write(complete.output, to: "job.sb")
      let checked = try workplace.run("batch", "script", "--check", "job.sb")
      #expect(checked.code == 0)
      #expect(checked.output.contains("job.sb:2: The job may take 1 hour; then SLURM ends it.\n"))
      #expect(!checked.output.contains("warning"))
    }

    @Test func `errors make the check fail, warnings alone don't`() throws {
      try workplace.write("#!/bin/bash\n#SBATCH --time=10 --ntasks=4\npython a.py\n", to: "warned.sb")
      let warned = try workplace.run("batch", "script", "--check", "warned.sb")
      #expect(warned.code == 0)
      #expect(warned.output.contains("warned.sb:2: warning: Without --nodes=1, "))
      try workplace.write("#!/bin/bash\n#SBATCH --time=1h\npython a.py\n", to: "wrong.sb")
      let wrong = try workplace.run("batch", "script", "--check", "wrong.sb")
      #expect(wrong.code == 1)
      #expect(wrong.output.contains("wrong.sb:2: error: "))
      #expect(wrong.errors.contains("1 error in wrong.sb"))
    }

    @Test func `with a folder, missing files are written and others stay as they are`() throws {
      let made = try workplace.run("batch", "script", "--folder", "mine")
      #expect(made.code == 0)
      #expect(made.output == "mine/pool_example.sb: written\nmine/pool_example.py: written\n")
      #expect(workplace.read("mine/pool_example.py").contains("n_processes = ..."))
      try workplace.write("mine\n", to: "mine/pool_example.sb")
      let again = try workplace.run("batch", "script", "--complete", "--folder", "mine")
      #expect(again.output.hasPrefix("mine/pool_example.sb: was there already, and stays as it is\n"))
      #expect(workplace.read("mine/pool_example.sb") == "mine\n")
      let nowhere = try workplace.run("batch", "script", "--folder", "no/where")
      #expect(nowhere.code == 1 && nowhere.errors.contains("make it first"))
    }

    @Test func `a file that can't be read is refused`() throws {
      let missing = try workplace.run("batch", "script", "--check", "missing.sb")
      #expect(missing.code == 1)
      #expect(missing.errors.contains("missing.sb can't be read (No such file or directory)"))
    }
  }
}
