internal import AnswerBook
package import LessonFormat

/// A question with its answer, and what the workbook says about it.
package struct ReportedQuestion: Sendable, Equatable {
  /// The number in the lesson, from 1.
  package let number: Int
  /// The question as the lesson asks it.
  package let question: Question
  /// The id of its section.
  package let section: String
  /// Whether its section is optional.
  package let isOptional: Bool
  /// The answer, field by field; at least one.
  package let fields: [ReportedField]
  /// Whether it has an answer; one without its reason counts.
  package let isAnswered: Bool
  /// Whether it has an answer, but not yet the reason for it.
  package let lacksReason: Bool
  /// Whether the lesson has changed it since it was answered.
  package let isChanged: Bool
  /// What came of comparing the answer.
  package let judgement: Judgement
  /// The workbook's sentence about that; `nil` if there is nothing to check.
  package let verdict: String?
  /// Further sentences of the verdict: what it means, and the fix.
  package let furtherVerdict: [String]
  /// The runs of a code cell; `nil` for other questions.
  package let cell: ReportedExperiment?
  /// How many hints the student has seen.
  package let hintsSeen: Int
  /// Whether the student has seen the solution.
  package let solutionSeen: Bool

  /// What came of comparing an answer with the student's own runs, or with the lesson.
  package enum Judgement: String, Sendable, Equatable, CaseIterable {
    /// It agrees with a run, or it is what the lesson expects.
    case fits
    /// It doesn't.
    case differs
    /// There is no run to compare it with.
    case noRun = "no run"
    /// It can't be read as a number.
    case unreadable
    /// The run to compare it with is older than its code.
    case outdated
    /// There is no answer, or the lesson has nothing to compare it with.
    case nothingToCheck = "nothing to check"
  }

  /// The id.
  package var id: String { question.id }
  /// The points it is worth; `nil` if the lesson doesn't say.
  package var points: Int? { question.points }

  init(_ question: Question, number: Int, in section: Lesson.Section, _ lesson: Lesson, of book: AnswerBook) {
    let answer = book.answers[question.id] ?? Answer()
    self.number = number
    self.question = question
    self.section = section.id
    isOptional = section.isOptional
    fields = ReportedField.fields(of: answer, to: question)
    isAnswered = book.isAnswered(question)
    lacksReason = book.lacksReason(question)
    isChanged = book.changedQuestions.contains(question.id)
    let result = book.verdict(on: question, in: lesson)
    verdict = result?.sentence
    furtherVerdict = result?.more ?? []
    cell = question.experiment.map { ReportedExperiment($0, in: lesson, of: book) }
    judgement =
      switch result?.outcome {
      case .right: .fits
      case .differs: .differs
      case .noRun: .noRun
      case .cannotCompare: .unreadable
      case .outdated: .outdated
      case nil: .nothingToCheck
      }
    hintsSeen = min(max(0, answer.hintsShown), question.hints.count)
    solutionSeen = answer.solutionSeen
  }
}

/// One field of an answer.
package struct ReportedField: Sendable, Equatable {
  /// What the student has filled in.
  package let value: Value
  /// Whether it asks for the reason of another field.
  package let isReason: Bool
  /// Whether it is filled in; the starter text of a program doesn't count.
  package let isFilled: Bool

  /// What a field holds.
  package enum Value: Sendable, Equatable {
    /// The options as Markdown, and the index of the chosen one, which the lesson may no longer have.
    case choice(options: [String], chosen: Int?)
    /// A number as it was typed, and the unit that the question asks for.
    case number(String, unit: String?)
    /// A text, which is empty if there is only the starter text.
    case text(String, form: Question.Field.TextForm)
  }

  /// Every field of a question, and everything else that its answer has.
  static func fields(of answer: Answer, to question: Question) -> [ReportedField] {
    let asked = question.fields
    let extra = Question.Field.Name.allCases.filter { question.field($0) == nil && !answer.isEmpty($0) }
    return asked.map { ReportedField(value: value(of: $0, answer), isReason: $0.isReason, isFilled: answer.fills($0)) }
      + extra.map { name in
        let value: Value =
          switch name {
          case .choice: .choice(options: [], chosen: answer.choice)
          case .number: .number(answer.number, unit: nil)
          case .text: .text(answer.text, form: .init())
          }
        return ReportedField(value: value, isReason: false, isFilled: true)
      }
  }

  private static func value(of field: Question.Field, _ answer: Answer) -> Value {
    switch field.kind {
    case .choice(let options, _): .choice(options: options, chosen: answer.choice)
    case .number(let unit, _): .number(answer.number, unit: unit)
    case .text(let form): .text(answer.text, form: form)
    }
  }
}
