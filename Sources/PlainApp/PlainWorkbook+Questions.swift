internal import AnswerBook
internal import Experiments
internal import LessonFormat
internal import Session
internal import Text

extension PlainWorkbook {
  /// Asks a question: its text, what is shown beside it, its options or its program, and how to answer.
  mutating func pose(_ question: Question, number: Int) {
    let points = question.points.map { " Worth \(counted($0, "point"))." } ?? ""
    say("Question \(number) of \(lesson.questions.count), \(question.id).\(points)")
    list(prose.lines(question.prompt))
    if let promise = session.promise(of: question) { say(promise) }
    sayBeside(question)
    for (index, option) in question.options.enumerated() { say("\(index + 1). \(option)", hanging: 3) }
    if let notice = session.changeNotice(on: question) { say(notice) }
    let hint = session.hasHint(question) ? ", hint helps" : ""
    if book.isAnswered(question) {
      sayAnswer(to: question)
      say("answer gives a new one\(hint), solution shows the solution, Enter goes on.")
    } else {
      if question.language != nil { sayProgram(of: question) }
      say(howToAnswer(question) + hint + ", Enter goes on.")
    }
  }

  /// Handles a line that starts with no command: at a choice or a number it may be the answer.
  mutating func guess(_ line: String) {
    if case .question(let question, _) = here.matter {
      switch question.fields.first?.name {
      case .choice where Int(line) != nil: return answer(line)
      case .number where line.first?.isNumber ?? false: return answer(line)
      case .text: return say("That is not a command. answer begins an answer, help shows the commands.")
      default: break
      }
    }
    let word = line.drop { $0 == " " }.prefix { $0 != " " }.prefix(40)
    say("\(word) is not a command. help shows all of them.")
  }

  /// Hints, solutions and an answer's lines.
  mutating func tend(_ command: PlainCommand) {
    guard let question = questionHere() else { return }
    switch command {
    case .show:
      if book.isAnswered(question) {
        sayAnswer(to: question)
      } else if question.language != nil {
        sayProgram(of: question)
      } else {
        say("You have not answered this yet.")
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
      say("For comparison, the question \(beside):")
      if book.isAnswered(other) { sayAnswer(to: other) } else { say("You have not answered it yet.") }
    } else if let run = book.runs[beside]?.last {
      say("For comparison, your last run of \(beside):")
      for line in RunSentences.whole(run) { say(line, indent: 2) }
    }
  }

  private func howToAnswer(_ question: Question) -> String {
    switch question.fields.first?.kind {
    case .choice: "Type the number of your choice"
    case .number(let unit, _): "Type your number\(unit.map { " with its unit, such as \($0)" } ?? "")"
    case .text where question.language != nil:
      "answer takes it whole; line 3 TEXT changes a line\(surroundings.isInteractive ? ", edit opens your editor" : "")"
    default: "answer begins your answer"
    }
  }

  private mutating func giveHint(_ question: Question) {
    let isRepeat = !question.hints.isEmpty && !session.hasHint(question)
    if let index = attempt({ session throws(Refused) in try session.takeHint(of: question) }) {
      sayHint(index, of: question)
    } else if isRepeat {
      say("All of them again:")
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
