import AnswerBook
import ArgumentParser
import Experiments
import Glibc
import LessonFormat
import Terminal
import WorkbookApp

/// `poolbook [LESSON]`: opens the workbook.
struct Open: ParsableCommand {
  static let configuration = CommandConfiguration(abstract: "Open the workbook.")

  @Argument(help: "A built-in lesson's id, or a file.")
  var lesson = "sharing-work"

  @Option(help: "Where answers and runs are kept (default: ./LESSON-ID).")
  var folder: String?

  @Option(help: "The section, experiment or question to open at.")
  var at: String?

  @Flag(help: "Lines and prompts instead of a screen.")
  var plain = false

  func run() throws {
    let lesson = try LessonSource.lesson(self.lesson)
    let path = folder ?? "./\(lesson.id)"
    if plain { Glibc.exit(try PlainWorkbook(lesson: lesson, folder: path, at: at).run()) }
    guard isatty(STDIN_FILENO) == 1, isatty(STDOUT_FILENO) == 1 else {
      throw Refusal("The workbook needs a terminal to draw on; `poolbook --plain` works with lines and prompts.")
    }
    Glibc.exit(try openWorkbook(lesson, path: path))
  }

  private func openWorkbook(_ lesson: Lesson, path: String) throws -> Int32 {
    guard let signals = Signals() else {
      throw Refusal("No descriptor is left to hear of signals with; raise `ulimit -n`.")
    }
    do {
      let (folder, book, notices) = try BookFolder.open(path, lesson: lesson)
      let screen = try Screen.open()
      defer { screen.close() }
      var refusal: String?
      if case .readOnly(let holder) = folder.access { refusal = holder }
      let surroundings = Surroundings(
        machine: .current(), readOnly: refusal, notices: notices, hasEditor: ExternalEditor.command,
        ascii: screen.glyphs.isASCII, folder: path, secondsFromUTC: Clock.secondsFromUTC)
      let model = Model(lesson: lesson, book: book, surroundings: surroundings, at: at)
      let loop = try EventLoop(model: model, screen: screen, signals: signals, folder: folder)
      let code = loop.run()
      screen.close()
      guard let loss = loop.loss else { return code }
      throw Refusal(loss)
    } catch let error as BookError {
      throw Refusal(error.description)
    } catch let error as ScreenError {
      throw Refusal(error.description)
    }
  }
}
