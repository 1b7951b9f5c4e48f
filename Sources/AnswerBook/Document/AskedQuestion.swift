internal import LessonFormat

/// Writes a question and its answer into the record.
struct AskedQuestion {
  /// The question.
  var question: Question
  /// Its number in the lesson, from 1; 0 if the lesson no longer has it.
  var number: Int
  /// Whether it is in an optional section.
  var isOptional = false

  /// A question whose id is all that is known.
  static func vanished(_ id: String) -> AskedQuestion {
    AskedQuestion(question: Question(id: id, kind: .text, prompt: []), number: 0)
  }

  /// The blocks of an answer in their order: those of the document if they already say the same, otherwise new ones.
  ///
  /// - Parameter keepsPrompt: Whether the answer is unchanged, so that it belongs to the prompt that is in the record.
  func blocks(_ answer: Answer?, replacing document: RecordDocument, keepsPrompt: Bool) -> [MarkedBlock] {
    var blocks: [MarkedBlock] = []
    // Fields that are only in the document are written too, so that they don't keep an old value.
    for name in Question.Field.Name.allCases {
      let isWanted = question.field(name) != nil || answer?.isEmpty(name) == false
      guard isWanted || document.block(RecordMark.Kind(name), question.id) != nil else { continue }
      switch name {
      case .choice: blocks.append(choice(answer, document))
      case .number: blocks.append(number(answer, document))
      case .text: blocks.append(text(answer, document))
      }
    }
    // An option that the lesson doesn't have is no answer, but it is ticked.
    let isTicked = blocks.contains {
      $0.open.kind == .choice && ticks(in: String(decoding: $0.body, as: UTF8.self)) > 0
    }
    let isEmpty = !isTicked && Question.Field.Name.allCases.allSatisfy { answer?.isEmpty($0) != false }
    let asked = asked(answer, document, keepsPrompt: keepsPrompt, isEmpty: isEmpty)
    return (asked.map { [$0] } ?? []) + blocks
  }

  /// The heading and the prompt with notes about the answer; `nil` if the student removed them and there are no notes.
  private func asked(_ answer: Answer?, _ document: RecordDocument, keepsPrompt: Bool, isEmpty: Bool) -> MarkedBlock? {
    let old = document.block(.question, question.id)
    let current = question.promptFingerprint
    var mark = old?.open ?? RecordMark(kind: .question, id: question.id)
    mark["hints"] = answer.flatMap { $0.hintsShown == 0 ? nil : String($0.hintsShown) }
    mark["solution"] = answer?.solutionSeen == true ? "" : nil
    mark["empty"] = answer.map { $0.isIdentical(to: Answer()) } == true ? "" : nil
    if number > 0 { mark["prompt"] = answer != nil && keepsPrompt ? mark["prompt"] ?? current : current }
    let isChanged = number > 0 && answer != nil && mark["prompt"] != current
    var lines =
      number > 0
      ? markdown(question, number: number, isOptional: isOptional, isChanged: isChanged)
      : ["### \(escaped(question.id))", "", "*\(noLongerAsked)*"]
    if isEmpty { lines += ["", noAnswerYet] }
    let body = Array(("\n" + lines.map { $0 + "\n" }.joined() + "\n").utf8)
    if let old {
      guard old.isOurs, old.body != body else { return old.with(mark) }
    } else if document.has(question.id) {
      // The student removed the heading: write only the notes, if there are any.
      let noted = mark["hints"] ?? mark["solution"] ?? mark["empty"] ?? (isChanged ? "" : nil)
      return noted.map { _ in MarkedBlock(open: mark, body: []) }
    }
    mark["as"] = fingerprint(body)
    return MarkedBlock(open: mark, body: body)
  }

  private func choice(_ answer: Answer?, _ document: RecordDocument) -> MarkedBlock {
    let body = list(answer?.choice)
    if let old = document.block(.choice, question.id) {
      let text = String(decoding: old.body, as: UTF8.self)
      // New wording replaces the old only if no option is ticked and nothing was edited by hand.
      let isRenewable = old.isOurs && ticks(in: text) == 0
      if chosenOption(in: text, of: question.options) == answer?.choice, !isRenewable || old.body == body { return old }
    }
    return MarkedBlock(
      open: RecordMark(kind: .choice, id: question.id).noting("as", fingerprint(body)), body: body)
  }

  private func list(_ chosen: Int?) -> [UInt8] {
    Array(("\n" + taskList(question.options, chosen: chosen).map { $0 + "\n" }.joined() + "\n").utf8)
  }

  private func number(_ answer: Answer?, _ document: RecordDocument) -> MarkedBlock {
    field(answer?.number ?? "", .number, FieldText(), document)
  }

  private func text(_ answer: Answer?, _ document: RecordDocument) -> MarkedBlock {
    let text = answer?.text ?? ""
    let block = field(text, .text, FieldText(language: question.language), document)
    guard question.fileName != nil, !text.isEmpty else { return block }
    // This shows later whether the file or the record was edited.
    return block.with(block.open.noting("as", fingerprint(text.utf8)))
  }

  private func field(_ text: String, _ kind: RecordMark.Kind, _ form: FieldText, _ document: RecordDocument)
    -> MarkedBlock
  {
    if let old = document.block(kind, question.id), form.text(in: old).utf8.elementsEqual(text.utf8) { return old }
    return form.block(text, kind: kind, id: question.id)
  }
}
