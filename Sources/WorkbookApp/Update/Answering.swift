internal import Canvas
internal import LessonFormat
internal import Session

extension Model {
  /// Opens the first field of a question's answer.
  mutating func beginAnswer(to question: Question) {
    if let first = question.fields.first { openField(first.name, of: question) }
  }

  /// Opens the next field of the answer, or the one before; `false` if there is none.
  mutating func openField(after editing: Editing, by step: Int) -> Bool {
    recordField()
    guard let question = question(editing.question),
      let field = question.fields[safe: (question.fields.firstIndex { $0.name == editing.field } ?? 0) + step]
    else { return false }
    openField(field.name, of: question)
    return true
  }

  private mutating func openField(_ field: Question.Field.Name, of question: Question) {
    let size = fieldSize(question)
    var editor =
      switch field {
      case .choice: TextEditor(mode: .line)
      case .number: TextEditor(text: session.answer(to: question).number, mode: .line, size: size)
      case .text: TextEditor(text: session.text(of: question), mode: question.textMode, size: size)
      }
    // Program text opens where the student is to write, or else at its start.
    if field == .text, question.language != nil {
      editor.begin(at: question.starters.flatMap { Placeholder.all(in: $0, isPython: question.isPython) })
    }
    open(Editing(question: question.id, field: field, editor: editor))
  }

  private func fieldSize(_ question: Question) -> Size {
    let width = frame.page.width - QuestionPane.indent
    // What the check says has to fit below the field.
    let below =
      (question.isBatchFile(session.text(of: question)) ? CheckPane.rows : question.isPython ? PythonPane.rows : 0)
      + (question.cell != nil ? CellPane.rowsWhileWriting : 0)
    let rows = frame.page.height - 2 - below
    return Size(width: FieldView.textWidth(width, hasLabel: question.fields.count > 1), height: max(4, rows))
  }

  /// Fits the open field to the screen.
  mutating func resizeField() {
    guard let question = editing.flatMap({ question($0.question) }) else { return }
    let size = fieldSize(question)
    change(Editing.self) { $0.editor.resize(size) }
  }

  /// Records what was typed. A long text is joined only when someone needs it; see `recordField`.
  mutating func record(_ editing: inout Editing) {
    guard let question = question(editing.question) else { return }
    editing.isAhead = editing.editor.isLong
    _ = attempt { [editing] session throws(Refused) in
      if editing.isAhead { return try session.noteTyping() }
      try session.record(editing.editor.text, as: editing.field, of: question)
    }
  }

  /// Puts the open field's text into the answer, before the answer is saved or shown.
  mutating func recordField() {
    guard let editing, editing.isAhead, let question = question(editing.question) else { return }
    change(Editing.self) { $0.isAhead = false }
    session.catchUp(with: editing.editor.text, of: question)
  }

  /// Chooses an option, counted from 0.
  mutating func choose(_ option: Int, of question: String) {
    guard let question = self.question(question) else { return }
    _ = attempt { session throws(Refused) in try session.choose(option, for: question) }
  }

  /// Closes the field; the answer is saved at once.
  mutating func endAnswer() -> [Effect] {
    recordField()
    showingMore { $0.closeLayer() }
    return saveNow()
  }

  /// Opens the answer's text in the student's own editor.
  mutating func openEditor(for question: Question) -> [Effect] {
    recordField()
    return [.openEditor(question: question.id, text: session.text(of: question), fileName: question.editorFileName)]
  }

  /// Records the text from the student's own editor.
  mutating func recordEdited(_ text: String, for id: String) {
    guard let question = question(id),
      let text = attempt({ session throws(Refused) in try session.setEdited(text, for: question) }) ?? nil
    else { return }
    if let editing, editing.question == id, editing.field == .text {
      change(Editing.self) { $0.editor.replaceAll(with: text) }
      followCursor()
    } else {
      clampScroll()
    }
  }

  /// Shows the next hint of the question that has the focus.
  mutating func showNextHint() {
    guard let question = currentQuestion else { return }
    showingMore { model in _ = model.attempt { session throws(Refused) in try session.showNextHint(of: question) } }
  }

  /// Shows or hides the solution of the question that has the focus.
  mutating func showSolution() {
    guard let question = currentQuestion else { return }
    if openSolutions.remove(question.id) != nil { return }
    guard attempt({ session throws(Refused) in try session.openSolution(of: question) }) != nil else { return }
    showingMore { $0.openSolutions.insert(question.id) }
  }
}
