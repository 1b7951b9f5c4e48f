package import BatchJob
package import Experiments

/// A student's record of one lesson: answers, runs, and where the student was last.
package struct AnswerBook: Sendable, Equatable {
  /// Answers by question id.
  package var answers: [String: Answer]
  /// Runs by experiment id, oldest first. Runs that were read from the disk have no events; `BookFolder.events` reads them.
  package var runs: [String: [RecordedRun]]
  /// Batch jobs by the id of the lesson's job, oldest first.
  package var jobs: [String: [SubmittedJob]] = [:]
  /// Whose record it is.
  package var student = Student()
  /// Whether the work was handed in before.
  package internal(set) var wasHandedIn = false
  /// The id of the section, experiment or question where the student was last.
  package var position: String?
  /// Questions that the lesson asks differently since they were answered.
  package var changedQuestions: Set<String>
  /// Answers in the journal that are newer than those in `answers.md`, as after a crash or in a restored backup.
  package var newerAnswers: [String: Answer] = [:]
  /// The questions whose answers were restored while reading a missing or damaged `answers.md`, which lacks them until it is
  /// saved; `nil` if it is sound. Only `BookFolder.read` fills it in, because `open` saves.
  package internal(set) var restored: Set<String>?
  /// Answers, hints and solutions with their times, oldest first; `journal` has the runs too.
  package internal(set) var history: [JournalEntry] = []

  /// Makes a record; without arguments an empty one.
  package init(
    answers: [String: Answer] = [:], runs: [String: [RecordedRun]] = [:], position: String? = nil,
    changedQuestions: Set<String> = []
  ) {
    self.answers = answers
    self.runs = runs
    self.position = position
    self.changedQuestions = changedQuestions
  }
}
