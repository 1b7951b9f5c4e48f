import BatchJob
import Glibc
import Posix
import Testing

/// Jobs on the stand-in, each with a queue of its own.
struct RunnerTests {
  private let standIn: StandIn

  init() throws { standIn = try StandIn() }

  @Test func `a job's record says what it asked for and what it used`() throws {
    let id = try standIn.submit(script: "#!/bin/bash\n#SBATCH --ntasks=2 --time=5\necho $SLURM_NTASKS\n")
    _ = try standIn.wait(for: id)
    let status = try #require(try standIn.queue.status(String(id)).first)
    #expect(status.state == "COMPLETED")
    #expect(status.exit == "0:0")
    #expect(status.asked == .init(tasks: 2, cpus: 2, memory_mb: 4000, time_s: 300))
    #expect(status.used.cpus == 2)
    #expect(status.output == "\(standIn.folder)/slurm-\(id).out")
    #expect(standIn.text("slurm-\(id).out") == "2\n")
    let (submitted, started, ended) = (status.submitted ?? 0, status.started ?? 0, status.ended ?? 0)
    #expect(submitted <= started && started <= ended && submitted > 0)
  }

  @Test func `a job waits while the cores it needs are busy, and starts when they are free`() throws {
    let first = try standIn.submit(script: "#!/bin/bash\nwhile [ ! -e go ]; do sleep 0.05; done\n", ["--ntasks=3"])
    _ = try standIn.wait(for: first) { $0.state == .running }
    let second = try standIn.submit(script: "#!/bin/bash\ntrue\n", ["--ntasks=2"])
    _ = try standIn.wait(for: second) { $0.reason == "Resources" }
    let third = try standIn.submit(script: "#!/bin/bash\ntrue\n", ["--ntasks=1"])
    _ = try standIn.wait(for: third) { $0.reason == "Priority" }
    try standIn.write([], to: "go")
    for id in [first, second, third] { #expect(try standIn.wait(for: id).state == .completed) }
    let starts = [first, second, third].map { standIn.queue.folder.job($0)?.started ?? 0 }
    #expect(starts == starts.sorted())
  }

  @Test func `a first line that names no program, or one that isn't there, is reported as SLURM does`() throws {
    let bare = try standIn.submit(script: "#!\necho no\n")
    let job = try standIn.wait(for: bare)
    #expect(job.state == .failed && job.exit == "8:0")
    #expect(standIn.text("slurm-\(bare).out").hasSuffix("/slurm_script: Exec format error\n"))
    let missing = try standIn.submit(script: "#!/nowhere/zsh -l -x\n")
    _ = try standIn.wait(for: missing)
    #expect(standIn.text("slurm-\(missing).out").contains("bad interpreter(/nowhere/zsh -l -x): No such file"))
  }

  @Test func `two names of one file are one output, and two backslashes are one`() throws {
    let script = "#!/bin/bash\necho out\necho err >&2\n"
    _ = try standIn.wait(for: try standIn.submit(script: script, ["-o", "both", "-e", "./both"]))
    #expect(standIn.text("both") == "out\nerr\n")
    _ = try standIn.wait(for: try standIn.submit(script: script, ["-o", #"a\\b\c"#]))
    #expect(standIn.text(#"a\bc"#) == "out\nerr\n")
  }

  @Test func `the command is shown where the command line asks to begin`() throws {
    mkdir("\(standIn.folder)/sub", 0o700)
    let elsewhere = try standIn.submit(script: "#!/bin/bash\ntrue\n", ["--hold", "--chdir=sub"])
    #expect(try standIn.wait(for: elsewhere) { _ in true }.command == "job.sb")
    let here = try standIn.submit(script: "#!/bin/bash\ntrue\n", ["--hold"])
    #expect(try standIn.wait(for: here) { _ in true }.command == "\(standIn.folder)/job.sb")
  }

  @Test func `a cancelled job ends with everything that it has started`() throws {
    let script = "#!/bin/bash\nsetsid sleep 600 & echo $! > pid\nsleep 600\n"
    let id = try standIn.submit(script: script)
    try standIn.wait { !standIn.text("pid").isEmpty }
    try standIn.queue.cancel(String(id))
    let job = try standIn.wait(for: id)
    #expect(job.state == .cancelled)
    #expect(job.exit == "0:15")
    let pid = try #require(Int32(standIn.text("pid").dropLast()))
    #expect(kill(pid, 0) != 0)
  }

  @Test func `a job that ignores the request to end is killed`() throws {
    let script = "#!/bin/bash\ntrap '' TERM\necho started\nwhile true; do sleep 0.1; done\n"
    let id = try standIn.submit(script: script)
    try standIn.wait { !standIn.text("slurm-\(id).out").isEmpty }
    try standIn.queue.cancel(String(id))
    #expect(try standIn.wait(for: id).exit == "0:9")
  }

  @Test func `a job that takes more memory than it asked for is killed`() throws {
    let id = try standIn.submit(
      script: "#!/bin/bash\n#SBATCH --mem=100\npython3 -c 'import time; x = bytearray(300 << 20); time.sleep(600)'\n")
    let job = try standIn.wait(for: id)
    #expect(job.state == .failed)
    #expect(job.exit == "0:9")
    #expect(standIn.text("slurm-\(id).out").contains("Exceeded job memory limit\n"))
  }

  @Test func `a job that waits can be cancelled`() throws {
    let id = try standIn.submit(script: "#!/bin/bash\ntrue\n", ["--hold"])
    _ = try standIn.wait(for: id) { $0.reason == "JobHeldUser" }
    try standIn.queue.cancel(String(id))
    #expect(try standIn.wait(for: id).state == .cancelled)
    #expect(standIn.files.keys.sorted() == ["job.sb"])
  }

  @Test(arguments: ["abc", "", "abc_7", "_1", "1_", "+1", "100001_x", "100001_1", "100001_1_1", "7"])
  func `an id that names no job cancels none`(_ id: String) throws {
    let running = try standIn.submit(script: "#!/bin/bash\nsleep 600\n")
    _ = try standIn.wait(for: running) { $0.state == .running }
    #expect(throws: BatchError.noJob(id)) { try standIn.queue.cancel(id) }
    #expect(try standIn.queue.status(id).isEmpty)
    // Orders are read in turn, so a cancellation would come before this signal.
    try standIn.queue.give(.signal(SIGKILL), to: String(running))
    #expect(try standIn.wait(for: running).state == .failed)
  }

  @Test(arguments: ["", "x", nil])
  func `ids go on after the highest record if the last id is lost`(_ text: String?) throws {
    let folder = standIn.queue.folder
    let id = try standIn.submit(script: "#!/bin/bash\ntrue\n", ["--array=1-3"])
    unlink("\(folder.path)/last")
    if let text { try writeFile(text, to: "\(folder.path)/last", permissions: 0o600) }
    #expect(try folder.nextID(1) == id + 3)
  }

  @Test func `one task of an array can be cancelled`() throws {
    let id = try standIn.submit(script: "#!/bin/bash\nwhile [ ! -e go ]; do sleep 0.05; done\n", ["--array=4-5"])
    for index in 0..<2 { _ = try standIn.wait(for: id + index) { $0.state == .running } }
    try standIn.queue.cancel("\(id)_5")
    #expect(try standIn.wait(for: id + 1).state == .cancelled)
    try standIn.write([], to: "go")
    #expect(try standIn.wait(for: id).state == .completed)
  }

  @Test func `a job waits for the one it depends on`() throws {
    let first = try standIn.submit(script: "#!/bin/bash\nwhile [ ! -e go ]; do sleep 0.05; done\nexit 1\n")
    let second = try standIn.submit(script: "#!/bin/bash\ntrue\n", ["--dependency=afterok:\(first)"])
    let third = try standIn.submit(script: "#!/bin/bash\ntrue\n", ["--dependency=afterany:\(first)"])
    _ = try standIn.wait(for: second) { $0.reason == "Dependency" }
    try standIn.write([], to: "go")
    _ = try standIn.wait(for: second) { $0.reason == "DependencyNeverSatisfied" }
    #expect(try standIn.wait(for: third).state == .completed)
    let status = try #require(try standIn.queue.status(String(second)).first)
    #expect(status.isStuck)
    #expect(status.sentence.hasPrefix("The job never starts as it is: "))
  }

  @Test func `an array runs once for each index`() throws {
    let id = try standIn.submit(script: "#!/bin/bash\n#SBATCH --array=1,2-3%2\necho $SLURM_ARRAY_TASK_ID\n")
    for index in 0..<3 { _ = try standIn.wait(for: id + index) }
    let jobs = try standIn.queue.status(String(id))
    #expect(jobs.map(\.id) == ["\(id)_1", "\(id)_2", "\(id)_3"])
    #expect(try standIn.queue.status("\(id)_2").map(\.output) == ["\(standIn.folder)/slurm-\(id)_2.out"])
    #expect(standIn.text("slurm-\(id)_3.out") == "3\n")
  }

  @Test func `the copy of the script is what runs, also if the file changes`() throws {
    let id = try standIn.submit(script: "#!/bin/bash\necho old\n", ["--hold"])
    try standIn.write(Array("#!/bin/bash\necho new\n".utf8), to: "job.sb")
    try standIn.queue.give(.release, to: String(id))
    _ = try standIn.wait(for: id)
    #expect(standIn.text("slurm-\(id).out") == "old\n")
  }

  @Test func `a supervisor leaves nothing behind but the record`() throws {
    let id = try standIn.submit(script: "#!/bin/bash\ntrue\n")
    _ = try standIn.wait(for: id)
    try standIn.wait { !standIn.queue.folder.isAlive(id) }
    #expect(access(standIn.queue.folder.spool(id), F_OK) != 0)
    #expect(standIn.queue.folder.jobs.map(\.id) == [id])
  }

  @Test func `a job whose supervisor is killed is a job whose node failed`() throws {
    let id = try standIn.submit(script: "#!/bin/bash\nwhile [ ! -e go ]; do sleep 0.05; done\n")
    let job = try standIn.wait(for: id) { $0.state == .running }
    kill(try #require(job.supervisor), SIGKILL)
    try standIn.wait { !standIn.queue.folder.isAlive(id) }
    try standIn.write([], to: "go")
    #expect(try standIn.queue.status(String(id)).map(\.state) == ["NODE_FAIL"])
    // What the job holds is free again.
    let next = try standIn.submit(script: "#!/bin/bash\ntrue\n", ["--exclusive"])
    #expect(try standIn.wait(for: next).state == .completed)
  }

  @Test(arguments: ["--help", "--dependency=aftercorr:1", "--clusters=x", "--get-user-env", "--uid=root"])
  func `what the stand-in can't do is refused`(_ word: String) throws {
    try standIn.write(Array("#!/bin/bash\ntrue\n".utf8), to: "job.sb")
    let outcome = try standIn.submit([word, "job.sb"])
    #expect(outcome.id == nil)
    #expect(outcome.code == 1)
    #expect(outcome.errors.contains("not in the stand-in"))
  }

  @Test func `programs of SLURM say within a job that they aren't in the stand-in`() throws {
    let id = try standIn.submit(script: "#!/bin/bash\nsrun hostname\n")
    #expect(try standIn.wait(for: id).exit == "1:0")
    #expect(standIn.text("slurm-\(id).out").hasPrefix("srun: not in the stand-in"))
  }
}
