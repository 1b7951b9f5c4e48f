public import Experiments

/// A student's record of one lesson: answers, runs and the place where the student is.
public struct AnswerBook: Sendable, Equatable {
  /// Answers by question id.
  public var answers: [String: Answer]
  /// Runs by experiment id, oldest first. Events of runs read back from disk are left out until asked for.
  public var runs: [String: [RecordedRun]]
  /// Id of the section, experiment or question where the student was last.
  public var position: String?
  /// Questions that a newer edition of the lesson asks differently from how they stood when they were answered.
  public var changedQuestions: Set<String>

  /// Makes a record; without arguments an empty one.
  public init(
    answers: [String: Answer] = [:], runs: [String: [RecordedRun]] = [:], position: String? = nil,
    changedQuestions: Set<String> = []
  ) {
    self.answers = answers
    self.runs = runs
    self.position = position
    self.changedQuestions = changedQuestions
  }
}
