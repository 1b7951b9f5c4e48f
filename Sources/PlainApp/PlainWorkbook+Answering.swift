internal import AnswerBook
internal import LessonFormat
internal import Session

extension PlainWorkbook {
  /// The question here; says that there is none otherwise.
  mutating func questionHere() -> Question? {
    if case .question(let question, _) = here.matter { return question }
    say("There is no question here. list shows where one is.")
    return nil
  }

  /// Takes an answer to the question here, from the same line or from those that follow.
  mutating func answer(_ text: String) {
    guard let question = questionHere(), mayWrite(), let first = question.fields.first else { return }
    guard !text.isEmpty else { return open(first, of: question) }
    if record(question.language == nil ? text : text + "\n", as: first, of: question) {
      goOn(after: first, of: question)
    }
  }

  /// Takes a line of the field that is being typed.
  mutating func fill(_ line: String) {
    guard var entry else { return }
    if entry.field.name == .text, line != "." {
      entry.lines.append(line)
      self.entry = entry
      return
    }
    self.entry = nil
    let isText = entry.field.name == .text
    if let text = isText ? entry.text : line.allSatisfy(\.isWhitespace) ? nil : line {
      guard record(text, as: entry.field, of: entry.question) else { return }
    } else {
      say("Nothing was changed.")
      // An answer that is left as it is may still need its reason.
      if !isText, !book.isAnswered(entry.question) { return }
    }
    goOn(after: entry.field, of: entry.question)
  }

  /// Records what was typed of a text before the session ends.
  mutating func keepEntry() {
    if let entry, let text = entry.text { _ = record(text, as: entry.field, of: entry.question) }
    entry = nil
  }

  private mutating func open(_ field: Question.Field, of question: Question) {
    entry = PlainEntry(question: question, field: field)
    guard field.name == .text else { return }
    let invitation =
      field.isReason ? "Why? Type your reason" : question.language == nil ? "Type your answer" : "Type it whole"
    let old = session.answer(to: question).text
    say(
      "\(invitation). A line with nothing but a full stop ends it."
        + (old.isEmpty ? "" : " A full stop at once leaves what you have."))
  }

  private mutating func goOn(after field: Question.Field, of question: Question) {
    let fields = question.fields
    let next = (fields.firstIndex(of: field) ?? 0) + 1
    if next < fields.count { open(fields[next], of: question) } else { conclude(question) }
  }

  private mutating func record(_ text: String, as field: Question.Field, of question: Question) -> Bool {
    session.visit(question.id)
    return attempt { session throws(Refused) in try session.record(text, as: field.name, of: question) } != nil
  }

  private mutating func mayWrite() -> Bool {
    attempt { session throws(Refused) in try session.checkWritable() } != nil
  }

  /// Changes a line of the answer.
  mutating func changeLine(_ command: PlainCommand, of question: Question) {
    guard mayWrite() else { return }
    let text = session.text(of: question)
    let changed: String? =
      switch command {
      case .line(let number, let line): LineEdits.replace(number, with: line, in: text)
      case .insert(let number, let line): LineEdits.insert(line, before: number, in: text)
      case .delete(let number): LineEdits.delete(number, in: text)
      default: nil
      }
    guard let changed, let field = question.field(.text) else {
      say("There is no such line. show prints the lines with their numbers.")
      return
    }
    guard record(changed, as: field, of: question) else { return }
    list(PlainProse.numbered(changed))
    conclude(question)
  }

  /// Opens the answer in the student's own editor.
  mutating func editOutside(_ question: Question) {
    guard mayWrite() else { return }
    guard surroundings.isInteractive else {
      say("An editor needs a terminal. answer, line, insert and delete work without one.")
      return
    }
    want(.openEditor(text: session.text(of: question), fileName: question.editorFileName))
  }

  /// Takes what the editor left.
  mutating func takeEdited(_ text: String) {
    guard let question = questionHere() else { return }
    session.visit(question.id)
    guard let change = attempt({ session throws(Refused) in try session.setEdited(text, for: question) }) else {
      return
    }
    if change == nil { say("Nothing was changed.") } else { conclude(question) }
  }

  /// Says how an answer compares, and what it unlocks.
  private mutating func conclude(_ question: Question) {
    guard book.isAnswered(question) else { return }
    say("Answered.")
    for remark in session.remarks(on: question) { say(remark.sentence) }
    if let before = question.before, let spec = session.experiment(before), session.lock(of: spec) == nil {
      say("The experiment \(before) is unlocked now.")
    }
    say(question.solution.isEmpty ? "Enter goes on." : "solution shows the solution, Enter goes on.")
  }
}
