internal import AnswerBook
package import LessonFormat

extension Session {
  /// How many hints of a question the student has seen.
  package func hintsShown(of question: Question) -> Int {
    min(max(0, answer(to: question).hintsShown), question.hints.count)
  }

  /// Whether a question has a hint that the student hasn't seen.
  package func hasMoreHints(_ question: Question) -> Bool { hintsShown(of: question) < question.hints.count }

  /// Why there is no next hint for a question; `nil` if there is one.
  package func hintRefusal(for question: Question) -> Refused? {
    if question.hints.isEmpty { return Refused("This question has no hints.") }
    return hasMoreHints(question) ? nil : Refused("There are no more hints for this question.")
  }

  /// Counts the next hint of a question as seen, and returns its index.
  package mutating func showNextHint(of question: Question) throws(Refused) -> Int {
    if let refused = hintRefusal(for: question) { throw refused }
    let next = hintsShown(of: question)
    book.answers[question.id, default: Answer()].hintsShown = next + 1
    markChanged()
    return next
  }

  /// The title above a hint, counted from 0: `Hint 1 of 2`, or `Hint` if it is the only one.
  package static func title(ofHint index: Int, of question: Question) -> String {
    question.hints.count > 1 ? "Hint \(index + 1) of \(question.hints.count)" : "Hint"
  }

  /// Why a question's solution can't be shown; `nil` if it can.
  package func solutionRefusal(for question: Question) -> Refused? {
    if question.solution.isEmpty { return Refused("This question has no solution.") }
    return book.isAnswered(question) ? nil : Refused("The solution opens once you have answered the question.")
  }

  /// Counts a question's solution as seen.
  package mutating func openSolution(of question: Question) throws(Refused) {
    if let refused = solutionRefusal(for: question) { throw refused }
    guard book.answers[question.id]?.solutionSeen == false else { return }
    book.answers[question.id]?.solutionSeen = true
    markChanged()
  }
}
