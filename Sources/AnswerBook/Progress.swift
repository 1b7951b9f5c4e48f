public import LessonFormat

/// How far a student has come.
public struct Progress: Sendable, Equatable {
  /// Questions that have an answer.
  public var answered: Int
  /// Questions there are.
  public var all: Int

  /// Makes a count from its parts.
  public init(answered: Int, all: Int) {
    self.answered = answered
    self.all = all
  }
}

extension AnswerBook {
  /// Whether a question has an answer: each of its fields is filled in, except for the reason beside a choice or a
  /// number; see `lacksReason`.
  public func isAnswered(_ question: Question) -> Bool {
    guard let answer = answers[question.id] else { return false }
    return question.fields.allSatisfy { $0.isReason || answer.fills($0) }
  }

  /// Whether a question that also asks for a reason has its answer but not yet the reason.
  public func lacksReason(_ question: Question) -> Bool {
    let answer = answers[question.id] ?? Answer()
    return isAnswered(question) && question.fields.contains { $0.isReason && !answer.fills($0) }
  }

  /// The first question without an answer that holds an experiment shut; nothing where it may be run.
  public func shutBy(_ experiment: String, in lesson: Lesson) -> Question? {
    lesson.questions.first { $0.before == experiment && !isAnswered($0) }
  }

  /// How many of these questions have an answer.
  public func progress(of questions: [Question]) -> Progress {
    Progress(answered: questions.count { isAnswered($0) }, all: questions.count)
  }

  /// How many of a lesson's questions have an answer; those of optional sections are not counted.
  public func progress(in lesson: Lesson) -> Progress { progress(of: lesson.requiredQuestions) }

  /// Whether nothing in it is worth keeping yet: no answer, no run; a position alone makes no folder.
  public var isUntouched: Bool { answers.isEmpty && runs.values.allSatisfy(\.isEmpty) }
}
