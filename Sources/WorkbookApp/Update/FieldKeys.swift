internal import AnswerBook
internal import Canvas
internal import LessonFormat

extension Model {
  /// Opens the first field of a question's answer.
  mutating func beginAnswer(to question: Question) {
    if let sentence = surroundings.readOnly {
      remark = sentence
      return
    }
    if let first = question.fields.first { openField(first.name, of: question) }
  }

  /// Gives the keys to a field.
  private mutating func openField(_ field: Question.Field.Name, of question: Question) {
    let answer = book.answers[question.id] ?? Answer()
    let size = fieldSize(question)
    let editor =
      switch field {
      case .choice: TextEditor(mode: .line)
      case .number: TextEditor(text: answer.number, mode: .line, size: size)
      case .text:
        TextEditor(text: answer.text.isEmpty ? question.starter : answer.text, mode: question.textMode, size: size)
      }
    editing = Editing(question: question.id, field: field, editor: editor)
    // Program text is read from its start.
    if field == .text, question.language != nil { editing?.editor.place(EditorPosition()) }
  }

  private func fieldSize(_ question: Question) -> Size {
    let width = frame.page.width - QuestionPane.indent
    return Size(
      width: FieldView.textWidth(width, hasLabel: question.fields.count > 1), height: max(4, frame.page.height - 2))
  }

  /// Fits the field that has the keys to the screen.
  mutating func resizeField() {
    guard let question = edited else { return }
    let size = fieldSize(question)
    editing?.editor.resize(size)
  }

  private var edited: Question? { lesson.questions.first { $0.id == editing?.question } }

  /// A key while an answer is written.
  mutating func pressInField(_ key: Key) -> [Effect] {
    guard var editing, let question = edited else {
      self.editing = nil
      return []
    }
    switch key {
    case .escape, .control("c"): return endAnswer()
    case .control("e"): return openEditor()
    default: break
    }
    if editing.field == .choice { return choose(key, question) }
    let before = editing.editor.revision
    let isHandled = editing.editor.handle(key)
    self.editing = editing
    if editing.editor.revision != before { keep(editing) }
    if isHandled { return [] }
    switch key {
    case .enter, .down, .tab: return nextField(question, 1, leaves: key != .down)
    case .backTab, .up: return nextField(question, -1, leaves: false)
    default: return []
    }
  }

  private mutating func keep(_ editing: Editing) {
    book.answers[editing.question, default: Answer()][typed: editing.field] = editing.editor.text
    touch()
  }

  private mutating func nextField(_ question: Question, _ step: Int, leaves: Bool) -> [Effect] {
    let fields = question.fields
    let index = (fields.firstIndex { $0.name == editing?.field } ?? 0) + step
    if let field = fields[safe: index] {
      openField(field.name, of: question)
      return []
    }
    return leaves ? endAnswer() : []
  }

  private mutating func choose(_ key: Key, _ question: Question) -> [Effect] {
    let options = question.options
    guard !options.isEmpty else { return endAnswer() }
    var answer = book.answers[question.id] ?? Answer()
    switch key {
    case .down, .right: answer.choice = min(options.count - 1, (answer.choice ?? -1) + 1)
    case .up, .left: answer.choice = max(0, (answer.choice ?? options.count) - 1)
    case .character(let character):
      guard let number = character.wholeNumberValue, options.indices.contains(number - 1) else { return [] }
      answer.choice = number - 1
    case .enter, .tab: return nextField(question, 1, leaves: true)
    default: return []
    }
    if book.answers[question.id] != answer {
      book.answers[question.id] = answer
      touch()
    }
    return []
  }

  /// Leaves the field; what was written is kept, and goes to the disk at once.
  private mutating func endAnswer() -> [Effect] {
    showingMore { $0.editing = nil }
    return [.saveNow]
  }

  /// Hands the answer's text to the student's own editor.
  mutating func openEditor() -> [Effect] {
    guard let question = edited ?? currentQuestion, question.field(.text) != nil else { return [] }
    if let sentence = surroundings.readOnly {
      remark = sentence
      return []
    }
    guard surroundings.hasEditor != nil else {
      remark = "No editor is set: quit, say `export EDITOR=nano` or another one, and come back."
      return []
    }
    let text = book.answers[question.id]?.text ?? ""
    return [
      .openEditor(
        question: question.id, text: text.isEmpty ? question.starter : text, fileName: question.editorFileName)
    ]
  }

  /// Takes what the student's own editor left.
  mutating func take(_ text: String, for id: String) {
    guard surroundings.readOnly == nil, let question = lesson.questions.first(where: { $0.id == id }) else { return }
    var text = text
    // Editors end the last line; words don't need it.
    if question.language == nil, text.hasSuffix("\n") { text.removeLast() }
    var answer = book.answers[id] ?? Answer()
    let before = answer.text.isEmpty ? question.starter : answer.text
    guard !text.utf8.elementsEqual(before.utf8) else { return }
    answer.text = text
    book.answers[id] = answer
    touch()
    if editing?.question == id, editing?.field == .text {
      editing?.editor.replaceAll(with: text)
      followCursor()
    } else {
      clampScroll()
    }
  }
}
