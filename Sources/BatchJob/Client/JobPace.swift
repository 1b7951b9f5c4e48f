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

  /// Starts with a question at once.
  package init(runner: String, now: Double) {
    (shortest, longest) = runner == "slurm" ? (2, 30) : (0.2, 2)
    pause = shortest
    due = now
    lastAsked = now - 30
  }

  /// Notes an answer, and decides when to ask next.
  ///
  /// - Parameters:
  ///   - took: How long the answer took. A slow controller has enough to do.
  ///   - isWaiting: Whether the job hasn't started. Then there is less to miss.
  package mutating func answered(at now: Double, took: Double, isWaiting: Bool) {
    lastAsked = now - took
    due = now + min(30, max(isWaiting && pause > 5 ? pause * 1.5 : pause, 5 * took))
    pause = min(longest, pause * 1.3)
  }

  /// Asks soon, because the job has written something or the student wants to know, but not more often than the shortest
  /// pause.
  package mutating func hurry(now: Double) { due = min(due, max(now, lastAsked + shortest)) }
}
