internal import AnswerBook
internal import Experiments
internal import LessonFormat

/// A run compared with another experiment's, as a question of the lesson asks for it.
struct RunComparison: Sendable, Equatable {
  /// The experiment it is compared with.
  let experiment: String
  /// How many times faster it was.
  let speedup: Speedup
}

extension Model {
  /// What a run is compared with; `nil` until the student has answered every question that asks for the ratio.
  func comparison(of run: RecordedRun, in experiment: String) -> RunComparison? {
    let asking = lesson.questions.compactMap { question in
      question.speedupBase(of: experiment).map { (question: question, base: $0) }
    }
    guard let base = asking.first?.base, asking.allSatisfy({ book.isAnswered($0.question) }) else { return nil }
    return Speedup(of: run, among: book.runs[base] ?? []).map { RunComparison(experiment: base, speedup: $0) }
  }

  /// Whether the lesson asks for an experiment's speedup over another one.
  func asksForSpeedup(of experiment: String) -> Bool {
    lesson.questions.contains { $0.speedupBase(of: experiment) != nil }
  }
}

extension Question {
  /// The experiment that the question compares this one with; `nil` if it asks for something else.
  fileprivate func speedupBase(of experiment: String) -> String? {
    guard case .number(_, let check?, _) = kind, case .speedup(let alone, experiment) = check.figure else { return nil }
    return alone
  }
}
