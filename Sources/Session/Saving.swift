package import Experiments
internal import Text

/// What of a session is on the disk, what is being written, and when the rest will be.
///
/// Changes are written at the first pause in typing, and after at most half a second of typing. What can't be written is
/// tried again every few seconds, with the next change, and at the end. The front ends pass in the time and carry out
/// the requests; everything else is decided here.
package struct Saving: Sendable, Equatable {
  /// What to say about it, in the words that both workbooks show.
  package enum Status: String, Sendable, Equatable {
    /// Everything is on the disk.
    case saved
    /// Something will be written soon, or is being written.
    case saving
    /// The last attempt failed.
    case notSaved = "not saved"
  }

  /// The pause in typing after which changes are written, in nanoseconds.
  package static let pause: UInt64 = 250_000_000
  /// The longest time that a change waits while the student types, in nanoseconds.
  package static let longestWait: UInt64 = 450_000_000
  /// The time between a failed attempt and the next one, in nanoseconds.
  package static let retryInterval: UInt64 = 3_000_000_000

  /// Counts the changes of the record.
  package private(set) var revision = 0
  /// The newest revision on the disk.
  package private(set) var savedRevision = 0
  /// The recorded runs that are not on the disk yet, oldest first.
  package private(set) var unsavedRuns: [RecordedRun] = []
  /// Whether a request is being carried out.
  package private(set) var isWriting = false

  /// The current time, in nanoseconds of the monotonic clock.
  private var now: UInt64 = 0
  /// When the record first and last changed since it was last handed over; `nil` if it hasn't.
  private var changes: ClosedRange<UInt64>?
  /// Whether to write without waiting for a pause.
  private var isUrgent = false
  /// When to try again after a failure.
  private var retry: UInt64?
  /// Why the record couldn't be written.
  private var recordFailure: String?
  /// Why runs couldn't be written, by id.
  private var runFailures: [String: String] = [:]
  /// What was unsaved at the last warning.
  private var warned: Unsaved?
  /// Where a copy of that is.
  private var rescueCopy: String?

  /// Identifies what is unsaved.
  private struct Unsaved: Sendable, Equatable {
    var revision: Int
    var runs: [String]
  }

  /// Starts with a record that is on the disk.
  package init() {}

  // MARK: - What there is to write

  /// Lets time pass, up to a moment of the monotonic clock in nanoseconds.
  package mutating func tick(_ nanoseconds: UInt64) { now = nanoseconds }

  /// Notes a change of the record.
  package mutating func noteChange() {
    revision += 1
    changes = (changes?.lowerBound ?? now)...max(changes?.lowerBound ?? now, now)
  }

  /// Notes a run that has to be written.
  package mutating func add(_ run: RecordedRun) { unsavedRuns.append(run) }

  /// Asks for everything to be written without waiting for a pause.
  package mutating func hurry() { isUrgent = hasUnsaved }

  /// Whether the record in memory is newer than the one on the disk.
  package var isRecordUnsaved: Bool { revision > savedRevision }

  /// Whether anything is not on the disk yet.
  package var hasUnsaved: Bool { isRecordUnsaved || !unsavedRuns.isEmpty }

  /// When to write, in nanoseconds of the monotonic clock; `nil` while there is nothing to write or a request is being
  /// carried out.
  package var due: UInt64? {
    guard hasUnsaved, !isWriting else { return nil }
    if isUrgent { return 0 }
    guard let changes else { return retry ?? 0 }
    return min(changes.upperBound + Self.pause, changes.lowerBound + Self.longestWait)
  }

  /// Whether it is time to write.
  package var isDue: Bool { due.map { $0 <= now } ?? false }

  /// Notes that everything unsaved is being written.
  package mutating func handOver() {
    isWriting = true
    changes = nil
    isUrgent = false
    retry = nil
  }

  /// Notes how a request ended. What was not written stays unsaved.
  package mutating func note(_ outcome: SaveOutcome) {
    isWriting = false
    if let revision = outcome.revision, revision > savedRevision {
      recordFailure = outcome.failure
      if outcome.failure == nil { savedRevision = revision }
    }
    let unsaved = Set(unsavedRuns.map(\.id))
    for id in outcome.runs where unsaved.contains(id) { runFailures[id] = outcome.runFailures[id] }
    unsavedRuns.removeAll { outcome.runs.contains($0.id) && outcome.runFailures[$0.id] == nil }
    if failure != nil { retry = now + Self.retryInterval }
    if !hasUnsaved { (changes, isUrgent, retry) = (nil, false, nil) }
  }

  // MARK: - Leaving

  private var unsaved: Unsaved { Unsaved(revision: revision, runs: unsavedRuns.map(\.id)) }

  /// Whether the student may leave: everything is on the disk, or the student was warned of exactly what isn't.
  package var mayLeave: Bool { !hasUnsaved || warned == unsaved }

  /// Notes that the student is warned of what isn't saved.
  ///
  /// - Parameter rescueCopy: Where a copy of it was written; `nil` if that failed as well.
  package mutating func warn(rescueCopy: String?) {
    warned = unsaved
    self.rescueCopy = rescueCopy
  }

  // MARK: - What to say about it

  /// What to say about it in the title or the prompt.
  package var status: Status { failure != nil ? .notSaved : hasUnsaved ? .saving : .saved }

  /// Why the last attempt failed, as a sentence; `nil` if it didn't.
  package var failure: String? { recordFailure ?? unsavedRuns.lazy.compactMap { runFailures[$0.id] }.first }

  /// What is lost if the program ends now, and why, as a sentence; `nil` if everything is on the disk.
  package var loss: String? {
    guard hasUnsaved else { return nil }
    let runs = unsavedRuns.isEmpty ? nil : counted(unsavedRuns.count, "run")
    let what = [isRecordUnsaved ? "your latest changes" : nil, runs].compactMap { $0 }.joined(separator: " and ")
    let verb = !isRecordUnsaved && unsavedRuns.count == 1 ? "is" : "are"
    let loss = "\(what.prefix(1).uppercased())\(what.dropFirst()) \(verb) not saved\(failure.map { ": \($0)" } ?? ".")"
    guard warned == unsaved else { return loss }
    return loss + (rescueCopy.map { " A copy is in \($0)." } ?? " No copy could be written anywhere else.")
  }
}
