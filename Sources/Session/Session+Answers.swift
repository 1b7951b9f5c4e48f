package import AnswerBook
package import LessonFormat

/// Something said about an answer, below it.
package struct AnswerRemark: Sendable, Equatable {
  /// What it is about.
  package enum Kind: Sendable, Equatable {
    /// The answer was compared with the student's runs, or with the options that are right.
    case verdict(Verdict.Outcome)
    /// A part of the answer is missing.
    case missing
    /// The question, or what it unlocks.
    case note
  }

  /// What it is about.
  package var kind: Kind
  /// One sentence.
  package var sentence: String
}

extension Session {
  /// Throws why no answer can be recorded.
  package func checkWritable() throws(Refused) {
    if let readOnly { throw Refused(readOnly) }
  }

  /// The answer to a question; an empty one if there is none.
  package func answer(to question: Question) -> Answer { book.answers[question.id] ?? Answer() }

  /// The text of a question's answer, or the text it starts with.
  package func text(of question: Question) -> String {
    let text = answer(to: question).text
    return text.isEmpty ? question.starter : text
  }

  /// Chooses an option by its number, from 1, as it was typed.
  package mutating func choose(_ text: String, for question: Question) throws(Refused) {
    let options = question.options
    let words = text.split(whereSeparator: \.isWhitespace)
    guard words.count == 1, let number = Int(words[0]), options.indices.contains(number - 1) else {
      throw Refused("A choice is a number from 1 to \(options.count).")
    }
    try choose(number - 1, for: question)
  }

  /// Chooses an option, counted from 0.
  package mutating func choose(_ index: Int, for question: Question) throws(Refused) {
    try change(question) { $0.choice = index }
  }

  /// Records what was typed into a field: an option's number, a number with its unit, or a text.
  package mutating func record(_ text: String, as field: Question.Field.Name, of question: Question) throws(Refused) {
    if field == .choice { return try choose(text, for: question) }
    try change(question) { $0[typed: field] = text }
  }

  /// Records what the student's own editor left, and returns the text that counts; `nil` if nothing changed.
  package mutating func setEdited(_ text: String, for question: Question) throws(Refused) -> String? {
    var text = text
    // Editors end the last line; words don't need that.
    if question.language == nil, text.hasSuffix("\n") { text.removeLast() }
    guard !text.utf8.elementsEqual(self.text(of: question).utf8) else { return nil }
    try record(text, as: .text, of: question)
    return text
  }

  private mutating func change(_ question: Question, _ body: (inout Answer) -> Void) throws(Refused) {
    try checkWritable()
    let before = answer(to: question)
    var answer = before
    body(&answer)
    guard answer != before else { return }
    book.answers[question.id] = answer
    touch()
  }

  /// How the answer to a question compares with the student's runs.
  package func comparison(of question: Question) -> Verdict? {
    verdict(on: question, answer: answer(to: question), runs: book.runs)
  }

  /// What is said about a question and its answer while nobody types.
  package func remarks(on question: Question) -> [AnswerRemark] {
    var remarks: [AnswerRemark] = []
    if let verdict = comparison(of: question) {
      remarks.append(AnswerRemark(kind: .verdict(verdict.outcome), sentence: verdict.sentence))
    }
    if book.lacksReason(question) {
      remarks.append(AnswerRemark(kind: .missing, sentence: "The reason is still missing."))
    }
    if question.language != nil, !book.isAnswered(question) {
      remarks.append(AnswerRemark(kind: .note, sentence: "Starter text: it counts as an answer once you change it."))
    }
    if let promise = promise(of: question) { remarks.append(AnswerRemark(kind: .note, sentence: promise)) }
    return remarks
  }

  /// Says that the lesson has changed a question since it was answered.
  package func changeNotice(on question: Question) -> String? {
    book.changedQuestions.contains(question.id)
      ? "The lesson has changed this question since you answered it; look at it again." : nil
  }
}
