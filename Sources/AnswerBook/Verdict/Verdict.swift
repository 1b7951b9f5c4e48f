public import Experiments
public import LessonFormat

/// What can be said of an answer.
public struct Verdict: Sendable, Equatable {
  /// How the answer stands to what it was compared with.
  public var outcome: Outcome
  /// One sentence that says what was compared, or what to do first.
  public var sentence: String

  /// Makes a verdict from its parts.
  public init(_ outcome: Outcome, _ sentence: String) {
    self.outcome = outcome
    self.sentence = sentence
  }

  /// How an answer can stand to what it is compared with.
  public enum Outcome: String, Sendable, Equatable {
    /// It agrees.
    case right
    /// It does not agree.
    case differs
    /// Nothing can be said: a run is missing, or the answer can't be read.
    case cannotCompare
  }
}

/// Compares an answer with the student's own recorded runs, or a choice with the options that are right.
///
/// - Parameter runs: Runs by experiment id, oldest first. The last ones count; an earlier one that agrees is named.
/// - Returns: Nothing where the question has no check, no option is wrong, or there is no answer yet.
public func verdict(on question: Question, answer: Answer, runs: [String: [RecordedRun]]) -> Verdict? {
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
