internal import AnswerBook
internal import Canvas
internal import LessonFormat

extension Model {
  /// Opens the first field of a question's answer.
  mutating func beginAnswer(to question: Question) {
    if let first = question.fields.first { openField(first.name, of: question) }
  }

  /// Opens the next field of the answer, or the one before; `false` if there is none.
  mutating func openField(after editing: Editing, by step: Int) -> Bool {
    guard let question = question(editing.question),
      let field = question.fields[safe: (question.fields.firstIndex { $0.name == editing.field } ?? 0) + step]
    else { return false }
    openField(field.name, of: question)
    return true
  }

  private mutating func openField(_ field: Question.Field.Name, of question: Question) {
    let answer = book.answers[question.id] ?? Answer()
    let size = fieldSize(question)
    var editor =
      switch field {
      case .choice: TextEditor(mode: .line)
      case .number: TextEditor(text: answer.number, mode: .line, size: size)
      case .text:
        TextEditor(text: answer.text.isEmpty ? question.starter : answer.text, mode: question.textMode, size: size)
      }
    // Program text opens at its start.
    if field == .text, question.language != nil { editor.place(EditorPosition()) }
    open(Editing(question: question.id, field: field, editor: editor))
  }

  private func fieldSize(_ question: Question) -> Size {
    let width = frame.page.width - QuestionPane.indent
    return Size(
      width: FieldView.textWidth(width, hasLabel: question.fields.count > 1), height: max(4, frame.page.height - 2))
  }

  /// Fits the open field to the screen.
  mutating func resizeField() {
    guard let question = editing.flatMap({ question($0.question) }) else { return }
    let size = fieldSize(question)
    change(Editing.self) { $0.editor.resize(size) }
  }

  /// Puts what was typed into the answer.
  mutating func keep(_ editing: Editing) {
    book.answers[editing.question, default: Answer()][typed: editing.field] = editing.editor.text
    touch()
  }

  /// Chooses an option, counted from 0.
  mutating func choose(_ option: Int, of question: String) {
    guard book.answers[question]?.choice != option else { return }
    book.answers[question, default: Answer()].choice = option
    touch()
  }

  /// Closes the field; the answer is saved at once.
  mutating func endAnswer() -> [Effect] {
    showingMore { $0.closeLayer() }
    return [.saveNow]
  }

  /// Opens the answer's text in the student's own editor.
  func openEditor(for question: Question) -> [Effect] {
    let text = book.answers[question.id]?.text ?? ""
    return [
      .openEditor(
        question: question.id, text: text.isEmpty ? question.starter : text, fileName: question.editorFileName)
    ]
  }

  /// Takes the text that the student's own editor was left with.
  mutating func take(_ text: String, for id: String) {
    guard surroundings.readOnly == nil, let question = question(id) else { return }
    var text = text
    // Editors end the last line with a newline, which prose doesn't need.
    if question.language == nil, text.hasSuffix("\n") { text.removeLast() }
    var answer = book.answers[id] ?? Answer()
    let before = answer.text.isEmpty ? question.starter : answer.text
    guard !text.utf8.elementsEqual(before.utf8) else { return }
    answer.text = text
    book.answers[id] = answer
    touch()
    if let editing, editing.question == id, editing.field == .text {
      change(Editing.self) { $0.editor.replaceAll(with: text) }
      followCursor()
    } else {
      clampScroll()
    }
  }

  /// Shows the next hint of the question that has the focus.
  mutating func takeHint() {
    guard let question = currentQuestion else { return }
    var answer = book.answers[question.id] ?? Answer()
    answer.hintsTaken = max(0, answer.hintsTaken) + 1
    touch()
    showingMore { $0.book.answers[question.id] = answer }
  }

  /// Shows or hides the solution of the question that has the focus.
  mutating func showSolution() {
    guard let question = currentQuestion else { return }
    if openSolutions.remove(question.id) != nil { return }
    showingMore { $0.openSolutions.insert(question.id) }
    if book.answers[question.id]?.solutionSeen == false {
      book.answers[question.id]?.solutionSeen = true
      touch()
    }
  }
}
