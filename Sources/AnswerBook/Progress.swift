public import LessonFormat

/// How far a student has come.
public struct Progress: Sendable, Equatable {
  /// Questions that have an answer.
  public var answered: Int
  /// Questions there are.
  public var all: Int

  /// Makes a count from its parts.
  public init(answered: Int, all: Int) {
    self.answered = answered
    self.all = all
  }
}

extension AnswerBook {
  /// Whether a question has an answer: a text that is not blank, an option, a number, or program text that is no longer
  /// the starter text. A reason asked for beside a choice or a number does not count; see `lacksReason`.
  public func isAnswered(_ question: Question) -> Bool {
    guard let answer = answers[question.id] else { return false }
    switch question.kind {
    case .text: return !isBlank(answer.text)
    case .choice(let options, _, _): return answer.choice.map(options.indices.contains) ?? false
    case .number: return !isBlank(answer.number)
    case .code(_, let starter), .file(_, _, let starter):
      return !isBlank(answer.text) && !isSameButForMargins(answer.text, starter)
    }
  }

  /// Whether a question that also asks for a reason has its answer but not yet the reason.
  public func lacksReason(_ question: Question) -> Bool {
    switch question.kind {
    case .choice(_, _, true), .number(_, _, true):
      isAnswered(question) && isBlank(answers[question.id]?.text ?? "")
    default: false
    }
  }

  /// The first question without an answer that holds an experiment shut; nothing where it may be run.
  public func shutBy(_ experiment: String, in lesson: Lesson) -> Question? {
    lesson.questions.first { $0.before == experiment && !isAnswered($0) }
  }

  /// How many of these questions have an answer.
  public func progress(of questions: [Question]) -> Progress {
    Progress(answered: questions.count { isAnswered($0) }, all: questions.count)
  }

  /// How many of a lesson's questions have an answer; those of optional sections are not counted.
  public func progress(in lesson: Lesson) -> Progress { progress(of: lesson.requiredQuestions) }

  /// Whether nothing in it is worth keeping yet: no answer, no run; a position alone makes no folder.
  public var isUntouched: Bool { answers.isEmpty && runs.values.allSatisfy(\.isEmpty) }
}

private func isBlank(_ text: String) -> Bool { text.unicodeScalars.allSatisfy(\.properties.isWhitespace) }

private func isSameButForMargins(_ a: String, _ b: String) -> Bool { trimmed(a).elementsEqual(trimmed(b)) }

/// The scalars of a text without white space at its start and its end.
func trimmed(_ text: String) -> Substring.UnicodeScalarView {
  var scalars = text.unicodeScalars[...]
  while let first = scalars.first, first.properties.isWhitespace { scalars.removeFirst() }
  while let last = scalars.last, last.properties.isWhitespace { scalars.removeLast() }
  return scalars
}
