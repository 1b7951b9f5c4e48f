internal import Experiments
internal import LessonFormat

/// The result of checking an answer.
package struct Verdict: Sendable, Equatable {
  /// Whether the answer is right.
  package var outcome: Outcome
  /// One sentence: what was compared, or what to do first.
  package var sentence: String
  /// Further sentences, to be shown one at a time: what it means, and the fix.
  package var more: [String]

  /// Makes a verdict from its parts.
  package init(_ outcome: Outcome, _ sentence: String, more: [String] = []) {
    self.outcome = outcome
    self.sentence = sentence
    self.more = more
  }

  /// The possible results.
  package enum Outcome: String, Sendable, Equatable {
    /// It agrees.
    case right
    /// It does not agree.
    case differs
    /// The answer can't be read.
    case cannotCompare
    /// There is no run to compare it with.
    case noRun
    /// The run to compare it with is older than its code.
    case outdated
  }
}

/// Compares a number with the student's own recorded runs, or a choice with the right options.
///
/// - Parameter runs: Runs by experiment id, oldest first. The last ones are used, or an earlier one if the answer agrees with it.
/// - Returns: `nil` if there is no answer yet, or nothing to compare it with.
func comparison(of answer: Answer, to question: Question, runs: [String: [RecordedRun]]) -> Verdict? {
  for field in question.fields {
    switch field.kind {
    case .choice(let options, let correct):
      guard let choice = answer.choice, options.indices.contains(choice), !correct.isEmpty else { continue }
      return correct.contains(choice)
        ? Verdict(.right, "Right.") : Verdict(.differs, "Not quite. Try a hint, or look at your run again.")
    case .number(let unit, let check?):
      guard !trimmed(answer.number).isEmpty else { continue }
      return compare(answer.number, unit: unit, with: check, runs: runs)
    case .number, .text: continue
    }
  }
  return nil
}
