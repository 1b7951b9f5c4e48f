import AnswerBook
import Experiments
import LessonFormat
import Text

extension PlainWorkbook {
  /// Asks a question: its text, what stands beside it, its options or its program, and how to answer.
  func pose(_ question: Question, number: Int) {
    output.text("Question \(number) of \(lesson.questions.count), \(question.id).\(points(of: question))")
    output.lines(PlainProse.lines(question.prompt))
    if let before = question.before, !book.isAnswered(question) {
      output.text("Answer it before you run \(before): it is shut until then.")
    }
    sayBeside(question)
    for (index, option) in question.options.enumerated() { output.text("\(index + 1). \(option)", hanging: 3) }
    if book.changedQuestions.contains(question.id) {
      output.text("A newer edition of the lesson asks this differently from how it stood when you answered it.")
    }
    if book.isAnswered(question) {
      sayAnswer(to: question)
      output.text("answer gives a new one\(hintWords(question)), solution compares, Enter goes on.")
    } else {
      sayProgram(of: question)
      output.text(howToAnswer(question) + hintWords(question) + ", Enter goes on.")
    }
  }

  /// What to do with a line that begins with no known word: at a choice or a number it may be the answer.
  func guess(_ line: String) throws(Ending) {
    if case .question(let question, _) = here.matter {
      switch question.kind {
      case .choice:
        if Int(line) != nil { return try answer(line) }
      case .number:
        if line.first?.isNumber ?? false { return try answer(line) }
      case .text, .code, .file:
        output.text("That is none of the words to use here. answer begins an answer, help says the words.")
        return
      }
    }
    let word = line.prefix { $0 != " " }.prefix(40)
    output.text("\(word) is none of the words to use here. help says them all.")
  }

  /// Hints, solutions and an answer's lines.
  func tend(_ command: PlainCommand) throws(Ending) {
    guard case .question(let question, _) = here.matter else {
      output.text("There is no question here. list says where one is.")
      return
    }
    switch command {
    case .show:
      if book.isAnswered(question) { sayAnswer(to: question) } else { sayProgram(of: question, orNothing: true) }
    case .hint: giveHint(question)
    case .solution: giveSolution(question)
    case .edit: editOutside(question)
    default: changeLine(command, of: question)
    }
  }

  /// Says an answer as it stands.
  func sayAnswer(to question: Question) {
    let answer = book.answers[question.id] ?? Answer()
    switch question.kind {
    case .text:
      output.text("Your answer:")
      output.lines(wrapped(answer.text, indent: 2, hanging: 2))
    case .choice(let options, _, let why):
      if let choice = answer.choice, options.indices.contains(choice) {
        output.text("Your answer: \(choice + 1). \(options[choice])", hanging: 2)
      }
      if why { sayReason(answer) }
    case .number(_, _, let why):
      output.text("Your answer: \(answer.number)")
      if why { sayReason(answer) }
    case .code, .file: sayProgram(of: question)
    }
  }

  private func sayReason(_ answer: Answer) {
    guard !answer.text.isEmpty else {
      output.text("You have given no reason yet.")
      return
    }
    output.text("Your reason:")
    output.lines(wrapped(answer.text, indent: 2, hanging: 2))
  }

  private func sayProgram(of question: Question, orNothing: Bool = false) {
    guard let text = program(of: question) else {
      if orNothing { output.text("You have not answered this yet.") }
      return
    }
    if let name = question.fileName {
      output.text("The file \(name), line by line:")
    } else {
      output.text("The program, line by line:")
    }
    output.lines(text.isEmpty ? ["(nothing yet)"] : PlainProse.numbered(text))
  }

  /// The program or file as it stands, or as it starts; nothing for other kinds of questions.
  func program(of question: Question) -> String? {
    guard question.language != nil else { return nil }
    let answer = book.answers[question.id]?.text ?? ""
    return answer.isEmpty ? question.starter : answer
  }

  private func sayBeside(_ question: Question) {
    guard let beside = question.beside else { return }
    if let other = lesson.questions.first(where: { $0.id == beside }) {
      output.text("For comparison, the question \(beside):")
      if book.isAnswered(other) { sayAnswer(to: other) } else { output.text("You have not answered it yet.") }
    } else if let run = book.runs[beside]?.last {
      output.text("For comparison, your last run of \(beside):")
      for line in RunSentences.whole(run) { output.text(line, indent: 2) }
    }
  }

  private func howToAnswer(_ question: Question) -> String {
    switch question.kind {
    case .text: "answer begins your answer"
    case .choice: "Type the number of your choice"
    case .number(let unit, _, _): "Type your number\(unit.map { " with its unit, such as \($0)" } ?? "")"
    case .code, .file:
      "answer takes it whole; line 3 TEXT changes a line\(hasTerminal ? ", edit opens your editor" : "")"
    }
  }

  private func hintWords(_ question: Question) -> String {
    let left = question.hints.count - (book.answers[question.id]?.hintsTaken ?? 0)
    return left > 0 ? ", hint helps" : ""
  }

  private func points(of question: Question) -> String {
    question.points.map { " Worth \(counted($0, "point"))." } ?? ""
  }

  private func giveHint(_ question: Question) {
    var answer = book.answers[question.id] ?? Answer()
    guard !question.hints.isEmpty else {
      output.text("This question has no hints.")
      return
    }
    if answer.hintsTaken >= question.hints.count {
      output.text("There are no more hints. All of them again:")
      for hint in question.hints { output.lines(PlainProse.lines(hint, indent: 2)) }
      return
    }
    output.text("Hint \(answer.hintsTaken + 1) of \(question.hints.count):")
    output.lines(PlainProse.lines(question.hints[answer.hintsTaken], indent: 2))
    answer.hintsTaken += 1
    book.answers[question.id] = answer
    keep()
  }

  private func giveSolution(_ question: Question) {
    guard !question.solution.isEmpty else {
      output.text("The lesson has no solution for this question.")
      return
    }
    guard book.isAnswered(question) else {
      output.text("The solution is shown once you have answered: a wrong answer is worth more than none.")
      return
    }
    output.text("Solution:")
    output.lines(PlainProse.lines(question.solution, indent: 2))
    if book.answers[question.id]?.solutionSeen == false {
      book.answers[question.id]?.solutionSeen = true
      keep()
    }
  }
}
