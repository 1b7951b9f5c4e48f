import AnswerBook
import BatchJob
import Experiments
import Glibc
import Posix
import Session

/// Submits batch jobs, follows them to their end, and reports what is new.
///
/// A queue may take half a minute to answer, and meanwhile the output grows. So one thread looks at the files, one asks
/// about jobs, and one submits and cancels them.
final class JobWatcher: Sendable {
  private enum Order: Sendable {
    case watch(SubmittedJob)
    case answered(mark: String, JobQuestion.Answer, took: Double)
    case end
  }

  private let folder: BookFolder
  private let report: @Sendable (JobNews) -> Void
  private let orders: Mailbox<Order>
  /// Asks about jobs.
  private let questions: WorkThread
  /// Submits and cancels jobs.
  private let commands: WorkThread

  /// Starts the threads.
  ///
  /// - Parameters:
  ///   - knownRuns: The ids of the runs that are in the record.
  ///   - report: Called on other threads.
  init(
    folder: BookFolder, knownRuns: Set<String>, report: @escaping @Sendable (JobNews) -> Void
  ) throws(SystemError) {
    self.folder = folder
    self.report = report
    orders = try Mailbox()
    questions = try WorkThread()
    commands = try WorkThread()
    let watch = Watch(folder: folder, knownRuns: knownRuns, report: report)
    try startThread { [orders, questions] in Self.follow(watch, orders, questions) }
  }

  deinit { orders.post(.end) }

  /// The sentence for a watcher that can't be started.
  static func refusal(_ error: SystemError) -> String {
    "Batch jobs can't be followed (\(error.reason)); close other programs, and try again."
  }

  /// Follows a job to its end; of one that has ended it reports the output.
  func watch(_ job: SubmittedJob) { orders.post(.watch(job)) }

  /// Submits a job, writes down what became of it, and follows it.
  func submit(_ order: JobRequest) {
    commands.perform { [folder, report, orders] in
      let job = JobSubmission(folder: folder, report: report).submit(order)
      report(.changed(job))
      orders.post(.watch(job))
    }
  }

  /// Ends a job. If the student has stopped looking for it, only writes that down.
  func cancel(_ job: SubmittedJob) {
    commands.perform { [folder, report, orders] in
      if job.stage == .abandoned {
        JobSubmission(folder: folder, report: report).save(job)
        orders.post(.watch(job))
        return
      }
      guard let id = job.id else { return }
      do throws(BatchError) {
        try Queues.queue(named: job.runner).cancel(id)
        orders.post(.watch(job))
      } catch {
        let command = QueueCommands.cancel(id, runner: job.runner)
        report(.notCancelled(mark: job.mark, "\(error.description) (\(command))"))
      }
    }
  }

  private static func follow(_ watch: Watch, _ orders: Mailbox<Order>, _ questions: WorkThread) {
    var watch = watch
    while true {
      var wait = pollfd(fd: orders.descriptor, events: Int16(POLLIN), revents: 0)
      _ = poll(&wait, 1, watch.timeout)
      for order in orders.takeAll() {
        switch order {
        case .watch(let job): watch.add(job)
        case .answered(let mark, let answer, let took): watch.note(answer, of: mark, took: took)
        case .end: return
        }
      }
      watch.lookAtOutputs()
      for job in watch.takeDue() {
        questions.perform {
          let began = SystemClock.monotonic
          let answer = JobQuestion.ask(about: job)
          orders.post(.answered(mark: job.mark, answer, took: Double(SystemClock.monotonic - began) / 1e9))
        }
      }
    }
  }
}

/// A question to a queue about a job.
enum JobQuestion {
  /// What the queue says.
  enum Answer: Sendable {
    /// What is known of the job, or of each of its tasks; empty if the queue has forgotten it.
    case status([JobStatus])
    /// The id of a job that was looked for; `nil` if it isn't in the queue.
    case found(String?)
    /// Why there is no answer, and the command that was tried.
    case failed(String, command: String)
  }

  /// Asks, and waits for the answer.
  static func ask(about job: SubmittedJob) -> Answer {
    let command = job.id.map { QueueCommands.status($0, runner: job.runner) } ?? QueueCommands.find
    do throws(BatchError) {
      let queue = try Queues.queue(named: job.runner)
      if let id = job.id { return .status(try queue.status(id)) }
      return .found(try queue.find(mark: job.mark))
    } catch {
      return .failed(error.description, command: command)
    }
  }
}

/// Gives a job to a queue.
struct JobSubmission {
  let folder: BookFolder
  let report: @Sendable (JobNews) -> Void

  /// Submits a job, and returns what became of it. It is written down before and after, so that it is found again whatever
  /// happens in between.
  func submit(_ order: JobRequest) -> SubmittedJob {
    var job = order.job
    do throws(Refusal) {
      job.folder = try absolutePath(folder.currentPath)
      // SLURM names files by the folder's real path.
      if let real = realpath(job.folder, nil) {
        job.folder = String(cString: real)
        free(real)
      }
      try checkScript(order, in: job.folder)
      let queue = try Queues.queue(nil)
      job.runner = queue.runner
      save(job)
      report(.changed(job))
      let outcome = try Queues.call { () throws(BatchError) in
        try queue.submit([job.script], in: job.folder, mark: job.mark)
      }
      job.id = outcome.id
      job.errors = outcome.errors.isEmpty ? nil : outcome.errors
      job.stage = outcome.id != nil ? .submitted : outcome.mayComeLater ? .uncertain : .refused
      if let id = outcome.id { Queues.remember(queue.runner, id) }
    } catch {
      job.stage = .refused
      job.errors = error.sentence
    }
    save(job)
    return job
  }

  /// Writes a state of a job into the record.
  func save(_ job: SubmittedJob) {
    // What somebody else has open is only read.
    guard folder.access == .writable else { return }
    do throws(BookError) { try folder.save(job) } catch { report(.notice(error.description)) }
  }

  /// A file that couldn't be saved is an older one, and not what the student sees.
  private func checkScript(_ order: JobRequest, in folder: String) throws(Refusal) {
    let path = "\(folder)/\(order.job.script)"
    let bytes: [UInt8]
    do throws(FileError) { bytes = try readFile(path, limit: 64 << 20) } catch {
      throw Refusal("\(order.job.script) can't be read (\(error.reason)), so the job wasn't submitted.")
    }
    guard bytes == Array(order.text.utf8) else {
      throw Refusal("\(order.job.script) isn't saved as you see it, so the job wasn't submitted; submit it again.")
    }
  }
}
