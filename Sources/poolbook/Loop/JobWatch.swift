import AnswerBook
import BatchJob
import Glibc
import Posix
import Session

/// The jobs that are followed: what was last seen of each, and when to look again.
struct Watch: Sendable {
  private let folder: BookFolder
  private let report: @Sendable (JobNews) -> Void
  private var knownRuns: Set<String>
  private var jobs: [String: Watched] = [:]

  /// How often files are looked at, in milliseconds.
  private static let lookingInterval: Int32 = 400
  /// How long a job is looked for that was being submitted when the program ended, in seconds.
  private static let searchLimit = 60.0

  init(folder: BookFolder, knownRuns: Set<String>, report: @escaping @Sendable (JobNews) -> Void) {
    self.folder = folder
    self.knownRuns = knownRuns
    self.report = report
  }

  fileprivate struct Watched {
    var job: SubmittedJob
    var pace: JobPace
    /// When it began to be followed, in seconds of the monotonic clock.
    var began: Double
    var isAsking = false
    /// How often the queue has said in a row that it doesn't know the job.
    var unknown = 0
    var output: FileState?
    var errorOutput: FileState?
  }

  /// What changes when a file grows.
  fileprivate struct FileState: Equatable {
    var size = 0
    var seconds = 0
    var nanoseconds = 0

    init(_ path: String) {
      var status = stat()
      guard stat(path, &status) == 0 else { return }
      (size, seconds, nanoseconds) = (Int(status.st_size), status.st_mtim.tv_sec, status.st_mtim.tv_nsec)
    }
  }

  /// How long to wait for orders, in milliseconds; -1 if there is nothing to look at.
  var timeout: Int32 { jobs.values.contains(where: \.job.isOpen) ? Self.lookingInterval : -1 }

  private var now: Double { Double(SystemClock.monotonic) / 1e9 }

  /// Begins to follow a job, or asks about it soon if it is followed already.
  mutating func add(_ job: SubmittedJob) {
    if var known = jobs[job.mark], known.job.isOpen, job.stage == known.job.stage {
      known.pace.hurry(now: now)
      jobs[job.mark] = known
    } else {
      jobs[job.mark] = Watched(job: job, pace: JobPace(runner: job.runner, now: now), began: now)
    }
  }

  /// The jobs that it is time to ask about. They count as asked.
  mutating func takeDue() -> [SubmittedJob] {
    let due = jobs.values.filter { $0.job.isOpen && !$0.isAsking && $0.pace.due <= now }.map(\.job)
    for job in due { jobs[job.mark]?.isAsking = true }
    return due
  }

  /// Reports outputs that have grown.
  mutating func lookAtOutputs() {
    for (mark, var watched) in jobs {
      let job = watched.job
      guard let status = job.status, let path = status.output else { continue }
      let (output, errors) = (FileState(path), job.errorOutput.map { FileState($0) })
      // A silent queue may not have said that the job has started; but an old file is an older job's.
      guard status.started != nil || Double(output.seconds) > job.when else { continue }
      guard output != watched.output || errors != watched.errorOutput else { continue }
      (watched.output, watched.errorOutput) = (output, errors)
      watched.pace.outputChanged(now: now)
      jobs[mark] = watched
      report(
        .output(
          mark: mark, JobOutput.read(path, script: job.script),
          errors: job.errorOutput.flatMap { JobOutput.read($0, script: job.script) }))
      lookForRuns()
    }
  }

  /// Notes what a queue has said of a job.
  mutating func note(_ answer: JobQuestion.Answer, of mark: String, took: Double) {
    guard var watched = jobs[mark] else { return }
    let before = watched.job
    watched.isAsking = false
    // The student may have given up looking for it while the queue was asked.
    guard before.isOpen else {
      jobs[mark] = watched
      return
    }
    switch answer {
    case .failed(let sentence, let command):
      report(.trouble(mark: mark, sentence: sentence, command: command))
    case .found(let id?):
      (watched.job.id, watched.job.stage, watched.job.errors) = (id, .submitted, nil)
      Queues.remember(watched.job.runner, id)
    case .found(nil):
      // The clock may have been set back since the job was written down.
      if before.stage == .submitting, max(SystemClock.wall - before.when, now - watched.began) > Self.searchLimit {
        watched.job.stage = .refused
        // SLURM forgets jobs a few minutes after their end.
        watched.job.errors =
          "The workbook ended while it submitted the job. If there is no output of the job either, submit it again."
      }
    case .status(let tasks): watched.note(tasks)
    }
    watched.pace.answered(at: now, took: took, isWaiting: watched.job.status?.started == nil)
    if case .failed = answer {
    } else {
      if watched.job != before { report(.changed(watched.job)) }
    }
    jobs[mark] = watched
    if watched.job.isNews(since: before) {
      JobSubmission(folder: folder, report: report).save(watched.job)
      // The end of the output may have come since it was looked at.
      if !watched.job.isOpen { jobs[mark]?.output = nil }
      lookAtOutputs()
      lookForRuns()
    }
  }

  private mutating func lookForRuns() {
    let runs = folder.newRuns(knowing: knownRuns)
    guard !runs.isEmpty else { return }
    knownRuns.formUnion(runs.map(\.id))
    report(.runs(runs))
  }
}

extension Watch.Watched {
  /// Notes what a queue knows of a job. That it knows nothing is believed when it has said so twice.
  fileprivate mutating func note(_ tasks: [JobStatus]) {
    guard let status = JobStatus.summary(of: tasks) else {
      unknown += 1
      if unknown > 1 { job.stage = .forgotten }
      return
    }
    unknown = 0
    job.stage = .submitted
    job.status = status
    job.seen = SystemClock.wall
    job.errorOutput = status.errorOutput
  }
}
