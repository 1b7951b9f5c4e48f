import Glibc
import Posix

/// Runs a job's script, from opening its files to the last of its processes.
struct JobRun {
  private var job: JobRecord
  private let queue: QueueFolder
  private let paths: JobPaths
  private var errors: Descriptor?
  /// When its time is up, when it gets a warning, and when it is killed: seconds since 1970.
  private var end: Double?
  private var warning: Double?
  private var killing: Double?
  private var nextMeasurement = SystemClock.wall + JobRun.memoryPause

  /// How long a job may take after SIGTERM. SLURM's usual time is longer; a student shouldn't have to wait for it.
  static let killWait = 2.0

  /// How often the memory is measured, in seconds; it is how long a job may have more than it asked for.
  static let memoryPause = 1.0

  init(job: JobRecord, queue: QueueFolder) {
    self.job = job
    self.queue = queue
    paths = JobPaths(job, host: hostName())
  }

  /// Runs the script, and returns the job as it ended.
  mutating func run(orders: inout Int) -> JobRecord {
    guard chdir(job.folder) == 0, let files = openFiles() else {
      (job.state, job.reason, job.code, job.signal) = (.failed, "JobLaunchFailure", 0, 53)
      return job
    }
    let start = job.started ?? SystemClock.wall
    end = job.limit.map { start + Double($0) * 60 }
    if let signal = job.request.warning, let end { warning = end - Double(signal.seconds) }
    var spawn = Spawn([queue.script(job.id)] + job.arguments)
    spawn.descriptors = files.map(\.number)
    spawn.hasOwnGroup = true
    // Without its supervisor, nothing would keep it to its limits.
    spawn.endsWithThread = true
    do throws(SystemError) {
      // The shell would run a script that names no interpreter; the system doesn't.
      if let bytes = try? readFile(queue.script(job.id)), BatchScript(bytes).interpreter.isEmpty {
        throw SystemError("execve", code: ENOEXEC)
      }
      let child = try spawn.start()
      let status = watch(child.pid, &orders)
      conclude(status)
    } catch {
      say("error: execve(): \(refusal(error))")
      (job.state, job.reason, job.code) = (.failed, "NonZeroExitCode", error.code)
    }
    JobProcesses.end()
    return job
  }

  /// Standard input, output and error; `nil` if one of them can't be opened.
  private mutating func openFiles() -> [Descriptor]? {
    guard let input = try? Descriptor.take(open(paths.input, O_RDONLY | O_CLOEXEC), from: "open"),
      let output = file(paths.output)
    else { return nil }
    guard let second = isSame(paths.error, output) ? output : file(paths.error) else { return nil }
    errors = second
    return [input, output, second]
  }

  /// Whether a path is another name of an open file.
  private func isSame(_ path: String, _ file: Descriptor) -> Bool {
    var (named, opened) = (stat(), stat())
    guard stat(path, &named) == 0, fstat(file.number, &opened) == 0 else { return false }
    return named.st_dev == opened.st_dev && named.st_ino == opened.st_ino && opened.st_mode & S_IFMT == S_IFREG
  }

  private func file(_ path: String) -> Descriptor? {
    let flags = O_WRONLY | O_CREAT | O_CLOEXEC | (job.request.appends ? O_APPEND : O_TRUNC)
    return try? Descriptor.take(open(path, flags, 0o666), from: "open")
  }

  /// Why the script can't be started, as SLURM says it.
  private func refusal(_ error: SystemError) -> String {
    guard error.code == ENOENT, let bytes = try? readFile(queue.script(job.id)) else {
      return "\(queue.script(job.id)): \(error.reason)"
    }
    return "bad interpreter(\(BatchScript(bytes).interpreterLine)): \(error.reason)"
  }

  /// Waits for the script, and keeps to the limits and orders meanwhile.
  private mutating func watch(_ pid: Int32, _ orders: inout Int) -> ProcessEnd {
    while true {
      var status: Int32 = 0
      var ended = waitpid(-1, &status, WNOHANG)
      while ended > 0 {
        if ended == pid { return ProcessEnd(waitStatus: status) }
        ended = waitpid(-1, &status, WNOHANG)
      }
      for order in queue.newOrders(job.id, &orders) { follow(order, pid) }
      keepTime(pid)
      if killing == nil { checkMemory() }
      let next = [end, warning, killing].compactMap { $0 }.min() ?? .infinity
      let signal = JobSignals.wait(seconds: min(max(next - SystemClock.wall, 0.001), Self.memoryPause))
      // A supervisor that is to end, or whose queue is gone, ends its job first.
      if killing == nil, signal == SIGTERM || !queue.isThere { stop(.cancelled, "None", "", pid) }
    }
  }

  private mutating func follow(_ order: JobOrder, _ pid: Int32) {
    switch order {
    case .cancel where killing == nil: stop(.cancelled, "None", "", pid)
    case .signal(let number): kill(pid, number)
    case .end(let time): end = Double(time)
    case .cancel, .release: break
    }
  }

  private mutating func keepTime(_ pid: Int32) {
    let now = SystemClock.wall
    if let time = warning, now >= time, let signal = job.request.warning {
      warning = nil
      if signal.isForScript { kill(pid, signal.signal) }
    }
    if let time = end, now >= time, killing == nil { stop(.timeout, "TimeLimit", " DUE TO TIME LIMIT", pid) }
    if let time = killing, now >= time {
      killing = now + 1
      JobProcesses.signal(SIGKILL)
    }
  }

  /// Kills the job if it has more memory than it asked for.
  private mutating func checkMemory() {
    let now = SystemClock.wall
    guard now >= nextMeasurement else { return }
    nextMeasurement = now + Self.memoryPause
    let (used, limit) = (JobProcesses.memory, job.allocation.memory << 20)
    guard used > limit else { return }
    say("error: StepId=\(job.id).batch exceeded memory limit (\(used) > \(limit)), being killed")
    say("error: Exceeded job memory limit")
    say("error: *** JOB \(job.id) ON \(BatchNode.name) CANCELLED AT \(timestamp(now)) ***")
    (job.state, job.reason) = (.failed, "JobLaunchFailure")
    (end, warning) = (nil, nil)
    killing = now
    JobProcesses.signal(SIGKILL)
  }

  /// Asks all processes of the job to end.
  private mutating func stop(_ state: JobState, _ reason: String, _ why: String, _ pid: Int32) {
    (job.state, job.reason) = (state, reason)
    (end, warning) = (nil, nil)
    killing = SystemClock.wall + Self.killWait
    say("error: *** JOB \(job.id) ON \(BatchNode.name) CANCELLED AT \(timestamp(SystemClock.wall))\(why) ***")
    // The script first, so that it doesn't go on to its next command.
    kill(pid, SIGTERM)
    for other in JobProcesses.all() where other != pid { kill(other, SIGTERM) }
    JobProcesses.signal(SIGCONT)
  }

  private mutating func conclude(_ end: ProcessEnd) {
    switch end {
    case .exited(let code): (job.code, job.signal) = (code, 0)
    case .signalled(let signal): (job.code, job.signal) = (0, signal)
    }
    var usage = rusage()
    if getrusage(__rusage_who_t(RUSAGE_CHILDREN.rawValue), &usage) == 0 {
      job.processorTime =
        Double(usage.ru_utime.tv_sec + usage.ru_stime.tv_sec)
        + Double(usage.ru_utime.tv_usec + usage.ru_stime.tv_usec) / 1e6
      job.largestMemory = UInt64(max(0, usage.ru_maxrss)) / 1024
    }
    guard job.state == .running else { return }
    switch end {
    case .exited(0): (job.state, job.reason) = (.completed, "None")
    case .exited: (job.state, job.reason) = (.failed, "NonZeroExitCode")
    case .signalled: (job.state, job.reason) = (.failed, "JobLaunchFailure")
    }
  }

  /// Writes a line to the job's errors, as SLURM's own process on the node does.
  private func say(_ text: String) {
    guard let errors else { return }
    try? writeAll("slurmstepd-\(BatchNode.name): \(text)\n", to: errors.number)
  }
}

/// A time of the local clock, as SLURM writes it.
package func timestamp(_ seconds: Double) -> String {
  var time = time_t(seconds)
  var local = tm()
  localtime_r(&time, &local)
  let date = "\(local.tm_year + 1900)-\(padded(Int(local.tm_mon) + 1))-\(padded(Int(local.tm_mday)))"
  return "\(date)T\(padded(Int(local.tm_hour))):\(padded(Int(local.tm_min))):\(padded(Int(local.tm_sec)))"
}
