import AnswerBook
import Glibc
import LessonFormat
import Testing
import TmuxSession

/// The workbook in a hidden terminal, opened on the short lesson.
final class OpenedWorkbook {
  let session: TmuxSession
  let lesson: Lesson

  /// Starts the workbook from a shell in a window of this size and waits for its first screen.
  ///
  /// - Parameter words: What comes before the workbook on the command line.
  init(
    terminal: String = "xterm-256color", columns: Int = 80, rows: Int = 24, at id: String? = nil,
    environment: [String: String] = [:], with words: [String] = []
  ) throws {
    lesson = try Lesson.parse(shortLesson, file: "short.md")
    session = try TmuxSession(terminal: terminal, columns: columns, rows: rows, environment: environment)
    try write(shortLesson, to: "short.md")
    try open(at: id, with: words)
    try session.wait(for: "q quit")
  }

  /// Types the command that opens the workbook.
  func open(at id: String? = nil, with words: [String] = []) throws {
    let program = (words + [Workplace.poolbook]).joined(separator: " ")
    try session.type("\(program) short.md" + (id.map { " --at \($0)" } ?? ""), enter: true)
  }

  /// Opens the answer to the question that has the focus.
  func beginAnswer() throws {
    try session.send("Enter")
    try session.wait(for: "esc done")
  }

  /// Closes the answer. A key that arrives together with the escape would be read as that key with alt.
  func endAnswer() throws {
    try session.send("Escape")
    try session.wait(until: "the answer is closed") { !$0.contains("esc done") && $0.contains("q quit") }
  }

  /// The workbook's process.
  var pid: pid_t {
    get throws {
      try #require(Processes.inFolder(session.directory).first { !$0.isWorker }).pid
    }
  }

  /// Whether any process of the program is left.
  var isOver: Bool { Processes.inFolder(session.directory).isEmpty }

  /// The record on disk; an empty one if there is none yet.
  var book: AnswerBook {
    get throws { try BookFolder.read(session.directory + "/sharing-work", lesson: lesson)?.book ?? AnswerBook() }
  }

  /// Waits until the record on disk meets a condition.
  func waitForBook(
    _ condition: String, sourceLocation: SourceLocation = #_sourceLocation, _ isMet: (AnswerBook) -> Bool
  ) throws {
    try eventually(condition, sourceLocation: sourceLocation) { isMet(try book) }
  }

  /// Writes a file into the shell's folder.
  func write(_ text: String, to name: String) throws {
    guard let file = fopen("\(session.directory)/\(name)", "we") else { throw Problem("\(name) can't be written") }
    fputs(text, file)
    fclose(file)
  }

  /// Waits until the shell is back: on the normal screen, with the cursor visible and a prompt on the last line.
  func waitForShell(sourceLocation: SourceLocation = #_sourceLocation) throws {
    try session.wait(until: "the shell is back", sourceLocation: sourceLocation) { screen in
      let state = try session.value("#{alternate_on} #{cursor_flag}")
      return state == "0 1" && screen.split(separator: "\n").last?.split(separator: " ") == ["%"]
    }
  }
}
