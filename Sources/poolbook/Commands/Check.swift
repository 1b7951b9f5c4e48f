import ArgumentParser
import Experiments
import Glibc
import LessonFormat
import Posix
import PythonCells
import Text

/// `poolbook check`: runs the student's programs, and checks them as the lesson does.
struct Check: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Run your programs and check them, as the workbook does.",
    discussion: """
      Runs the file of each programming question that you have answered, once, in your folder, and checks its values, its \
      output and its pools. Nothing is recorded.

      Exits with 1 if a check fails or a program ends in an error.
      """)

  @Argument(help: "The id of the only question to check (default: all).")
  var question: String?

  @Option(help: "The id of a built-in lesson, or a lesson file.")
  var lesson = "sharing-work"

  @Option(help: "Your folder (default: ., if it has answers.md; else ./LESSON-ID).")
  var folder: String?

  @Option(
    help: ArgumentHelp(
      "The Python that runs them (default: POOLBOOK_PYTHON, the virtual or conda environment's, else python3).",
      valueName: "program"))
  var python: String?

  @Flag(help: "Print one JSON object and nothing else.")
  var json = false

  func run() throws {
    let lesson = try LessonSource.lesson(lesson)
    let cells = lesson.questions.filter { $0.cell != nil }
    let asked = try asked(of: cells, in: lesson)
    let chosen = cells.filter { asked == nil || $0.id == asked }
    let here = access("answers.md", F_OK) == 0
    let folder = folder ?? (here ? "." : "./\(lesson.id)")
    let facts = PythonFacts.find(asked: python, needs: lesson.neededModules)
    var results: [CheckedCell] = []
    for question in chosen {
      let result = try CheckedCell.check(question, of: lesson, in: folder, facts)
      results.append(result)
      // At once, because the next program may take a while.
      if !json { try StandardOutput.print(result.lines) }
    }
    if json {
      try StandardOutput.json(CheckedCells(lesson: lesson.id, python: facts.used, questions: results))
    } else if chosen.isEmpty {
      try StandardOutput.print(["The lesson \(lesson.id) has no programs to check."])
    }
    if results.contains(where: { [.failed, .trouble].contains($0.state) }) { throw QuietEnd(code: 1) }
  }

  /// The id of the question that was asked for; throws, as for a wrong command line, if it isn't that of a program.
  private func asked(of cells: [Question], in lesson: Lesson) throws(Refusal) -> String? {
    guard let question, !cells.contains(where: { $0.id == question }) else { return question }
    let ids = cells.map(\.id).joined(separator: ", ")
    let shown = visible(question, onOneLine: true)
    throw Refusal(
      cells.isEmpty
        ? "The lesson \(lesson.id) has no programs to check."
        : "There is no program \(shown) in the lesson \(lesson.id); it has \(ids).", code: 64)
  }
}

/// What `--json` prints.
private struct CheckedCells: Encodable {
  var lesson: String
  var python: PythonUsed?
  var questions: [CheckedCell]
}
