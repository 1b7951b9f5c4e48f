package import BatchJob
package import LessonFormat

/// What has to be done to submit a job.
package struct JobRequest: Sendable, Equatable {
  /// The job, as the record keeps it before it is submitted.
  package var job: SubmittedJob
  /// The batch file's text. What is on the disk has to be the same.
  package var text: String
}

extension Session {
  /// What is known of the jobs that were submitted for a job of the lesson, oldest first.
  package func sights(of spec: JobSpec) -> [JobSight] {
    (book.jobs[spec.id] ?? []).map { sights[$0.mark] ?? JobSight($0) }
  }

  /// The jobs that have to be watched.
  package var openJobs: [SubmittedJob] {
    book.jobs.values.joined().filter { $0.isOpen && !$0.isElsewhere(than: host) }.sorted { $0.when < $1.when }
  }

  /// The jobs whose output can be shown, the last one for each job of the lesson.
  package var lastJobs: [SubmittedJob] { lesson.jobs.compactMap { book.jobs[$0.id]?.last } }

  /// The question that asks for a file of a job that hasn't been written yet; `nil` if all are there.
  package func missingFile(of spec: JobSpec) -> Question? {
    lesson.questions.first { question in
      question.fileName.map(spec.files.contains) ?? false && !book.isAnswered(question)
    }
  }

  /// Why a job can't be submitted now; `nil` if it can.
  package func refusal(of spec: JobSpec) -> Refused? {
    if let readOnly { return Refused(readOnly) }
    if let question = missingFile(of: spec) {
      return Refused("Write \(question.fileName ?? "the file") first: question \(number(of: question)).")
    }
    guard let last = sights(of: spec).last, last.job.isOpen, !last.job.isElsewhere(than: host) else { return nil }
    return Refused("\(last.job.id.map { "Job \($0)" } ?? "The last job") isn't over yet.")
  }

  /// Begins to submit a job, at a time in seconds since 1970.
  package mutating func submit(_ spec: JobSpec, at now: Double) throws(Refused) -> JobRequest {
    if let refused = refusal(of: spec) { throw refused }
    let script = lesson.questions.first { $0.fileName == spec.script }
    let job = SubmittedJob(job: spec.id, host: host, script: spec.script, when: now)
    book.jobs[spec.id, default: []].append(job)
    markChanged()
    return JobRequest(job: job, text: script.map(text) ?? "")
  }

  /// Why a job can't be cancelled; `nil` if it can.
  package func cancelRefusal(of spec: JobSpec) -> Refused? {
    if let readOnly { return Refused(readOnly) }
    guard let last = sights(of: spec).last, last.job.isOpen else { return Refused("No job is under way.") }
    if last.job.isElsewhere(than: host) { return Refused("This job is on \(last.job.host); cancel it there.") }
    if last.isCancelling { return Refused("The job is being cancelled.") }
    return last.job.stage == .submitting ? Refused("The job is still being submitted.") : nil
  }

  /// Notes that a job's end is asked for, or that nobody looks for it any more. Returns the job.
  package mutating func cancel(_ spec: JobSpec) throws(Refused) -> SubmittedJob {
    if let refused = cancelRefusal(of: spec) { throw refused }
    guard var sight = sights(of: spec).last else { throw Refused("No job is under way.") }
    if sight.job.stage == .uncertain {
      sight.job.stage = .abandoned
      replace(sight.job)
    } else {
      sight.isCancelling = true
    }
    sights[sight.job.mark] = sight
    return sight.job
  }

  /// Notes something new about the jobs. Returns a sentence for the student if there is one.
  package mutating func note(_ news: JobNews) -> String? {
    switch news {
    case .changed(let job):
      // A late answer about a job that the student has given up.
      if book.jobs[job.job]?.first(where: { $0.mark == job.mark })?.stage == .abandoned { return nil }
      change(job.mark) { sight in
        sight.job = job
        if !job.isOpen { sight.isCancelling = false }
        (sight.trouble, sight.failedCommand) = (nil, nil)
      }
      replace(job)
    case .output(let mark, let output, let errors):
      change(mark) { ($0.output, $0.errorOutput) = (output, errors) }
    case .trouble(let mark, let sentence, let command):
      change(mark) { ($0.trouble, $0.failedCommand) = (sentence, command) }
    case .notCancelled(let mark, let sentence):
      change(mark) { $0.isCancelling = false }
      return sentence
    case .notice(let sentence): return sentence
    case .runs(let runs):
      for run in runs { adopt(run) }
    }
    return nil
  }

  private mutating func change(_ mark: String, _ body: (inout JobSight) -> Void) {
    guard let job = book.jobs.values.joined().first(where: { $0.mark == mark }) else { return }
    var sight = sights[mark] ?? JobSight(job)
    body(&sight)
    sights[mark] = sight
  }

  /// Puts a new state of a job into the record.
  private mutating func replace(_ job: SubmittedJob) {
    guard let index = book.jobs[job.job]?.firstIndex(where: { $0.mark == job.mark }),
      let old = book.jobs[job.job]?[index]
    else { return }
    book.jobs[job.job]?[index] = job
    if job.isNews(since: old) { markChanged() }
  }
}
