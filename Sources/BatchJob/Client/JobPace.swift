/// When a queue is asked about a job again: often at first, then rarely, so that many students don't slow a cluster down.
///
/// Times are in seconds of one clock.
package struct JobPace: Sendable, Equatable {
  private let shortest: Double
  private let longest: Double
  private var pause: Double
  /// When to ask next.
  package private(set) var due: Double
  private var lastAsked: Double
  /// When the queue may be asked at the earliest. A slow controller has enough to do.
  private var earliest: Double
  /// When a change of the output may next make it ask early. A job that prints all the time must not be asked about all
  /// the time.
  private var nextChange: Double

  /// Starts with a question at once.
  package init(runner: String, now: Double) {
    (shortest, longest) = runner == "slurm" ? (2, 30) : (0.2, 2)
    pause = shortest
    (due, earliest, nextChange) = (now, now, now)
    lastAsked = now - 30
  }

  /// Notes an answer, and decides when to ask next.
  ///
  /// - Parameters:
  ///   - took: How long the answer took.
  ///   - isWaiting: Whether the job hasn't started. Then there is less to miss.
  package mutating func answered(at now: Double, took: Double, isWaiting: Bool) {
    lastAsked = now - took
    earliest = now + min(30, 5 * took)
    due = max(earliest, now + min(30, isWaiting && pause > 5 ? pause * 1.5 : pause))
    pause = min(longest, pause * 1.3)
  }

  /// Asks soon, because the student wants to know, but not more often than the shortest pause.
  package mutating func hurry(now: Double) { due = min(due, max(now, lastAsked + shortest, earliest)) }

  /// Asks soon, because the job has written something: once, and then again after the longest pause.
  package mutating func outputChanged(now: Double) {
    guard now >= nextChange else { return }
    nextChange = now + longest
    hurry(now: now)
  }
}
