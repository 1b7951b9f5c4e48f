/// A job that the workbook has submitted, as the student's record keeps it.
package struct SubmittedJob: Sendable, Equatable, Codable {
  /// The id of the lesson's job.
  package var job: String
  /// The word that the queue finds it by.
  package var mark: String
  /// `slurm` or `builtin`.
  package var runner: String
  /// The machine that it was submitted on.
  package var host: String
  /// The batch file.
  package var script: String
  /// The folder that it was submitted in.
  package var folder: String
  /// When, in seconds since 1970.
  package var when: Double
  /// The queue's id; `nil` until it is known.
  package var id: String?
  /// What became of the submission.
  package var stage = Stage.submitting
  /// What sbatch wrote to standard error.
  package var errors: String?
  /// The last thing that the queue said of it; the jobs of an array are summed up in the first that isn't over.
  package var status: JobStatus?
  /// When the queue said so, in seconds since 1970.
  package var seen: Double?
  /// The file with what it wrote to standard error, if that isn't the output.
  package var errorOutput: String?

  /// The stages of a job as seen from here.
  package enum Stage: String, Sendable, Codable {
    /// It is being submitted.
    case submitting
    /// sbatch didn't get an answer, so it may be in the queue.
    case uncertain
    /// sbatch has refused it.
    case refused
    /// It is in the queue, or has ended.
    case submitted
    /// The queue has forgotten it, and how it ended isn't known.
    case forgotten
    /// The student has stopped looking for it.
    case abandoned
  }

  /// Describes a job that is about to be submitted.
  package init(
    job: String, mark: String = newMark(), runner: String = "", host: String, script: String, folder: String = "",
    when: Double
  ) {
    self.job = job
    self.mark = mark
    self.runner = runner
    self.host = host
    self.script = script
    self.folder = folder
    self.when = when
  }

  /// Whether this program can have written it. The id becomes a word of `scancel`, which must not take it for an option.
  package var isSound: Bool {
    id?.utf8.first.map { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) } ?? (id == nil)
  }

  /// Whether `errors` are what sbatch wrote, rather than why it wasn't even asked.
  package var isAnswerOfSbatch: Bool { errors?.contains("sbatch: ") ?? false }

  /// Whether there is something left to find out.
  package var isOpen: Bool {
    switch stage {
    case .submitting, .uncertain: true
    case .submitted: !(status?.isOver ?? false)
    case .refused, .forgotten, .abandoned: false
    }
  }

  /// Its state in a word or two, with the exit code if it has ended: `COMPLETED 0:0`.
  package var stateWords: String {
    switch stage {
    case .submitting: return "being submitted"
    case .uncertain: return "perhaps in the queue"
    case .refused: return "refused"
    case .abandoned: return "given up"
    case .forgotten: return "ended, nobody knows how"
    case .submitted:
      guard let status else { return "submitted" }
      return status.isOver ? "\(status.state) \(status.exit)" : status.state
    }
  }

  /// Whether another state of the same job is worth writing down: that time has passed isn't.
  package func isNews(since old: SubmittedJob) -> Bool {
    stage != old.stage || id != old.id || runner != old.runner || errors != old.errors
      || status?.state != old.status?.state || status?.reason != old.status?.reason
      || status?.output != old.status?.output || status?.started != old.status?.started
  }

  /// Whether it is a job of the stand-in on another machine, which this one can't ask about.
  package func isElsewhere(than host: String) -> Bool { runner == "builtin" && self.host != host }
}
