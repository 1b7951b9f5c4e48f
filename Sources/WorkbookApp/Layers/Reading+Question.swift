internal import AnswerBook
internal import Canvas
internal import LessonFormat
internal import Session

extension Reading {
  static let answer = Binding<Reading>(
    [.key(.enter)], "answer the question",
    when: { _, model in
      guard let question = model.currentQuestion else { return .no(noQuestion) }
      if let refused = model.session.writingRefusal { return .no(refused.description) }
      // Enter leads to the file to write first.
      if let spec = question.experiment, model.session.lock(of: spec) != nil { return .skip }
      return .yes(model.book.isAnswered(question) ? "change" : "answer")
    },
    act: { _, model, _ in
      if let question = model.currentQuestion { model.beginAnswer(to: question) }
      return []
    })

  static let writeElsewhere = Binding<Reading>(
    [.key(.control("e"))], "write the answer in your own editor ($EDITOR)", rank: 4,
    when: { _, model in
      guard let question = model.currentQuestion else { return .no(noQuestion) }
      return model.editorAvailability(for: question)
    },
    act: { _, model, _ in model.currentQuestion.map { model.openEditor(for: $0) } ?? [] })

  static let hint = Binding<Reading>(
    ["h"], "show a hint", rank: 2,
    when: { _, model in
      guard let question = model.currentQuestion else { return .no(noQuestion) }
      return model.session.hintRefusal(for: question).map { .no($0.description) } ?? .yes("hint")
    },
    act: { _, model, _ in
      model.showNextHint()
      return []
    })

  static let solution = Binding<Reading>(
    ["s"], "show or hide the solution, once you have answered", rank: 2,
    when: { _, model in
      guard let question = model.currentQuestion else { return .no(noQuestion) }
      if let refused = model.session.solutionRefusal(for: question) { return .no(refused.description) }
      return .yes(model.openSolutions.contains(question.id) ? "hide solution" : "solution")
    },
    act: { _, model, _ in
      model.showSolution()
      return []
    })

  /// Why a key for questions has no effect.
  static let noQuestion = Refused.noQuestion.sentence(advice: "tab goes to the next one.")
}

extension Model {
  /// Whether an answer can be written in the student's own editor. The key line shows the editor's name.
  func editorAvailability(for question: Question) -> Availability {
    if let refused = session.editorRefusal(for: question) { return .no(refused.description) }
    guard let command = surroundings.editorCommand else {
      return .no("No editor is set: quit, run `export EDITOR=nano`, and open the workbook again.")
    }
    let program = command.split(separator: " ").first?.split(separator: "/").last ?? "editor"
    return .yes(truncate(String(program), to: 12))
  }
}
