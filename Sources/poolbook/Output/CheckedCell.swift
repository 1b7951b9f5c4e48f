import AnswerBook
import Canvas
import Experiments
import LessonFormat
import Posix
import PythonCells
import Text

/// What came of checking the program of a question.
struct CheckedCell: Encodable {
  /// The question's id.
  var question: String
  /// The program's file in the student's folder.
  var file: String
  /// What came of it.
  var state: State
  /// Why it was not run, as a sentence; `nil` if it was.
  var reason: String?
  /// The checks, up to the first that failed; `nil` if none was made.
  var checks: [CheckOutcome]?
  /// What went wrong with the program; `nil` if nothing did.
  var trouble: Trouble?
  /// How long the program ran; `nil` if it didn't end.
  var seconds: Double?

  /// What can come of it.
  enum State: String, Encodable {
    /// It ran, and all checks passed.
    case passed
    /// A check failed.
    case failed
    /// The program ended in trouble, and was not checked.
    case trouble
    /// There is no program yet.
    case unanswered
    /// It needs the program of another question first.
    case locked
  }

  /// Runs the program of a question in a folder, and checks it.
  ///
  /// - Throws: Why it can't be run, such as that there is no Python.
  static func check(
    _ question: Question, of lesson: Lesson, in folder: String, _ facts: PythonFacts
  ) throws(Refusal) -> CheckedCell {
    guard let spec = question.experiment, let cell = spec.cell, let work = spec.work else {
      throw Refusal("Question \(question.id) has no program.")
    }
    var result = CheckedCell(question: question.id, file: cell.file, state: .unanswered)
    let book = answers(to: lesson.questions.filter { $0.id == question.id || cell.uses.contains($0.id) }, in: folder)
    guard book.isAnswered(question) else {
      result.reason =
        book.answers[question.id] == nil
        ? "There is no \(cell.file) yet." : "\(cell.file) is as the lesson gives it, or empty."
      return result
    }
    for (index, used) in lesson.questions.enumerated() where cell.uses.contains(used.id) && !book.isAnswered(used) {
      (result.state, result.reason) = (.locked, "First write \(used.fileName ?? used.id): question \(index + 1).")
      return result
    }
    try result.run(
      RunRequest(experiment: spec.id, task: .python, knobs: spec.onceOnly, cell: work), work, folder, facts)
    return result
  }

  /// The answers that are files of a folder; questions whose file isn't there have none.
  private static func answers(to questions: [Question], in folder: String) -> AnswerBook {
    var book = AnswerBook()
    for question in questions {
      guard let name = question.fileName, let bytes = try? readFile("\(folder)/\(name)", limit: 1 << 24) else {
        continue
      }
      book.answers[question.id] = Answer(text: String(decoding: bytes, as: UTF8.self))
    }
    return book
  }

  /// Runs the program once and takes in what came of it.
  mutating func run(
    _ request: RunRequest, _ work: CellWork, _ folder: String, _ facts: PythonFacts
  ) throws(Refusal) {
    guard let python = facts.used else { throw Refusal(facts.problem ?? "There is no Python.") }
    let run = try CellRun(request, work, in: folder, python: python).performInterruptibly()
    let found = run.report.result.as(PythonFindings.self)
    (checks, trouble) = (found?.checks, found?.trouble)
    seconds = run.report.runs_s.first
    state = trouble != nil ? .trouble : checks?.contains { !$0.passed } == true ? .failed : .passed
  }

  /// A line about the program, and below it the sentences about what is wrong.
  var lines: [String] {
    let sentences = (trouble ?? checks?.last?.trouble)?.sentences ?? []
    return ["\(fit(word, to: 14))\(fit(question, to: 20)) \(file)\(rest)"]
      + sentences.filter { !$0.isEmpty }.map { "    " + visible($0, onOneLine: true) }
  }

  private var word: String { state == .unanswered ? "not answered" : state.rawValue }

  private var rest: String {
    if let reason { return ": \(reason)" }
    let time = seconds.map { " in \(formatDuration($0))" } ?? ""
    guard let checks else { return time }
    return checks.last?.passed == false
      ? ": \(checks.last?.check ?? "")" : ": \(counted(checks.count, "check"))\(time)"
  }
}

extension ExperimentSpec {
  /// The settings for a run without repeats.
  var onceOnly: Knobs {
    var knobs = knobs
    knobs.repeats = 1
    return knobs
  }
}
