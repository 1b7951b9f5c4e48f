import AnswerBook
import ArgumentParser
import LessonFormat
import Text

/// `poolbook recover`: what the journal has, and putting it back.
struct Recover: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "List what the journal has of your answers, and put it back.",
    discussion: """
      The journal keeps every state of every answer. Without options, this lists how the answers in answers.md differ \
      from their last states there. --restore puts back the answers that answers.md has lost. With --question, it lists \
      the states of one answer, and --restore puts back the last one, or the one that --state names.

      A copy of answers.md is made first. Close the workbook before you restore something.
      """)

  @OptionGroup var options: LessonOptions

  @Option(help: ArgumentHelp("The answer to one question: its id or its number.", valueName: "id"))
  var question: String?

  @Option(help: ArgumentHelp("Which state of that answer, as the list numbers them.", valueName: "n"))
  var state: Int?

  @Flag(help: "Put it back into answers.md.")
  var restore = false

  func validate() throws {
    if state != nil, question == nil {
      throw ValidationError("--state needs --question: it is a state of one answer.")
    }
    if state != nil, !restore {
      throw ValidationError("--state needs --restore: it says which state is put back.")
    }
  }

  func run() throws {
    let (lesson, path) = try options.find()
    let lines: [String]
    do throws(BookError) {
      // A record that is missing or damaged is written again, before single answers are put back into it.
      if restore { try BookFolder.saveRestored(in: path, lesson).forEach(say) }
      guard let (book, notices) = try BookFolder.read(path, lesson: lesson) else { throw .noRecord(path) }
      if book.restored == nil {
        notices.forEach(say)
      } else {
        say("answers.md is missing or damaged: --restore writes it again.")
      }
      guard let answers = try BookFolder.journalStates(in: path, lesson, of: book) else { throw .noJournal(path) }
      let wanted = try wanted(answers)
      if restore {
        lines = try putBack(wanted, path, lesson)
      } else if let question {
        lines = Self.states(try Self.answer(to: question, in: answers))
      } else {
        lines = answers.map(Self.line)
        if !wanted.isEmpty {
          let words = wanted.count == 1 ? "1 answer is" : "\(wanted.count) answers are"
          say("\(words) lost from answers.md: --restore puts back what the journal has.")
        }
      }
    } catch {
      throw Refusal(error.description)
    }
    try StandardOutput.print(lines)
  }

  /// The answers to put back.
  private func wanted(_ answers: [JournalStates]) throws(BookError) -> [(question: String, answer: Answer?)] {
    guard let question else { return answers.filter(\.isLost).map { ($0.question, $0.states.last?.answer) } }
    let found = try Self.answer(to: question, in: answers)
    let number = state ?? found.states.count
    guard found.states.indices.contains(number - 1) else { throw .noSuchState(number, of: found.states.count) }
    return [(found.question, found.states[number - 1].answer)]
  }

  private static func answer(to word: String, in answers: [JournalStates]) throws(BookError) -> JournalStates {
    guard let found = answers.first(where: { $0.question == word || $0.number.map(String.init) == word }) else {
      throw .noStates(of: word)
    }
    return found
  }

  private func putBack(
    _ answers: [(question: String, answer: Answer?)], _ path: String, _ lesson: Lesson
  ) throws(BookError) -> [String] {
    guard !answers.isEmpty else { return ["answers.md has everything that the journal has."] }
    let (folder, book, _) = try BookFolder.open(path, lesson: lesson)
    let copy = try folder.restore(Dictionary(answers) { $1 }, in: book)
    folder.takeNotices().forEach(say)
    let names = answers.map { visible($0.question, onOneLine: true) }.joined(separator: ", ")
    return ["Put back: \(names)."] + (copy.map { ["A copy of answers.md as it was is \($0)."] } ?? [])
  }

  private static func states(_ answer: JournalStates) -> [String] {
    answer.states.enumerated().map { number, state in
      "\(number + 1)  \(time(state.when))  \(state.answer?.oneLineText ?? "(removed)")"
    }
  }

  private static func line(_ answer: JournalStates) -> String {
    let name = (answer.number.map { "\($0) " } ?? "") + visible(answer.question, onOneLine: true)
    let count = counted(answer.states.count, "state")
    let last = answer.states.last
    let words: String =
      switch answer.record {
      case .same: "as in answers.md"
      case .older: "newer than answers.md: \(last?.answer?.oneLineText ?? "(removed)")"
      case .missing: "not in answers.md: \(last?.answer?.oneLineText ?? "(removed)")"
      case .unknown: "answers.md was edited since"
      }
    return "\(name), \(count), last \(time(last?.when ?? "")), \(words)"
  }

  /// `2026-11-29 10:15` from the journal's `2026-11-29T10:15:00Z`, which is UTC.
  private static func time(_ when: String) -> String {
    visible(when.prefix(16).replacing("T", with: " ") + " UTC", onOneLine: true)
  }
}
