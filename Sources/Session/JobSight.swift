package import BatchJob
package import Experiments

/// What the workbook knows of a batch job: the part that the record keeps, and what was seen last.
package struct JobSight: Sendable, Equatable {
  /// The job.
  package var job: SubmittedJob
  /// The end of its output; `nil` if there is no file that can be read.
  package var output: JobOutput?
  /// The end of what it wrote to standard error, if that goes elsewhere.
  package var errorOutput: JobOutput?
  /// Why the queue hasn't answered the last time, as a sentence; `nil` if it has.
  package var trouble: String?
  /// The command that failed.
  package var failedCommand: String?
  /// Whether its end was asked for.
  package var isCancelling = false

  /// Begins with a job of the record.
  package init(_ job: SubmittedJob) { self.job = job }

  /// The line of the output that says that something went wrong although the state may not.
  package var suspiciousLine: String? { output?.suspiciousLine ?? errorOutput?.suspiciousLine }

  /// How the job is doing, in the fewest words there are.
  package enum Mood: Sendable, Equatable {
    /// It is under way, or waits its turn.
    case underWay
    /// It has ended, and there is no sign of trouble.
    case well
    /// It has failed, or its output says that something went wrong, or it never starts.
    case badly
    /// Nobody knows.
    case unclear
  }

  /// How the job is doing.
  package var mood: Mood {
    switch job.stage {
    case .refused: return .badly
    case .uncertain, .forgotten, .abandoned: return .unclear
    case .submitting: return .underWay
    case .submitted: break
    }
    guard let status = job.status else { return .underWay }
    guard status.isOver else { return status.isStuck ? .badly : .underWay }
    return status.state == "COMPLETED" && suspiciousLine == nil ? .well : .badly
  }

  /// What there is to say about its state, with what to do.
  package var sentence: String {
    switch job.stage {
    case .submitting: return "The job is being submitted."
    case .uncertain:
      return
        "sbatch got no answer, so the job may be in the queue. The workbook looks for it; don't submit it again yet."
    case .refused:
      if job.errors?.contains("Unable to contact") == true {
        return "SLURM can't be reached, so the job isn't in the queue. Submit it again later."
      }
      return job.isAnswerOfSbatch
        ? "sbatch has refused the job, so it isn't in the queue." : "The job isn't in the queue."
    case .abandoned: return "You have given up looking for this job."
    case .forgotten:
      return "The job has ended, and SLURM has forgotten how. Its output is what is left."
    case .submitted: break
    }
    if isCancelling, !(job.status?.isOver ?? false) { return "The job is being cancelled." }
    guard let status = job.status else { return "The job is in the queue." }
    guard status.state == "COMPLETED", suspiciousLine != nil else { return status.sentence }
    return "The job's script has ended with exit code 0, but its output says that something went wrong."
  }

  /// Why there is no output; `nil` if there is some.
  package var missingOutput: String? {
    guard job.stage == .submitted, output == nil, let status = job.status, let path = status.output else { return nil }
    if path == "/dev/null" { return "The job's output isn't kept." }
    if status.started == nil { return status.isOver ? nil : "There is no output before the job starts." }
    return status.isOver ? "There is no file \(path); the node may not share this folder." : "No output yet."
  }
}

/// Something new about the batch jobs, from whatever watches them.
package enum JobNews: Sendable, Equatable {
  /// The record of a job has changed, or the queue has said again what it said before.
  case changed(SubmittedJob)
  /// What a job has printed.
  case output(mark: String, JobOutput?, errors: JobOutput?)
  /// The queue hasn't answered, or has answered again: a sentence and the command, or `nil`.
  case trouble(mark: String, sentence: String?, command: String?)
  /// A job couldn't be cancelled; the sentence says why.
  case notCancelled(mark: String, String)
  /// Something that the student should know.
  case notice(String)
  /// Runs that jobs have recorded in the student's folder.
  case runs([RecordedRun])
}
