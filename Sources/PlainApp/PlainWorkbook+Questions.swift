internal import AnswerBook
internal import Experiments
internal import LessonFormat
internal import Session
internal import Text

extension PlainWorkbook {
  /// Shows a question: its text, what is shown beside it, its options or its program, and how to answer.
  mutating func describe(_ question: Question, number: Int) {
    let points = question.points.map { " Worth \(counted($0, "point"))." } ?? ""
    let title = question.title.map { ": " + $0 } ?? ""
    say("Question \(number) of \(lesson.questions.count), \(question.id)\(title).\(points)")
    list(prose.lines(question.prompt))
    if let note = session.unlockNote(of: question) { say(note) }
    sayBeside(question)
    for (index, option) in question.options.enumerated() { say("\(index + 1). \(option)", hanging: 3) }
    if let notice = session.changeNotice(on: question) { say(notice) }
    let hint = session.hasMoreHints(question) ? "hint for a hint" : nil
    if book.isAnswered(question) {
      sayRunner(of: question)
      sayAnswer(to: question)
      sayCheck(of: question)
      sayPlace(of: question)
      say(
        advice([
          question.cell == nil ? nil : "run to run it", "answer to change your answer", hint,
          question.solution.isEmpty ? nil : "solution to see the solution",
        ]))
    } else {
      sayRunner(of: question)
      if question.language != nil { sayProgram(of: question) }
      sayPlace(of: question)
      say("\(howToAnswer(question)). \(advice([hint]))")
    }
  }

  /// Says what runs a code cell, and what came of its last run.
  private mutating func sayRunner(of question: Question) {
    guard let spec = question.experiment else { return }
    if let lock = session.lock(of: spec) { say(lock.sentence(way: "go \(lock.question.id)")) }
    if let problem = session.python?.problem { say(problem) }
    guard !(book.runs[spec.id] ?? []).isEmpty else { return }
    sayVerdict(on: question)
  }

  /// Handles a line that doesn't start with a command. At a choice or a number, it may be the answer.
  mutating func interpret(_ line: String) {
    if case .question(let question, _) = here.content {
      switch question.fields.first?.name {
      case .choice where Int(line) != nil: return answer(line)
      case .number where line.first?.isNumber ?? false: return answer(line)
      case .text: return say("That is not a command. Type answer to begin an answer, or help to see the commands.")
      default: break
      }
    }
    let word = line.drop { $0 == " " }.prefix { $0 != " " }.prefix(40)
    say("\(word) is not a command. Type help to see the commands.")
  }

  /// Carries out a command for the question here.
  mutating func performForQuestion(_ command: PlainCommand) {
    guard let question = questionHere() else { return }
    switch command {
    case .show:
      if book.isAnswered(question) {
        sayAnswer(to: question)
      } else if question.language != nil {
        sayProgram(of: question)
      } else {
        say("You have not answered this question yet.")
      }
    case .hint: giveHint(question)
    case .solution: giveSolution(question)
    case .edit: editOutside(question)
    default: changeLine(command, of: question)
    }
  }

  /// Says the answer to a question, field by field.
  private mutating func sayAnswer(to question: Question) {
    if question.language != nil { return sayProgram(of: question) }
    let answer = session.answer(to: question)
    for field in question.fields {
      switch field.kind {
      case .choice(let options, _):
        if let choice = answer.choice, options.indices.contains(choice) {
          say("Your answer: \(choice + 1). \(options[choice])", hanging: 2)
        }
      case .number: say("Your answer: \(answer.number)")
      case .text where answer.text.isEmpty: say("You have given no reason yet.")
      case .text:
        say(field.isReason ? "Your reason:" : "Your answer:")
        list(wrapped(answer.text, indent: 2, hanging: 2))
      }
    }
  }

  private mutating func sayProgram(of question: Question) {
    say(question.fileName.map { "The file \($0), line by line:" } ?? "The program, line by line:")
    let text = session.text(of: question)
    list(text.isEmpty ? ["(empty)"] : PlainProse.numbered(text))
  }

  private mutating func sayBeside(_ question: Question) {
    guard let beside = question.beside else { return }
    if let other = session.question(beside) {
      say("Your answer to question \(session.number(of: other)), \(beside):")
      if book.isAnswered(other) { sayAnswer(to: other) } else { say("not answered yet", indent: 2) }
    } else if let run = book.runs[beside]?.last {
      say("Your last run of \(beside):")
      for line in RunSentences.all(of: run, session.comparison(of: run, in: beside)) { say(line, indent: 2) }
    } else {
      say("Your last run of \(beside) will be shown here.")
    }
  }

  /// What the student can type next, as `Type hint for a hint, or press Enter to go on.`
  func advice(_ commands: [String?]) -> String {
    let commands = commands.compactMap { $0 }
    return commands.isEmpty
      ? "Press Enter to go on." : "Type \(commands.joined(separator: ", ")), or press Enter to go on."
  }

  private func howToAnswer(_ question: Question) -> String {
    switch question.fields.first?.kind {
    case .choice: "Type the number of your choice"
    case .number: "Type \(question.fields[0].placeholder)"
    case .text where question.language != nil:
      "Type \(question.cell == nil ? "" : "run to run it, ")line 3 TEXT to change line 3, \(surroundings.isInteractive ? "edit to open your editor, " : "")"
        + "or answer to type the whole program"
    default: "Type answer to begin your answer"
    }
  }

  private mutating func giveHint(_ question: Question) {
    let isRepeat = !question.hints.isEmpty && !session.hasMoreHints(question)
    if let index = attempt({ session throws(Refused) in try session.showNextHint(of: question) }) {
      sayHint(index, of: question)
    } else if isRepeat {
      say("Here are all of them again:")
      for index in question.hints.indices { sayHint(index, of: question) }
    }
  }

  private mutating func sayHint(_ index: Int, of question: Question) {
    say("\(Session.title(ofHint: index, of: question)):")
    list(prose.lines(question.hints[index], indent: 2))
  }

  private mutating func giveSolution(_ question: Question) {
    guard attempt({ session throws(Refused) in try session.openSolution(of: question) }) != nil else { return }
    say("Solution:")
    list(prose.lines(question.solution, indent: 2))
  }
}
