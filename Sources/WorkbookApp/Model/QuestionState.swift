internal import AnswerBook
internal import LessonFormat
internal import Session

/// What the pane of a question shows: the question, the answer, and remarks on the answer.
struct QuestionState: Sendable {
  /// The question.
  let question: Question
  /// Its number in the lesson, from 1.
  let number: Int
  /// The answer as it is saved.
  let answer: Answer
  /// The field being written in.
  let editing: Editing?
  /// A sentence if the lesson has changed the question since it was answered.
  let changeNotice: String?
  /// Remarks on the answer; empty while the answer is being written.
  let remarks: [AnswerRemark]
  /// Whether the solution is shown.
  let isSolutionOpen: Bool
  /// What is shown beside it.
  let beside: Beside?
  /// Whether the answer is a batch file.
  var isBatchFile = false
  /// The check of the batch file; `nil` if it is too long for that.
  var check: ScriptCheck?
  /// A mistake in the Python program that it is time to show.
  var mistake: PythonFinding?
  /// Where the file that is the answer is.
  var place: FilePlace?
  /// What runs its program; `nil` if it isn't a code cell.
  var experiment: ExperimentState?
  /// What the text holds before the student has written anything.
  var starter = ""

  /// Something to read beside a question.
  enum Beside: Sendable {
    /// The answer to another question.
    case answer(number: Int, question: Question, answer: Answer?)
    /// The output of the last batch job.
    case job(JobState)
    /// The last run of an experiment.
    case run(ExperimentState)
  }
}

extension Model {
  /// A question as its pane shows it.
  func state(of question: Question) -> QuestionState {
    let answer = session.answer(to: question)
    let editing = editing.flatMap { $0.question == question.id ? $0 : nil }
    return QuestionState(
      question: question, number: number(of: question), answer: answer, editing: editing,
      changeNotice: session.changeNotice(on: question),
      remarks: editing == nil ? session.remarks(on: question, withRun: false) : [],
      isSolutionOpen: openSolutions.contains(question.id), beside: beside(question),
      isBatchFile: question.isBatchFile(session.text(of: question)), check: scripts.checks[question.id],
      mistake: python.shown(for: question.id),
      place: session.place(of: question, in: surroundings.folder, hasSLURM: surroundings.hasSLURM),
      experiment: question.experiment.map { state(of: $0) }, starter: session.starter(of: question))
  }

  private func beside(_ question: Question) -> QuestionState.Beside? {
    guard let id = question.beside else { return nil }
    if let other = self.question(id) {
      return .answer(number: number(of: other), question: other, answer: book.answers[id])
    }
    if let spec = session.job(id) { return .job(state(of: spec)) }
    guard let spec = experiment(id) else { return nil }
    let runs = RunHistory(book.runs[id] ?? [])
    return .run(
      ExperimentState(
        spec: spec, settings: settings(of: spec), history: runs,
        comparison: runs.last.flatMap { session.comparison(of: $0, in: id) }, lock: nil, failure: nil, failedOutput: [],
        machine: surroundings.machine))
  }
}
