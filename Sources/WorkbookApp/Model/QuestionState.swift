internal import AnswerBook
internal import LessonFormat

/// A question with the student's answer and what can be said about it: what its pane shows.
struct QuestionState: Sendable {
  /// The question.
  let question: Question
  /// Its number in the lesson, from 1.
  let number: Int
  /// The answer as it is saved.
  let answer: Answer
  /// The field being written in.
  let editing: Editing?
  /// Whether there is an answer.
  let isAnswered: Bool
  /// Whether a newer lesson asks it differently from when it was answered.
  let hasChanged: Bool
  /// Whether the reason is still missing.
  let lacksReason: Bool
  /// How the answer compares with the runs or the solution; `nil` while it is being written.
  let verdict: Verdict?
  /// Whether the solution is shown.
  let isSolutionOpen: Bool
  /// What is shown beside it.
  let beside: Beside?

  /// Something to read beside a question.
  enum Beside: Sendable {
    /// The answer to another question.
    case answer(number: Int, question: Question, answer: Answer?)
    /// The last run of an experiment.
    case run(ExperimentState)
  }
}

extension Model {
  /// A question as its pane shows it.
  func state(of question: Question) -> QuestionState {
    let answer = book.answers[question.id] ?? Answer()
    let editing = editing.flatMap { $0.question == question.id ? $0 : nil }
    return QuestionState(
      question: question, number: number(of: question), answer: answer, editing: editing,
      isAnswered: book.isAnswered(question), hasChanged: book.changedQuestions.contains(question.id),
      lacksReason: book.lacksReason(question),
      verdict: editing == nil ? verdict(on: question, answer: answer, runs: book.runs) : nil,
      isSolutionOpen: openSolutions.contains(question.id), beside: beside(question))
  }

  private func beside(_ question: Question) -> QuestionState.Beside? {
    guard let id = question.beside else { return nil }
    if let other = self.question(id) {
      return .answer(number: number(of: other), question: other, answer: book.answers[id])
    }
    guard let spec = experiment(id) else { return nil }
    let runs = RunHistory(book.runs[id] ?? [])
    return .run(
      ExperimentState(
        spec: spec, settings: settings(of: spec), history: runs,
        comparison: runs.last.flatMap { comparison(of: $0, in: id) }, lock: nil, failure: nil, failedOutput: [],
        machine: surroundings.machine))
  }
}
