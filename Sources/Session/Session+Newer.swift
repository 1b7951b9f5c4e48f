internal import AnswerBook
internal import LessonFormat
internal import Text

extension Session {
  /// Says that the journal has newer answers than `answers.md`; `nil` if it hasn't, or if nothing can be recorded.
  package var newerAnswersNotice: String? {
    let questions = lesson.questions.filter { book.newerAnswers[$0.id] != nil }
    guard readOnly == nil, let first = questions.first else { return nil }
    let more = questions.count == 1 ? "" : " and \(questions.count - 1) more"
    let answers = questions.count == 1 ? "a newer answer" : "newer answers"
    return "The journal has \(answers) than answers.md: question \(number(of: first)), \(first.id)\(more)."
  }

  /// Uses the newer answers in the journal, except where the answer has changed since.
  package mutating func useNewerAnswers() throws(Refused) {
    guard newerAnswersNotice != nil else { throw Refused("The journal has no newer answers.") }
    book.answers.merge(book.newerAnswers) { $1 }
    book.newerAnswers = [:]
    markChanged()
  }

  /// Leaves the newer answers in the journal.
  package mutating func leaveNewerAnswers() { book.newerAnswers = [:] }
}
