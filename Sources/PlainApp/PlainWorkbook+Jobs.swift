internal import BatchJob
internal import LessonFormat
package import Session
internal import Text

extension PlainWorkbook {
  /// How many lines of a job's output are said when it ends; `output` says all.
  private static let mostLines = 20

  /// The job here; `nil` if there is none.
  var jobHere: JobSpec? { if case .job(let spec) = here.content { spec } else { nil } }

  /// Whether a job is followed: until it ends, or the student has seen enough.
  package var isFollowing: Bool { following != nil }

  /// Describes a job of the lesson, and the last one that was submitted.
  mutating func describe(_ spec: JobSpec) {
    say("Batch job \(spec.id)\(spec.title.map { ", \($0)" } ?? ""). Its batch file is \(spec.script).")
    if let sight = session.sights(of: spec).last {
      say(sentence(of: sight))
      say("Type run to submit another one, job to follow it, output to read what it has printed, or cancel.")
    } else if let question = session.missingFile(of: spec) {
      say("Locked: write \(question.fileName ?? "the file") first (go \(question.id) takes you there).")
    } else {
      say("Not submitted yet. Type run to submit it, or press Enter to go on.")
    }
  }

  /// Submits the job here, and follows it.
  mutating func submit(_ spec: JobSpec) {
    let now = now
    guard let request = attempt({ session throws(Refused) in try session.submit(spec, at: now) }) else { return }
    following = request.job.mark
    lastSaid = ""
    say("Submitting \(spec.script). Ctrl-C stops following the job, and the job goes on.")
    emit(.submitJob(request))
  }

  /// Carries out a command for the job here: follows it, says its output, or cancels it.
  mutating func performForJob(_ command: PlainCommand) {
    guard let spec = jobHere else { return say("There is no batch job here: list shows where to find one.") }
    guard let sight = session.sights(of: spec).last else { return say("Not submitted yet: type run to submit it.") }
    switch command {
    case .output: sayOutput(sight, most: .max)
    case .cancel: cancel(spec, sight)
    default:
      say(sentence(of: sight))
      guard sight.job.isOpen, !sight.job.isElsewhere(than: surroundings.host) else {
        return sayOutput(sight, most: Self.mostLines)
      }
      following = sight.job.mark
      lastSaid = sentence(of: sight)
      say("Ctrl-C stops following the job, and the job goes on.")
      emit(.followJob(sight.job))
    }
  }

  private mutating func cancel(_ spec: JobSpec, _ sight: JobSight) {
    if let refused = session.cancelRefusal(of: spec) { return say(refused.description) }
    guard isSure == sight.job.mark else {
      isSure = sight.job.mark
      return say("Type cancel once more to cancel \(sight.job.id.map { "job \($0)" } ?? "it").")
    }
    isSure = nil
    guard let job = attempt({ session throws(Refused) in try session.cancel(spec) }) else { return }
    following = job.mark
    lastSaid = ""
    emit(.cancelJob(job))
  }

  /// Notes something new about the jobs, and says what has changed of the one that is followed.
  package mutating func jobNews(_ news: JobNews) -> PlainReply {
    replying { workbook in
      if let sentence = workbook.session.note(news) { workbook.say(sentence) }
      guard let mark = workbook.following, let sight = workbook.sight(of: mark) else { return }
      let sentence = workbook.sentence(of: sight)
      if sentence != workbook.lastSaid { workbook.say(sentence) }
      workbook.lastSaid = sentence
      // The end of the output comes after the end of the job.
      let hasOutput = sight.job.status?.started != nil && sight.job.status?.output != nil
      let isOutput = if case .output(mark, _, _) = news { true } else { false }
      guard !sight.job.isOpen, isOutput || !hasOutput else { return }
      workbook.following = nil
      workbook.sayOutput(sight, most: Self.mostLines)
      let spec = workbook.session.job(sight.job.job)
      if let advice = spec.flatMap({ workbook.session.tracingAdvice(on: $0) }) { workbook.say(advice) }
    }
  }

  /// Stops following the job, which goes on.
  package mutating func stopFollowing() -> PlainReply {
    replying { workbook in
      workbook.following = nil
      workbook.say("The job goes on. Type job to see how it is doing.")
    }
  }

  private func sight(of mark: String) -> JobSight? {
    lesson.jobs.lazy.flatMap { session.sights(of: $0) }.first { $0.job.mark == mark }
  }

  private func sentence(of sight: JobSight) -> String {
    var words = [sight.job.id.map { "Job \($0): \(sight.sentence)" } ?? sight.sentence]
    if sight.job.runner == "builtin" { words.append("The stand-in runs it, which is not SLURM.") }
    if let errors = sight.job.errors { words.append(sight.job.isAnswerOfSbatch ? "sbatch says: \(errors)" : errors) }
    if let line = sight.suspiciousLine { words.append("The output says: \(visible(line, onOneLine: true))") }
    if let trouble = sight.trouble { words.append(trouble) }
    if let status = sight.job.status, status.isOver {
      words.append("It asked for \(status.askedWords), and got \(status.usedWords).")
      if let advice = status.advice { words.append(advice) }
    }
    return visible(words.joined(separator: " "), onOneLine: true)
  }

  private mutating func sayOutput(_ sight: JobSight, most: Int) {
    guard let output = sight.output else {
      return say(visible(sight.missingOutput ?? "There is no output.", onOneLine: true))
    }
    let hidden = max(0, output.lines.count - most)
    say(
      "\(visible(sight.job.status?.output ?? "The output", onOneLine: true)), \(counted(output.lines.count, "line")):")
    if hidden > 0 { say("(\(counted(hidden, "line")) before these: output shows all.)") }
    list(output.lines.suffix(most).map { "  \(visible($0, onOneLine: true))" })
  }
}
