package import LessonFormat

/// How many of a number of questions are answered.
package struct Progress: Sendable, Equatable {
  /// The questions that have an answer.
  package var answered: Int
  /// All questions.
  package var all: Int

  /// Makes a count.
  package init(answered: Int, all: Int) {
    self.answered = answered
    self.all = all
  }
}

extension AnswerBook {
  /// Whether a question has an answer: each of its fields is filled in, except for the reason beside a choice or a
  /// number; see `lacksReason`.
  package func isAnswered(_ question: Question) -> Bool {
    guard let answer = answers[question.id] else { return false }
    return question.fields.allSatisfy { $0.isReason || answer.fills($0) }
  }

  /// Whether a question that also asks for a reason has its answer but not yet the reason.
  package func lacksReason(_ question: Question) -> Bool {
    let answer = answers[question.id] ?? Answer()
    return isAnswered(question) && question.fields.contains { $0.isReason && !answer.fills($0) }
  }

  /// The first unanswered question that locks an experiment; `nil` if the experiment can be run.
  package func lockingQuestion(of experiment: String, in lesson: Lesson) -> Question? {
    lesson.questions.first { $0.before == experiment && !isAnswered($0) }
  }

  /// Counts how many of some questions have an answer.
  package func progress(of questions: [Question]) -> Progress {
    Progress(answered: questions.count { isAnswered($0) }, all: questions.count)
  }

  /// Counts how many of a lesson's questions have an answer, without those of optional sections.
  package func progress(in lesson: Lesson) -> Progress { progress(of: lesson.requiredQuestions) }

  /// Whether there is nothing to save yet: no answer, no run, no job and no name. A position alone is not saved.
  package var isUntouched: Bool {
    student.isUnknown && answers.isEmpty && runs.values.allSatisfy(\.isEmpty) && jobs.values.allSatisfy(\.isEmpty)
  }
}
