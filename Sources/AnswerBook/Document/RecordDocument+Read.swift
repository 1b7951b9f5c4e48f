import LessonFormat

extension RecordDocument {
  /// What the document says, and what is wrong with it.
  struct Reading {
    /// Answers by question id, those to questions that a newer lesson no longer asks included.
    var answers: [String: Answer] = [:]
    /// Questions that were asked differently when they were answered.
    var changed: Set<String> = []
    /// What people should know.
    var notices: [String] = []
  }

  /// Every answer in the document.
  func read(for lesson: Lesson) -> Reading {
    var reading = Reading()
    let questions = Dictionary(lesson.questions.map { ($0.id, $0) }) { first, _ in first }
    let groups = blocksByQuestion()
    for (id, blocks) in groups {
      let question = questions[id]
      guard let answer = Self.answer(in: blocks, to: question) else { continue }
      reading.answers[id] = answer
      if let question, let asked = blocks[.question]?.open["prompt"], asked != question.promptFingerprint {
        reading.changed.insert(id)
      }
    }
    for question in lesson.questions {
      reading.notices += Self.notices(about: question, groups[question.id] ?? [:])
    }
    return reading
  }

  /// The first block of each kind, by the question it belongs to.
  private func blocksByQuestion() -> [String: [Mark.Kind: MarkedBlock]] {
    var groups: [String: [Mark.Kind: MarkedBlock]] = [:]
    for case .block(let block) in parts where block.open.kind != .runs {
      groups[block.open.id, default: [:]][block.open.kind] = groups[block.open.id]?[block.open.kind] ?? block
    }
    return groups
  }

  private static func answer(in blocks: [Mark.Kind: MarkedBlock], to question: Question?) -> Answer? {
    var answer = Answer()
    if let text = blocks[.text] { answer.text = FieldText(language: question?.language).text(in: text) }
    if let number = blocks[.number] { answer.number = FieldText().text(in: number) }
    if let choice = blocks[.choice] {
      answer.choice = chosenOption(in: String(decoding: choice.body, as: UTF8.self), of: question?.options ?? [])
    }
    answer.hintsTaken = blocks[.question]?.open["hints"].flatMap { Int($0) } ?? 0
    answer.solutionSeen = blocks[.question]?.open["solution"] != nil
    let isGiven = blocks[.question]?.open["empty"] != nil
    return isGiven || !answer.isIdentical(to: Answer()) ? answer : nil
  }

  private static func notices(about question: Question, _ blocks: [Mark.Kind: MarkedBlock]) -> [String] {
    var notices: [String] = []
    if let choice = blocks[.choice], question.field(.choice) != nil {
      let body = String(decoding: choice.body, as: UTF8.self)
      let ticks = ticks(in: body)
      if ticks > 1 { notices.append("In answers.md, \(question.id) has \(ticks) options ticked; the first counts.") }
      if ticks > 0, chosenOption(in: body, of: question.options) == nil {
        notices.append("In answers.md, the option ticked for \(question.id) is none of its options; choose again.")
      }
    }
    for kind in [Mark.Kind.text, .number] {
      if let block = blocks[kind], String(validating: block.body, as: UTF8.self) == nil {
        notices.append(
          "In answers.md, the answer to \(question.id) has bytes that are not UTF-8; they stay until you change it here."
        )
      }
    }
    return notices
  }
}
