import BatchJob
import Glibc
import Posix
import Testing

/// Jobs whose supervisor doesn't come or doesn't stay, and queues that can't be used.
struct LostJobTests {
  private let standIn: StandIn

  init() throws { standIn = try StandIn() }

  /// Submits a job to a queue whose supervisors are this script.
  private func submit(supervisor: String, _ words: [String] = [], limit: Double = 60) throws -> BatchError? {
    try standIn.write(Array("#!/bin/bash\nsleep 600\n".utf8), to: "job.sb")
    try writeProgram(supervisor, to: "\(standIn.folder)/supervisor")
    var queue = standIn.queue
    queue.program = "\(standIn.folder)/supervisor"
    queue.startLimit = limit
    do throws(BatchError) { _ = try queue.submit(words + ["job.sb"], in: standIn.folder) } catch { return error }
    return nil
  }

  @Test(arguments: ["exit 1", "exec sleep 600"])
  func `a job whose supervisor doesn't begin has failed`(_ supervisor: String) throws {
    let error = try #require(try submit(supervisor: supervisor, limit: 0.3))
    #expect(error.description.hasPrefix("Job 100001 couldn't be started ("))
    let status = try #require(try standIn.queue.status("100001").first)
    #expect(status.state == "FAILED")
    #expect(status.sentence == "The job couldn't be started; submit it again.")
    #expect(access(standIn.queue.folder.spool(100_001), F_OK) != 0)
  }

  @Test func `an array with a task that can't be started doesn't run`() throws {
    let first = "[ \"$3\" = 100001 ] && exec \(StandIn.fixture) \"$@\"; exit 1"
    #expect(try submit(supervisor: first, ["--array=1-3"]) != nil)
    #expect(try standIn.wait(for: 100_001).state == .cancelled)
    #expect(try standIn.queue.status("100001").map(\.state) == ["CANCELLED", "FAILED", "FAILED"])
  }

  @Test func `a job that never got a supervisor holds up no other`() throws {
    let id = try standIn.submit(script: "#!/bin/bash\ntrue\n")
    var job = try standIn.wait(for: id)
    try standIn.wait { !standIn.queue.folder.isAlive(id) }
    (job.state, job.supervisor, job.reason) = (.pending, nil, "None")
    job.submitted = SystemClock.wall - 3600
    try standIn.queue.folder.save(job)
    #expect(try standIn.queue.status(String(id)).map(\.state) == ["NODE_FAIL"])
    let next = try standIn.submit(script: "#!/bin/bash\ntrue\n")
    #expect(try standIn.wait(for: next).state == .completed)
  }

  @Test func `what a job has started ends with its supervisor`() throws {
    // The second process is in a session of its own, and neither holds the script's output.
    let id = try standIn.submit(
      script:
        "#!/bin/bash\nsetsid sleep 600 >/dev/null 2>&1 &\necho $! > first\n(sleep 600; true) &\necho $! > pid\nwait\n")
    try standIn.wait { standIn.text("pid").hasSuffix("\n") }
    let job = try standIn.wait(for: id) { $0.state == .running }
    let started = try ["first", "pid"].map { try #require(Int32(standIn.text($0).dropLast())) }
    kill(try #require(job.supervisor), SIGKILL)
    try standIn.wait { started.allSatisfy(hasEnded) }
    #expect(try standIn.queue.status(String(id)).map(\.state) == ["NODE_FAIL"])
  }

  @Test func `jobs that ended long ago are forgotten when the queue is read`() throws {
    let ids = try (0..<2).map { _ in try standIn.submit(script: "#!/bin/bash\ntrue\n") }
    for id in ids { _ = try standIn.wait(for: id) }
    try standIn.wait { !standIn.queue.folder.isAlive(ids[0]) }
    var job = try standIn.wait(for: ids[0])
    job.ended = SystemClock.wall - 100_000
    try standIn.queue.folder.save(job)
    #expect(try standIn.queue.jobs().map(\.id) == [String(ids[1])])
  }

  /// Starts a script that writes its process ID and stays; returns it and the job.
  private func startScript() throws -> (script: Int32, job: JobRecord) {
    let id = try standIn.submit(script: "#!/bin/bash\necho $$ > pid\nexec sleep 600\n")
    try standIn.wait { standIn.text("pid").hasSuffix("\n") }
    let job = try standIn.wait(for: id) { $0.state == .running }
    return (try #require(Int32(standIn.text("pid").dropLast())), job)
  }

  /// Whether a process runs no more; one that nobody has waited for has no command line.
  private func hasEnded(_ pid: Int32) -> Bool { ((try? readFile("/proc/\(pid)/cmdline")) ?? []).isEmpty }

  @Test func `a supervisor that is asked to end cancels its job`() throws {
    let (script, job) = try startScript()
    kill(try #require(job.supervisor), SIGTERM)
    #expect(try standIn.wait(for: job.id).state == .cancelled)
    #expect(hasEnded(script))
    let waiting = try standIn.submit(script: "#!/bin/bash\ntrue\n", ["--hold"])
    let held = try standIn.wait(for: waiting) { $0.reason == "JobHeldUser" }
    kill(try #require(held.supervisor), SIGTERM)
    #expect(try standIn.wait(for: waiting).state == .cancelled)
  }

  @Test func `a script ends with its supervisor`() throws {
    let (script, job) = try startScript()
    kill(try #require(job.supervisor), SIGKILL)
    try standIn.wait { hasEnded(script) }
  }

  @Test func `supervisors of a queue that is gone end`() throws {
    let (script, running) = try startScript()
    let id = try standIn.submit(script: "#!/bin/bash\ntrue\n", ["--hold"])
    let held = try standIn.wait(for: id) { $0.reason == "JobHeldUser" }
    removeFolder(standIn.queue.folder.path)
    let supervisors = try [running, held].map { try #require($0.supervisor) }
    for pid in supervisors { kill(pid, SIGUSR1) }
    try standIn.wait { hasEnded(script) && supervisors.allSatisfy(hasEnded) }
  }

  @Test func `a queue that others can write to isn't used`() throws {
    let path = standIn.queue.folder.path
    func refuses(_ words: String) {
      let calls: [() throws -> Void] = [
        { _ = try standIn.queue.jobs() }, { _ = try standIn.queue.status("1") }, { try standIn.queue.cancel("1") },
        { try standIn.queue.folder.prepare() },
      ]
      for call in calls {
        let error = #expect(throws: BatchError.self, performing: call)
        #expect(error?.description.contains(words) ?? false)
      }
    }
    try standIn.queue.folder.prepare()
    #expect(try standIn.queue.jobs().isEmpty)
    for name in ["", "/jobs", "/spool", "/bin"] {
      chmod(path + name, 0o770)
      refuses("other users can write to \(path)\(name)")
      chmod(path + name, 0o700)
    }
    rename(path, "\(path).elsewhere")
    symlink("\(path).elsewhere", path)
    refuses("isn't a folder")
  }

  @Test func `machines that share a home know of each other's jobs on the cluster only`() {
    let here = Submissions(path: "\(standIn.folder)/submitted", host: "here")
    let there = Submissions(path: here.path, host: "there")
    #expect(here.last(nil, nil) == nil)
    here.remember("slurm", "7")
    here.remember("builtin", "100001")
    #expect(here.last(nil, nil) ?? ("", "") == ("builtin", "100001"))
    #expect(there.last(nil, nil) ?? ("", "") == ("slurm", "7"))
    #expect(here.last("7_2", nil) ?? ("", "") == ("slurm", "7_2"))
    #expect(here.last(nil, "slurm") ?? ("", "") == ("slurm", "7"))
    #expect(there.last("100001", nil) == nil)
  }

  @Test func `machines that share a home have queues of their own`() {
    #expect(QueueFolder.usual.path.hasSuffix(hostName()))
  }
}
