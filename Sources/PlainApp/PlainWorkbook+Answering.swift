internal import AnswerBook
internal import LessonFormat
internal import Session

extension PlainWorkbook {
  /// The question here. If there is none, says so and returns `nil`.
  mutating func questionHere() -> Question? {
    if case .question(let question, _) = here.content { return question }
    say(Refused.noQuestion.sentence(advice: "list shows where to find one."))
    return nil
  }

  /// Answers the question here with this text, or opens its first field if there is none.
  mutating func answer(_ text: String) {
    guard let question = questionHere(), mayWrite(), let first = question.fields.first else { return }
    guard !text.isEmpty else { return open(first, of: question) }
    if record(question.language == nil ? text : text + "\n", as: first, of: question) {
      openField(after: first, of: question)
    }
  }

  /// Adds a line to the field that is being typed.
  mutating func enter(_ line: String) {
    guard var entry else { return }
    if entry.field.name == .text, line != "." {
      entry.lines.append(line)
      self.entry = entry
      if entry.question.language == nil, PlainCommand.isLoneCommand(line) {
        say("“\(line)” is now part of your answer. A line that has only a full stop ends it.")
      }
      return
    }
    self.entry = nil
    let isText = entry.field.name == .text
    if let text = isText ? entry.text : line.allSatisfy(\.isWhitespace) ? nil : line {
      guard record(text, as: entry.field, of: entry.question) else { return }
    } else {
      say("Nothing was changed.")
      // An unchanged answer may still need its reason.
      if !isText, !book.isAnswered(entry.question) { return }
    }
    openField(after: entry.field, of: entry.question)
  }

  /// Records the part of a text that was typed before the session ends.
  mutating func recordEntry() {
    if let entry, let text = entry.text { _ = record(text, as: entry.field, of: entry.question) }
    entry = nil
  }

  private mutating func open(_ field: Question.Field, of question: Question) {
    entry = PlainEntry(question: question, field: field)
    guard field.name == .text else { return }
    let request =
      field.isReason
      ? "Why? Type your reason" : question.language == nil ? "Type your answer" : "Type the whole program"
    let old = session.answer(to: question).text
    say(
      "\(request). End it with a line that has only a full stop."
        + (old.isEmpty ? "" : " To keep what you have, type only the full stop."))
  }

  private mutating func openField(after field: Question.Field, of question: Question) {
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
      say("There is no such line. Type show to see the lines with their numbers.")
      return
    }
    guard record(changed, as: field, of: question) else { return }
    list(PlainProse.numbered(changed))
    switch command {
    case .line(let number, _), .insert(let number, _): sayMeaning(ofLine: number, in: question)
    default: break
    }
    conclude(question)
  }

  /// Opens the answer in the student's own editor.
  mutating func editOutside(_ question: Question) {
    if let refused = session.editorRefusal(for: question) { return say(refused.description) }
    guard surroundings.isInteractive else {
      say("An editor needs a terminal. Without one, you can use answer, line, insert and delete.")
      return
    }
    emit(.openEditor(text: session.text(of: question), fileName: question.editorFileName))
  }

  /// Records the text from the editor.
  mutating func recordEdited(_ text: String) {
    guard let question = questionHere() else { return }
    session.visit(question.id)
    guard let change = attempt({ session throws(Refused) in try session.setEdited(text, for: question) }) else {
      return
    }
    if change == nil { say("Nothing was changed.") } else { conclude(question) }
  }

  /// Gives the verdict on an answer, and says what it unlocks.
  private mutating func conclude(_ question: Question) {
    guard book.isAnswered(question) else { return }
    say("Answered.")
    sayCheck(of: question)
    sayPlace(of: question)
    for remark in session.remarks(on: question) { say(remark.sentence) }
    if let before = question.before, let spec = session.experiment(before), session.lock(of: spec) == nil {
      say("The experiment \(before) is unlocked now.")
    }
    say(
      advice([
        question.cell == nil ? nil : "run to run it", question.solution.isEmpty ? nil : "solution to see the solution",
      ]))
  }
}
