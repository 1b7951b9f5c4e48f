package import Experiments
internal import LessonFormat

/// A run compared with a run of another experiment, because a question of the lesson asks for the ratio.
package struct RunComparison: Sendable, Equatable {
  /// The experiment that the run is compared with.
  package let experiment: String
  /// How many times faster the run was.
  package let speedup: Speedup
}

extension Session {
  /// Compares a run as the lesson's questions ask for it; `nil` until all of those questions are answered, so that no
  /// student sees the ratio before working it out.
  package func comparison(of run: RecordedRun, in experiment: String) -> RunComparison? {
    let asking = lesson.questions.compactMap { question in
      question.speedupBase(of: experiment).map { (question: question, base: $0) }
    }
    guard let base = asking.first?.base, asking.allSatisfy({ book.isAnswered($0.question) }) else { return nil }
    return Speedup(of: run, among: book.runs[base] ?? []).map { RunComparison(experiment: base, speedup: $0) }
  }

  /// Whether a question asks for the speedup of an experiment over another one.
  package func asksForSpeedup(of experiment: String) -> Bool {
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
