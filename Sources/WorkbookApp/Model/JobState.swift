internal import BatchJob
internal import LessonFormat
internal import Session

/// A batch job with what became of it: what its pane shows.
struct JobState: Sendable {
  /// The job as the lesson describes it.
  let spec: JobSpec
  /// The jobs that were submitted, oldest first.
  let sights: [JobSight]
  /// Which of them is shown; `nil` if there is none.
  let shownIndex: Int?
  /// Why no job can be submitted yet, and what to do; `nil` if the files are there.
  let lock: String?
  /// What is wrong with the batch file that sbatch has refused, and the fix.
  let mistake: String?
  /// How its batch file shows the workers of the student's program; `nil` if it does, or can't.
  let tracingAdvice: String?
  /// The time, in seconds since 1970.
  let now: Double
  /// This machine.
  let host: String

  /// The job that is shown.
  var shown: JobSight? { shownIndex.map { sights[$0] } }
}

extension Model {
  /// The batch job that keys act on.
  var currentJob: JobSpec? {
    if let stop = place.stop, case .job(let spec) = section.parts[stop] { spec } else { nil }
  }

  /// A batch job as its pane shows it.
  func state(of spec: JobSpec) -> JobState {
    let sights = session.sights(of: spec)
    return JobState(
      spec: spec, sights: sights,
      shownIndex: sights.isEmpty ? nil : max(0, sights.count - 1 - (stepsBack[spec.id] ?? 0)),
      lock: session.missingFile(of: spec) == nil
        ? nil : session.refusal(of: spec)?.sentence(advice: "enter takes you there."),
      mistake: sights.last?.job.stage == .refused ? mistake(in: spec.script) : nil,
      tracingAdvice: session.tracingAdvice(on: spec), now: clock.wall,
      host: surroundings.machine.host)
  }

  /// The first thing in a batch file that sbatch refuses.
  private func mistake(in script: String) -> String? {
    guard let question = lesson.questions.first(where: { $0.fileName == script }) else { return nil }
    let findings = BatchScript(Array(session.text(of: question).utf8)).findings(ScriptFacts(file: script))
    return findings.first { $0.severity == .error }.map { finding in
      "Line \(finding.line): \(finding.sentence)\(finding.fix.map { " \($0)" } ?? "")"
    }
  }

  /// When what is shown of a job changes although nothing has happened, in nanoseconds of the monotonic clock: its age is
  /// shown in seconds.
  var nextSecond: UInt64? {
    let isShown = section.parts.contains { part in
      guard case .job(let spec) = part, let job = session.sights(of: spec).last?.job else { return false }
      return job.isOpen && job.seen != nil
    }
    return isShown ? clock.nanoseconds + 1_000_000_000 : nil
  }

  /// Submits the batch job that has the focus.
  mutating func submitJob() -> [Effect] {
    guard let spec = currentJob else { return [] }
    recordField()
    let now = clock.wall
    guard let order = attempt({ session throws(Refused) in try session.submit(spec, at: now) }) else { return [] }
    stepsBack[spec.id] = nil
    settle(toStop: place.stop)
    return saveNow() + [.submitJob(order)]
  }

  /// Ends the batch job that has the focus.
  mutating func cancelJob() -> [Effect] {
    guard let spec = currentJob,
      let job = attempt({ session throws(Refused) in try session.cancel(spec) })
    else { return [] }
    return saveNow() + [.cancelJob(job)]
  }

  /// Notes something new about the batch jobs.
  ///
  /// While the student looks at the end of the job that has the focus, the end stays in sight.
  mutating func note(_ news: JobNews) -> [Effect] {
    let follows = editing == nil && currentJob != nil && isEndInSight
    keepingPlace { model in
      guard let sentence = model.session.note(news) else { return }
      if case .notice = news { model.notices.append(sentence) } else { model.remark = sentence }
    }
    if follows { settle(toStop: place.stop) }
    return saveIfDue()
  }
}
