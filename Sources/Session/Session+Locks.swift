internal import AnswerBook
package import LessonFormat

/// The lock of an experiment that can't be run until a question is answered.
package struct ExperimentLock: Sendable, Equatable {
  /// The question to answer first.
  package let question: Question
  /// Its number in the lesson, from 1.
  package let number: Int
  /// The file that the question asks for, if the experiment needs it.
  package var file: String?

  /// The sentence for the student.
  ///
  /// - Parameter way: The key or the command that leads to the question.
  package func sentence(way: String) -> String {
    if let file { return "First write \(file): question \(number) (\(way) takes you there)." }
    return "Locked: answer question \(number) first (\(way) takes you there)."
  }
}

extension Session {
  /// The lock of an experiment; `nil` if it can be run.
  package func lock(of spec: ExperimentSpec) -> ExperimentLock? {
    if let question = book.lockingQuestion(of: spec.id, in: lesson) {
      return ExperimentLock(question: question, number: number(of: question))
    }
    return missingFile(of: spec).map {
      ExperimentLock(question: $0, number: number(of: $0), file: $0.fileName)
    }
  }

  /// What an answer to a question will unlock, as `Your answer unlocks second-map.`; `nil` if there is nothing to unlock.
  package func unlockNote(of question: Question) -> String? {
    guard let experiment = question.before, !book.isAnswered(question) else { return nil }
    return "Your answer unlocks \(experiment)."
  }
}
