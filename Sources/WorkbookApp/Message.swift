package import AnswerBook
package import BatchJob
package import Canvas
package import Experiments
package import Session
package import WorkerPool

/// Something that the program reports to the workbook.
package enum Message: Sendable {
  /// The student pressed keys or pasted text: everything that arrived together.
  case keys([Key])
  /// The terminal has a size, at the start and after every change.
  case resized(Size)
  /// Time passed: the monotonic clock that pool events use, and seconds since 1970.
  case tick(nanoseconds: UInt64, wallClock: Double)
  /// What happened in the pool of a run.
  case runEvents(token: Int, [PoolEvent])
  /// What the Python program of a run wrote.
  case runOutput(token: Int, [UInt8])
  /// What other programs have changed in the files of a run that is to begin.
  case filesRead(token: Int, [OutsideEdit])
  /// Another program has changed a file that is watched.
  case fileChanged(OutsideEdit)
  /// What each worker of a run is doing, sampled during the run.
  case runProgress(token: Int, [WorkerProgress])
  /// A run is finished.
  case runFinished(token: Int, RecordedRun)
  /// A run failed or was stopped; the sentence says why.
  case runFailed(token: Int, String)
  /// Something new about batch jobs.
  case job(JobNews)
  /// How many samples one process of this machine draws in about a second.
  case samplesMeasured(Int)
  /// The Python that runs code cells, and what it lacks.
  case pythonFound(PythonFacts)
  /// What was to be saved is saved, or the outcome says why not.
  case saved(SaveOutcome)
  /// The program can't be quit without loss; a copy of what isn't saved is in this folder, if one could be written.
  case unsavedAtQuit(rescueCopy: String?)
  /// Something that the student asked for was done, or wasn't; the sentence says so.
  case reported(String)
  /// The student's own editor returned this text.
  case edited(question: String, text: String)
  /// The student's own editor failed; the sentence says why.
  case editFailed(String)
  /// The events of a recorded run, read back.
  case eventsLoaded(run: String, [PoolEvent])
  /// The events of a recorded run can't be read; the sentence says why.
  case eventsMissing(run: String, String)
  /// What is at the paths that batch files name.
  case pathsLookedUp([String: PathFacts])
  /// The files to hand in that are in the student's folder; the sentence says why they can't be listed.
  case filesListed([String], evidence: [String], failure: String?)
  /// The file to upload is packed, or can't be.
  case packed(Result<PackedHandIn, Refused>)
  /// Git has ended.
  case staged(Staging.Outcome)
  /// Everything that was typed has to be in the record now, because the record is about to be read.
  case flushing
  /// The program is being ended from outside, by a signal or because the terminal hung up.
  case leaving

  /// This message and the next one as one; `nil` if they aren't events or output of the same run.
  package func joined(with next: Message) -> Message? {
    switch (self, next) {
    case (.runEvents(let token, let events), .runEvents(let other, let more)) where other == token:
      .runEvents(token: token, events + more)
    case (.runOutput(let token, let bytes), .runOutput(let other, let more)) where other == token:
      .runOutput(token: token, bytes + more)
    default: nil
    }
  }
}
