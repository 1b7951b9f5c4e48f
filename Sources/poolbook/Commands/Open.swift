import AnswerBook
import ArgumentParser
import BatchJob
import Experiments
import Glibc
import LessonFormat
import Posix
import Session
import Terminal
import WorkbookApp

/// `poolbook [LESSON]`: opens the workbook.
struct Open: ParsableCommand {
  static let configuration = CommandConfiguration(abstract: "Open the workbook.")

  @OptionGroup var options: LessonOptions

  @Option(help: "The id of the section, experiment or question to open.")
  var at: String?

  @Flag(help: "Work with lines and prompts instead of a screen.")
  var plain = false

  func run() throws {
    let (lesson, path) = try options.find()
    throw QuietEnd(code: try plain ? PlainLoop(lesson: lesson, folder: path, at: at).work() : open(lesson, path))
  }

  /// Runs the workbook on the terminal. Returns the exit code.
  private func open(_ lesson: Lesson, _ path: String) throws -> Int32 {
    guard isatty(STDIN_FILENO) == 1, isatty(STDOUT_FILENO) == 1 else {
      throw Refusal(ScreenError.noTerminal.description)
    }
    do {
      guard let signals = Signals() else { throw Refusal.noDescriptor }
      let (folder, book, notices) = try BookFolder.open(path, lesson: lesson)
      let mailbox = try Mailbox<Message>()
      // Before the screen opens: what can't be started is said in one sentence.
      let effects = try WorkbookEffects(folder: folder, mailbox: mailbox)
      let screen = try Screen.open()
      defer { screen.close() }
      var holder: String?
      if case .readOnly(let reason) = folder.access { holder = reason }
      let surroundings = Surroundings(
        machine: .current(), readOnly: holder, notices: notices, editorCommand: ExternalEditor.command,
        ascii: screen.glyphs.isASCII, folder: path, secondsFromUTC: SystemClock.secondsFromUTC,
        hasSLURM: SlurmQueue.isEvident, isBuiltIn: LessonSource.isBuiltIn(options.lesson))
      let model = Model(lesson: lesson, book: book, surroundings: surroundings, at: at)
      let loop = EventLoop(app: model, screen: screen, signals: signals, mailbox: mailbox, effects: effects)
      let code = loop.run()
      // If the terminal is gone, giving it back may take a while.
      let loss = effects.loss(of: loop.app.session)
      screen.close()
      if let loss { throw Refusal(loss) }
      if code == 0, !loop.app.book.isUntouched, holder == nil {
        try StandardOutput.print(["Your answers are in \(folder.currentPath)/answers.md."])
      }
      return code
    } catch let error as BookError {
      throw Refusal(error.description)
    } catch let error as ScreenError {
      throw Refusal(error.description)
    } catch let error as SystemError {
      throw error.call == "pthread_create" ? Refusal.noThread : Refusal(error)
    }
  }
}
