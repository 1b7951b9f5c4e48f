internal import CLinux
import Glibc
import Posix

/// The stand-in for SLURM: a queue for one machine, in a folder.
package struct BuiltinQueue: BatchQueue {
  /// `builtin`.
  package let runner = "builtin"
  /// The folder.
  package var folder: QueueFolder
  /// The machine.
  package var node: BatchNode
  /// The program that calls `JobSupervisor.runIfAsked`.
  package var program = "/proc/self/exe"
  /// The environment that jobs are submitted from.
  package var variables = submissionVariables()
  /// How many seconds the process that looks after a job has to begin.
  package var startLimit = 10.0
  /// Where a script comes from that isn't in a file.
  package var standardInput: @Sendable () -> [UInt8] = { (try? readAll(from: STDIN_FILENO, limit: 64 << 20)) ?? [] }

  /// Describes a queue.
  package init(folder: QueueFolder = .usual, node: BatchNode = .here) {
    self.folder = folder
    self.node = node
  }

  /// Submits a job.
  package func submit(
    _ words: [String], in directory: String, mark: String
  ) throws(BatchError) -> SubmissionOutcome {
    let submission: Submission
    let obstacle: String?
    do throws(SubmissionRefusal) {
      submission = try Submission(words: words, sources: .real(in: directory, variables, standardInput))
      if let beyond = submission.request.beyondStandIn { throw .notInStandIn(beyond) }
      switch try node.judge(submission, now: Int(SystemClock.wall)) {
      case .runs: obstacle = nil
      case .waitsForever(let reason): obstacle = reason
      }
      try checkStandIn(submission.request)
    } catch {
      return SubmissionOutcome(error)
    }
    try folder.prepare()
    let jobs = try folder.locked { () throws(BatchError) in try enter(submission, directory, mark) }
    guard let first = jobs.first else { return SubmissionOutcome(id: nil, errors: submission.notes, code: 1) }
    if submission.request.isTest { return test(submission, first) }
    try start(jobs, obstacle: obstacle)
    return SubmissionOutcome(
      id: String(first.array?.id ?? first.id), errors: submission.notes, waits: submission.request.waits,
      isQuiet: submission.request.isQuiet)
  }

  /// What SLURM can do and the stand-in can't.
  private func checkStandIn(_ request: BatchRequest) throws(SubmissionRefusal) {
    for dependency in try request.dependency.map(Dependency.all) ?? [] where !dependency.isInStandIn {
      throw .notInStandIn("--dependency=\(dependency.kind)")
    }
  }

  /// Gives the job its ids and writes it down.
  private func enter(
    _ submission: Submission, _ directory: String, _ mark: String
  ) throws(BatchError) -> [JobRecord] {
    folder.forget(allBut: 200)
    let request = submission.request
    let indices = request.array.flatMap { try? ArrayIndices($0) }
    let first = try folder.nextID(indices?.all.count ?? 1)
    var job = JobRecord(
      id: first, name: submission.name, request: request, arguments: submission.arguments,
      command: command(of: submission, directory), user: userName(), host: hostName(), submitFolder: directory,
      allocation: request.allocation(on: node), submitted: SystemClock.wall, limit: limit(of: request))
    job.nodeCPUs = node.cpus
    job.mark = mark
    if request.isTest { return [job] }
    var jobs: [JobRecord] = []
    for offset in 0..<(indices?.all.count ?? 1) {
      job.id = first + offset
      job.array = indices.map { JobRecord.ArrayPlace(id: first, index: $0.all[offset], indices: $0) }
      mkdir(folder.spool(job.id), 0o700)
      do throws(SystemError) {
        let file = try Descriptor.take(
          open(folder.script(job.id), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o700), from: "open")
        try writeAll(submission.script.bytes, to: file.number)
      } catch {
        throw .queue(folder.path, error.reason)
      }
      try folder.save(job)
      jobs.append(job)
    }
    return jobs
  }

  private func command(of submission: Submission, _ directory: String) -> String {
    guard var file = submission.file else { return "(null)" }
    if let word = submission.word, let folder = submission.chdir, !word.hasPrefix("/") {
      let path = "\(folder.hasPrefix("/") ? folder : "\(directory)/\(folder)")/\(word)"
      file = access(path, F_OK) == 0 ? path : word
    }
    return ([file] + submission.arguments).joined(separator: " ")
  }

  /// The time limit in minutes; a deadline is one, too.
  private func limit(of request: BatchRequest) -> UInt32? {
    if let minutes = request.time?.minutes { return minutes }
    if let least = request.timeMin?.minutes, request.time != nil { return least }
    let moment = request.timeMin == nil ? 0 : 1
    return request.deadline.map { UInt32(max(1, ($0 - Int(SystemClock.wall) - moment) / 60)) }
  }

  private func test(_ submission: Submission, _ job: JobRecord) -> SubmissionOutcome {
    let when = timestamp(SystemClock.wall)
    let line =
      "sbatch: Job \(job.id) to start at \(when) using \(job.allocation.cpus) processors on nodes \(BatchNode.name) "
      + "in partition \(BatchNode.partition)\n"
    return SubmissionOutcome(id: nil, errors: submission.notes + line)
  }

  /// Starts all tasks of an array or a single job, or none of them.
  private func start(_ jobs: [JobRecord], obstacle: String?) throws(BatchError) {
    for (index, job) in jobs.enumerated() {
      do throws(BatchError) {
        try start(job, obstacle: obstacle)
      } catch {
        for started in jobs.prefix(index).compactMap({ folder.job($0.id) }) where !started.state.isOver {
          folder.give(.cancel, to: started)
        }
        try fail(jobs.dropFirst(index))
        throw error
      }
    }
  }

  /// Writes down that jobs couldn't be started.
  private func fail(_ jobs: ArraySlice<JobRecord>) throws(BatchError) {
    try folder.locked { () throws(BatchError) in
      for var job in jobs {
        (job.state, job.reason, job.code, job.ended) = (.failed, "JobLaunchFailure", 1, SystemClock.wall)
        try folder.save(job)
        removeFolder(folder.spool(job.id))
      }
    }
  }

  /// Starts the process that looks after a job, and waits until it is there.
  private func start(_ job: JobRecord, obstacle: String?) throws(BatchError) {
    do throws(SystemError) {
      let ready = try Descriptor.pipe()
      var spawn = Spawn([
        program, JobSupervisor.mark, folder.path, String(job.id), String(node.cpus), String(node.memory),
        obstacle ?? "",
      ])
      spawn.descriptors = [nil, nil, nil, ready.writing.number]
      let variables = job.environment(inherited: variables, programs: folder.programs)
      spawn.environment = CWords(variables.map { "\($0.key)=\($0.value)" })
      let supervisor = try spawn.start()
      ready.writing.close()
      guard isReady(ready.reading) else {
        kill(supervisor.pid, SIGKILL)
        supervisor.wait()
        throw SystemError("start", code: ETIMEDOUT)
      }
      Children.add(supervisor.pid)
    } catch {
      throw .notStarted(job.id, error.reason)
    }
  }

  /// Whether a process says in time that it has begun.
  private func isReady(_ pipe: Descriptor) -> Bool {
    let end = SystemClock.wall + startLimit
    var wait = pollfd(fd: pipe.number, events: Int16(POLLIN), revents: 0)
    while true {
      let found = poll(&wait, 1, Int32(max(0, end - SystemClock.wall) * 1000))
      if found < 0, errno == EINTR { continue }
      return found > 0 && (try? readAll(from: pipe.number, limit: 1)).map { !$0.isEmpty } ?? false
    }
  }

  /// The id of the job that was submitted with this mark.
  package func find(mark: String) throws(BatchError) -> String? {
    try folder.check()
    return folder.jobs.first { $0.mark == mark }.map { String($0.array?.id ?? $0.id) }
  }

  /// What is known of a job.
  package func status(_ id: String) throws(BatchError) -> [JobStatus] {
    Children.reap()
    try folder.check()
    return selected(id).map(status)
  }

  /// All jobs.
  package func jobs() throws(BatchError) -> [JobStatus] {
    Children.reap()
    try folder.check()
    folder.forgetOld()
    return folder.jobs.map(status)
  }

  /// Ends a job. Of a job that has ended it says nothing, as SLURM.
  package func cancel(_ id: String) throws(BatchError) { try give(.cancel, to: id) }

  /// Gives an order to the supervisor of a job, or of each of its tasks if it is an array.
  package func give(_ order: JobOrder, to id: String) throws(BatchError) {
    try folder.check()
    let jobs = selected(id)
    if jobs.isEmpty { throw .noJob(id) }
    for job in jobs where !job.state.isOver { folder.give(order, to: job) }
  }

  /// The jobs that an id names: one job, all tasks of an array, or one of them.
  private func selected(_ id: String) -> [JobRecord] {
    guard let selector = JobSelector(id) else { return [] }
    if selector.index == nil, let job = folder.job(selector.number), job.array == nil { return [job] }
    return folder.jobs.filter(selector.selects)
  }

  private func status(_ job: JobRecord) -> JobStatus {
    var job = job
    if folder.isLost(job), let now = folder.job(job.id) {
      job = now
      // Nobody looks after it any more: the machine was switched off, for example.
      if !job.state.isOver { (job.state, job.reason) = (.nodeFail, "NodeDown") }
    }
    let paths = JobPaths(job, host: job.host)
    let now = SystemClock.wall
    var status = JobStatus(
      id: job.array.map { "\($0.id)_\($0.index)" } ?? String(job.id), name: job.name, state: job.state.rawValue,
      reason: job.reason, exit: job.exit, submitted: job.submitted, started: job.started, ended: job.ended,
      output: paths.output, runner: runner,
      asked: .init(
        tasks: job.request.taskCount, nodes: job.request.nodes.map { Int($0.minimum) }, cpus: job.request.cpuCount,
        memory_mb: job.allocation.memory, time_s: job.request.time?.minutes.map { Double($0) * 60 }),
      used: job.started == nil
        ? .init()
        : .init(
          tasks: job.allocation.tasks, nodes: 1, cpus: job.allocation.cpus, memory_mb: job.largestMemory,
          time_s: job.started.map { (job.ended ?? now) - $0 }, processor_s: job.processorTime))
    if paths.error != paths.output { status.errorOutput = paths.error }
    return status
  }
}

/// The supervisors that this process has started; they are waited for when they have ended.
private enum Children {
  private static let pids = Guarded<[Int32]>([])

  static func add(_ pid: Int32) { pids.withLock { $0.append(pid) } }

  static func reap() { pids.withLock { pids in pids.removeAll { waitpid($0, nil, WNOHANG) != 0 } } }
}
