package import AnswerBook
package import LessonFormat

/// A remark below an answer.
package struct AnswerRemark: Sendable, Equatable {
  /// The kinds of remarks.
  package enum Kind: Sendable, Equatable {
    /// The answer was compared with the student's runs, or with the options that are right.
    case verdict(Verdict.Outcome)
    /// A part of the answer is missing.
    case missing
    /// Anything else, such as what the answer unlocks.
    case note
  }

  /// The kind.
  package var kind: Kind
  /// One sentence.
  package var sentence: String
}

extension Session {
  /// Why no answer can be recorded; `nil` if answers can be.
  package var writingRefusal: Refused? { readOnly.map { Refused($0) } }

  /// Throws if no answer can be recorded.
  package func checkWritable() throws(Refused) {
    if let refused = writingRefusal { throw refused }
  }

  /// The answer to a question; an empty one if there is none.
  package func answer(to question: Question) -> Answer { book.answers[question.id] ?? Answer() }

  /// The text of a question's answer, or the text it starts with.
  package func text(of question: Question) -> String {
    let text = answer(to: question).text
    return text.isEmpty ? starter(of: question) : text
  }

  /// Chooses an option by its number, as typed: 1 is the first option.
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

  /// Records the contents of a field: the number of an option, a number with its unit, or a text.
  package mutating func record(_ text: String, as field: Question.Field.Name, of question: Question) throws(Refused) {
    if field == .choice { return try choose(text, for: question) }
    try change(question) { $0[typed: field] = text }
  }

  /// Why a question's answer can't be edited in the student's own editor; `nil` if it can.
  package func editorRefusal(for question: Question) -> Refused? {
    question.field(.text) == nil ? Refused("This answer has no text to write in an editor.") : writingRefusal
  }

  /// Records the text from the student's own editor and returns it as recorded; `nil` if nothing has changed.
  package mutating func setEdited(_ text: String, for question: Question) throws(Refused) -> String? {
    if let refused = editorRefusal(for: question) { throw refused }
    var text = text
    // Editors add a newline at the end, which free text doesn't need.
    if question.language == nil, text.hasSuffix("\n") { text.removeLast() }
    guard !text.utf8.elementsEqual(self.text(of: question).utf8) else { return nil }
    try record(text, as: .text, of: question)
    return text
  }

  /// Notes that a text is being typed that will be the answer to a question; `catchUp` has it then.
  package mutating func noteTyping() throws(Refused) {
    try checkWritable()
    markChanged()
  }

  /// Records a text whose typing was noted already.
  package mutating func catchUp(with text: String, of question: Question) {
    if readOnly == nil { book.answers[question.id, default: Answer()].text = text }
  }

  private mutating func change(_ question: Question, _ body: (inout Answer) -> Void) throws(Refused) {
    try checkWritable()
    let before = answer(to: question)
    var answer = before
    body(&answer)
    guard answer != before else { return }
    book.answers[question.id] = answer
    book.newerAnswers[question.id] = nil
    markChanged()
  }

  /// The remarks on a question and its answer, to be shown while the answer isn't being edited.
  ///
  /// - Parameter hasRun: Whether they say what came of the last run of a code cell.
  package func remarks(on question: Question, withRun hasRun: Bool = true) -> [AnswerRemark] {
    var remarks: [AnswerRemark] = []
    if question.cell != nil, !hasRun {
      // It is shown with the run.
    } else if let result = book.verdict(on: question, in: lesson) {
      remarks.append(AnswerRemark(kind: .verdict(result.outcome), sentence: result.sentence))
    } else if let note = book.runNote(on: question, in: lesson) {
      remarks.append(AnswerRemark(kind: .note, sentence: note))
    }
    if book.lacksReason(question) {
      remarks.append(AnswerRemark(kind: .missing, sentence: "The reason is still missing."))
    }
    if question.language != nil, !book.isAnswered(question) {
      remarks.append(AnswerRemark(kind: .note, sentence: "Starter text: it counts as an answer once you change it."))
    }
    if let promise = unlockNote(of: question) { remarks.append(AnswerRemark(kind: .note, sentence: promise)) }
    return remarks
  }

  /// A sentence for a question that has changed in the lesson since it was answered; `nil` for any other.
  package func changeNotice(on question: Question) -> String? {
    book.changedQuestions.contains(question.id)
      ? "The lesson has changed this question since you answered it; look at it again." : nil
  }
}
