public import Canvas
public import Experiments
public import WorkerPool

/// Something the workbook hears of.
public enum Message: Sendable {
  /// The student pressed a key or pasted.
  case key(Key)
  /// The terminal has a size, at the start and after every change.
  case resized(Size)
  /// Time passed: the monotonic clock that pool events use, and seconds since 1970.
  case tick(nanoseconds: UInt64, wallClock: Double)
  /// What happened in the pool of a run.
  case runEvents(token: Int, [PoolEvent])
  /// What each worker of a run is at, sampled while it goes on.
  case runProgress(token: Int, [WorkerProgress])
  /// A run came to its end; one record for each request.
  case runFinished(token: Int, [RecordedRun])
  /// A run ended without a record; the sentence says why. What was finished before it is not lost.
  case runFailed(token: Int, String)
  /// The record as it was at this revision is on the disk.
  case saved(revision: Int)
  /// The record could not be written; the sentence says why.
  case saveFailed(String)
  /// The record has something to say that nobody asked for: one sentence.
  case noticed(String)
  /// The student's own editor was left with this text.
  case edited(question: String, text: String)
  /// The student's own editor could not be used; the sentence says why.
  case editFailed(String)
  /// The events of a recorded run, read back.
  case eventsLoaded(run: String, [PoolEvent])
  /// The events of a recorded run could not be read back; the sentence says why.
  case eventsMissing(run: String, String)
  /// The program is about to end from outside: a signal, a terminal that hung up.
  case leaving
}
