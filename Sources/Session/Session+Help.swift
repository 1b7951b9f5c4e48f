internal import AnswerBook
package import LessonFormat

extension Session {
  /// The hints of a question that were taken.
  package func hintsTaken(of question: Question) -> Int {
    min(max(0, answer(to: question).hintsTaken), question.hints.count)
  }

  /// Whether a question has a hint that was not taken yet.
  package func hasHint(_ question: Question) -> Bool { hintsTaken(of: question) < question.hints.count }

  /// Why a question has no hint to take; `nil` if it has.
  package func refusesHint(of question: Question) -> Refused? {
    if question.hints.isEmpty { return Refused("This question has no hints.") }
    return hasHint(question) ? nil : Refused("There are no more hints for this question.")
  }

  /// Takes the next hint of a question and returns its place among them, from 0.
  package mutating func takeHint(of question: Question) throws(Refused) -> Int {
    if let refused = refusesHint(of: question) { throw refused }
    let next = hintsTaken(of: question)
    book.answers[question.id, default: Answer()].hintsTaken = next + 1
    touch()
    return next
  }

  /// The title above a hint, counted from 0: `Hint 1 of 2`, or `Hint` if it is the only one.
  package static func title(ofHint index: Int, of question: Question) -> String {
    question.hints.count > 1 ? "Hint \(index + 1) of \(question.hints.count)" : "Hint"
  }

  /// Why the solution of a question can't be seen; `nil` if it can.
  package func refusesSolution(of question: Question) -> Refused? {
    if question.solution.isEmpty { return Refused("This question has no solution.") }
    return book.isAnswered(question) ? nil : Refused("The solution opens once you have answered the question.")
  }

  /// Opens the solution of a question.
  package mutating func openSolution(of question: Question) throws(Refused) {
    if let refused = refusesSolution(of: question) { throw refused }
    guard book.answers[question.id]?.solutionSeen == false else { return }
    book.answers[question.id]?.solutionSeen = true
    touch()
  }
}
