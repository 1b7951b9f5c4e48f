package import AnswerBook
package import Experiments

/// What to write to the disk at one time.
package struct SaveRequest: Sendable, Equatable {
  /// The record, unless the disk has it.
  package var book: AnswerBook?
  /// The revision of the record.
  package var revision: Int
  /// Recorded runs.
  package var runs: [RecordedRun]
}

/// How a request to write ended.
package struct SaveOutcome: Sendable, Equatable {
  /// The revision of the record that was to be written; `nil` if none was.
  package var revision: Int?
  /// Why the record couldn't be written, as a sentence; `nil` if it was.
  package var failure: String?
  /// The ids of the runs that were to be written.
  package var runs: [String]
  /// Why some of them couldn't be written, a sentence each, by id.
  package var runFailures: [String: String] = [:]
  /// What the student should know about the files, a sentence each.
  package var notices: [String] = []
  /// The answers that were edited in another program.
  package var edits: [OutsideEdit] = []

  /// Where the student's folder is now, if it was renamed; `nil` if it is where it was.
  package var newFolder: String?

  /// Starts with everything written.
  package init(of request: SaveRequest) {
    revision = request.book == nil ? nil : request.revision
    runs = request.runs.map(\.id)
  }
}

extension Session {
  /// Returns what to write if it is time, and notes that it is being written.
  package mutating func saveIfDue() -> SaveRequest? {
    guard saving.isDue else { return nil }
    defer { saving.handOver() }
    return unsaved
  }

  /// Returns everything unsaved, without waiting for a pause in typing. If a request is being carried out, everything is
  /// due as soon as that ends.
  package mutating func saveNow() -> SaveRequest? {
    saving.hurry()
    return saveIfDue()
  }

  /// Everything that may not be on the disk yet, including what is being written; `nil` if there is nothing.
  ///
  /// It is for a front end that writes on the spot because the program stops or ends.
  package var unsaved: SaveRequest? {
    guard saving.hasUnsaved else { return nil }
    return SaveRequest(
      book: saving.isRecordUnsaved ? book : nil, revision: saving.revision, runs: saving.unsavedRuns)
  }

  /// Notes how a request ended.
  package mutating func note(_ outcome: SaveOutcome) {
    saving.note(outcome)
    newFolder = outcome.newFolder
    for edit in outcome.edits { adopt(edit) }
  }

  /// Shows an answer that was edited in another program, with what the student has changed since it was saved.
  private mutating func adopt(_ edit: OutsideEdit) {
    let current = book.answers[edit.question]
    book.answers[edit.question] = Answer.merging(current, edit.after, since: edit.before)
    if book.answers[edit.question] != edit.after { markChanged() }
  }

  /// Shows an answer whose file was edited in another program; the record doesn't have it yet.
  package mutating func take(fileEdit edit: OutsideEdit) {
    guard readOnly == nil else { return }
    let before = book.answers[edit.question]
    adopt(edit)
    if book.answers[edit.question] != before { markChanged() }
  }

  /// Notes that the student is warned of what isn't saved; `saving.loss` is the sentence.
  ///
  /// - Parameter rescueCopy: Where a copy of it was written; `nil` if that failed as well.
  package mutating func warnOfLoss(rescueCopy: String?) { saving.warn(rescueCopy: rescueCopy) }

  /// Lets time pass, up to a moment of the monotonic clock in nanoseconds.
  package mutating func tick(_ nanoseconds: UInt64) { saving.tick(nanoseconds) }
}
