import FoundationEssentials
import Glibc
import Posix

/// The folder that has the stand-in's queue: a record for each job, and the copy of its script.
package struct QueueFolder: Sendable {
  /// Its path.
  package var path: String

  /// Names a folder; `prepare` makes it.
  package init(_ path: String) { self.path = path }

  /// The user's own queue on this machine.
  package static var usual: QueueFolder {
    // Several machines may share a home. Without one, the folder is directly in /tmp, where nobody else can rename it.
    QueueFolder(shared.map { "\($0)/\(hostName())" } ?? "/tmp/poolbook-\(getuid())-\(hostName())")
  }

  /// The file with the jobs that the user has submitted.
  package static var submissions: String { "\(shared ?? usual.path)/submitted" }

  /// The folder with the queues of all machines; `nil` if the user has no home.
  private static var shared: String? {
    if let state = Environment.value("XDG_STATE_HOME") { return "\(state)/poolbook/queue" }
    return Environment.value("HOME").map { "\($0)/.local/state/poolbook/queue" }
  }

  /// Makes the folder and what is in it.
  package func prepare() throws(BatchError) {
    try check()
    for folder in folders {
      var made = ""
      for part in folder.split(separator: "/", omittingEmptySubsequences: false) {
        made += made.isEmpty && part.isEmpty ? "/" : made.hasSuffix("/") ? String(part) : "/\(part)"
        if mkdir(made, 0o700) != 0, errno != EEXIST, errno != EROFS { throw .queue(path, systemMessage(errno)) }
      }
    }
    guard access(path, W_OK) == 0 else { throw .queue(path, systemMessage(errno)) }
    try check()
  }

  private var folders: [String] { [path, "\(path)/jobs", "\(path)/spool", "\(path)/bin"] }

  /// Refuses a queue that somebody else could write to, because its jobs run in this user's name.
  package func check() throws(BatchError) {
    for folder in folders {
      var status = stat()
      guard lstat(folder, &status) == 0 else {
        if errno == ENOENT { continue }
        throw .queue(path, systemMessage(errno))
      }
      guard status.st_mode & S_IFMT == S_IFDIR else { throw .queue(path, "\(folder) isn't a folder") }
      guard status.st_uid == geteuid() else { throw .queue(path, "\(folder) belongs to another user") }
      guard status.st_mode & 0o022 == 0 else { throw .queue(path, "other users can write to \(folder)") }
    }
  }

  /// Whether the folder hasn't been removed.
  var isThere: Bool { access("\(path)/jobs", F_OK) == 0 }

  /// The folder of a job's copy of the script.
  package func spool(_ id: Int) -> String { "\(path)/spool/job\(padded(id, 5))" }

  /// The copy of a job's script.
  package func script(_ id: Int) -> String { "\(spool(id))/slurm_script" }

  /// The file that a job's supervisor holds locked as long as it lives.
  func life(_ id: Int) -> String { "\(path)/jobs/\(id).life" }

  /// The file with the orders for a job.
  func orders(_ id: Int) -> String { "\(path)/jobs/\(id).orders" }

  /// Runs `body` while no other process changes the queue.
  package func locked<Result>(_ body: () throws(BatchError) -> Result) throws(BatchError) -> Result {
    guard let lock = FileLock("\(path)/lock", waits: true) else { throw .queue(path, systemMessage(errno)) }
    defer { lock.unlock() }
    return try body()
  }

  /// The first id. Like the ids of a real cluster, it can't be taken for another number in a job's output.
  private static let firstID = 100_001

  /// New ids in a row, larger than all before: the first of them.
  package func nextID(_ count: Int) throws(BatchError) -> Int {
    let last = (try? readFile("\(path)/last")).flatMap { Int(String(decoding: $0, as: UTF8.self)) } ?? lastRecorded
    try write("\(last + count)", to: "\(path)/last")
    return last + 1
  }

  /// The highest id that has a record, for the time when the file with the last id is lost.
  private var lastRecorded: Int {
    names(in: "\(path)/jobs").compactMap { $0.hasSuffix(".json") ? Int($0.dropLast(5)) : nil }.max()
      ?? Self.firstID - 1
  }

  /// Reads a job; `nil` if there is none with this id.
  package func job(_ id: Int) -> JobRecord? {
    guard let bytes = try? readFile("\(path)/jobs/\(id).json") else { return nil }
    return try? JSONDecoder().decode(JobRecord.self, from: Data(bytes))
  }

  /// All jobs by their ids.
  package var jobs: [JobRecord] {
    names(in: "\(path)/jobs").compactMap { name in
      name.hasSuffix(".json") ? Int(name.dropLast(5)).flatMap { job($0) } : nil
    }.sorted { $0.id < $1.id }
  }

  /// Removes the oldest jobs that have ended, except for so many.
  func forget(allBut count: Int) {
    for job in jobs.filter(\.state.isOver).dropLast(count) { unlink("\(path)/jobs/\(job.id).json") }
  }

  /// Removes the jobs that ended more than a day ago. SLURM forgets them much sooner, but students come back tomorrow.
  func forgetOld() {
    let now = SystemClock.wall
    for job in jobs where job.state.isOver && now - (job.ended ?? job.submitted) > 86_400 {
      unlink("\(path)/jobs/\(job.id).json")
    }
  }

  /// Writes a job so that a reader finds it whole.
  package func save(_ job: JobRecord) throws(BatchError) {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    guard let data = try? encoder.encode(job) else { throw .queue(path, "the job can't be written") }
    try write(String(decoding: data, as: UTF8.self), to: "\(path)/jobs/\(job.id).json")
  }

  /// Whether a job's supervisor is there.
  package func isAlive(_ id: Int) -> Bool {
    guard let lock = FileLock(life(id), waits: false) else { return errno == EWOULDBLOCK }
    lock.unlock()
    return false
  }

  /// Whether a job that hasn't ended has no supervisor any more, or never got one.
  func isLost(_ job: JobRecord) -> Bool {
    if job.state.isOver || isAlive(job.id) { return false }
    // The tasks of an array get their supervisors one after the other.
    let place = job.id - (job.array?.id ?? job.id)
    return job.supervisor != nil || SystemClock.wall - job.submitted > 15 + Double(place)
  }

  /// Gives an order to a job's supervisor.
  package func give(_ order: JobOrder, to job: JobRecord) {
    let file = open(orders(job.id), O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0o600)
    guard file >= 0 else { return }
    try? writeAll("\(order.line)\n", to: file)
    close(file)
    if let pid = job.supervisor, isAlive(job.id) { kill(pid, SIGUSR1) }
  }

  private func write(_ text: String, to file: String) throws(BatchError) {
    do throws(SystemError) {
      try writeFile(text, to: "\(file).\(getpid())", permissions: 0o600)
      guard rename("\(file).\(getpid())", file) == 0 else { throw SystemError("rename") }
    } catch {
      throw .queue(path, error.reason)
    }
  }
}

/// What a supervisor is asked to do with its job.
package enum JobOrder: Sendable, Equatable {
  /// End it.
  case cancel
  /// Send a signal to the batch script.
  case signal(Int32)
  /// Let a held job start.
  case release
  /// Change its end, in seconds since 1970.
  case end(Int)

  /// As a line of the orders' file.
  var line: String {
    switch self {
    case .cancel: "cancel"
    case .signal(let number): "signal \(number)"
    case .release: "release"
    case .end(let time): "end \(time)"
    }
  }

  init?(_ line: Substring) {
    let words = line.split(separator: " ")
    switch words.first {
    case "cancel": self = .cancel
    case "release": self = .release
    case "signal": self = .signal(words.last.flatMap { Int32($0) } ?? 0)
    case "end": self = .end(words.last.flatMap { Int($0) } ?? 0)
    default: return nil
    }
  }
}
