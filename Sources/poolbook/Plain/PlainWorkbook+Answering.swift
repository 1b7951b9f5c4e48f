import AnswerBook
import Canvas
import LessonFormat

extension PlainWorkbook {
  /// Takes an answer to the question here, in the same line or in those that follow.
  func answer(_ text: String) throws(Ending) {
    guard case .question(let question, _) = here.matter else {
      output.text("There is no question here. list says where one is.")
      return
    }
    guard mayWrite() else { return }
    switch question.kind {
    case .choice(let options, _, let why):
      guard let choice = try choose(among: options, text) else { return }
      record(question) { $0.choice = choice }
      if why { try reason(question) }
    case .number(let unit, _, let why):
      let number = text.isEmpty ? try ask("your number\(unit.map { " in \($0)" } ?? "")") : text
      guard number.contains(where: { !$0.isWhitespace }) else { return output.text("Nothing was changed.") }
      record(question) { $0.number = number }
      if why { try reason(question) }
    case .text:
      if text.isEmpty {
        try takeText(question, "Type your answer")
      } else {
        record(question) { $0.text = text }
      }
    case .code, .file:
      if text.isEmpty {
        try takeText(question, "Type it whole")
      } else {
        record(question) { $0.text = text + "\n" }
      }
    }
    conclude(question)
  }

  /// Changes a line of the answer.
  func changeLine(_ command: PlainCommand, of question: Question) {
    guard mayWrite() else { return }
    let text = program(of: question) ?? book.answers[question.id]?.text ?? ""
    let changed: String?
    switch command {
    case .line(let number, let line): changed = LineEdits.replace(number, with: line, in: text)
    case .insert(let number, let line): changed = LineEdits.insert(line, before: number, in: text)
    case .delete(let number): changed = LineEdits.delete(number, in: text)
    default: changed = nil
    }
    guard let changed else {
      output.text("There is no such line. show says the lines with their numbers.")
      return
    }
    record(question) { $0.text = changed }
    output.lines(PlainProse.numbered(changed))
    conclude(question)
  }

  /// Opens the answer in the student's own editor.
  func editOutside(_ question: Question) {
    guard mayWrite() else { return }
    guard hasTerminal else {
      output.text("An editor needs a terminal. answer, line, insert and delete work without one.")
      return
    }
    do throws(Refusal) {
      let text = program(of: question) ?? book.answers[question.id]?.text ?? ""
      var edited = try ExternalEditor.edit(text, fileName: question.editorFileName, on: nil)
      // Editors end the last line; words don't need it.
      if program(of: question) == nil, edited.hasSuffix("\n") { edited.removeLast() }
      guard edited != text else { return output.text("Nothing was changed.") }
      record(question) { $0.text = edited }
      conclude(question)
    } catch {
      output.text(error.sentence)
    }
  }

  private func mayWrite() -> Bool {
    guard case .readOnly(let holder) = folder.access else { return true }
    output.text("An answer can't be kept. \(holder)")
    return false
  }

  private func choose(among options: [String], _ text: String) throws(Ending) -> Int? {
    let line = text.isEmpty ? try ask("your choice, 1 to \(options.count)") : text
    let word = line.split(separator: " ").first ?? ""
    if let number = Int(word), options.indices.contains(number - 1) { return number - 1 }
    output.text("A choice is a number from 1 to \(options.count). Nothing was changed.")
    return nil
  }

  private func reason(_ question: Question) throws(Ending) {
    try takeText(question, "Why? Type your reason")
  }

  /// Takes lines up to a full stop on a line of its own. What was typed is kept even where the input ends first.
  private func takeText(_ question: Question, _ invitation: String) throws(Ending) {
    let old = book.answers[question.id]?.text ?? ""
    output.text(
      "\(invitation). A line with nothing but a full stop ends it."
        + (old.isEmpty ? "" : " A full stop at once leaves what you have."))
    var lines: [String] = []
    var ending: Ending?
    do throws(Ending) {
      while true {
        let line = try ask(String(lines.count + 1))
        if line == "." { break }
        lines.append(line)
      }
    } catch {
      ending = error
    }
    if lines.contains(where: { $0.contains { !$0.isWhitespace } }) {
      let isProgram = program(of: question) != nil
      record(question) { $0.text = lines.joined(separator: "\n") + (isProgram ? "\n" : "") }
    } else if ending == nil {
      output.text("Nothing was changed.")
    }
    if let ending { throw ending }
  }

  private func record(_ question: Question, _ change: (inout Answer) -> Void) {
    change(&book.answers[question.id, default: Answer()])
    book.position = question.id
    keep()
  }

  /// Says what came of an answer: kept, compared, and what it opened.
  private func conclude(_ question: Question) {
    guard book.isAnswered(question) else { return }
    output.text("Answered.")
    if let answer = book.answers[question.id], let verdict = verdict(on: question, answer: answer, runs: book.runs) {
      output.text(verdict.sentence)
    }
    if let before = question.before, book.shutBy(before, in: lesson) == nil {
      output.text("The experiment \(before) is open now.")
    }
    output.text(question.solution.isEmpty ? "Enter goes on." : "solution compares, Enter goes on.")
  }
}
