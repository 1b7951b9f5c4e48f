import ArgumentParser
import Canvas
import Experiments
import Glibc
import LessonFormat
import Lessons
import Posix
import Terminal
import Text
import WorkbookApp

/// `poolbook present`: a lesson in front of a class.
struct Present: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Present a lesson to a class, step by step.",
    discussion: """
      One thing a page, with large pictures. Locked experiments are open, and nothing is recorded. Where students write a \
      program, the one of the solution runs, in a temporary folder. With --notes in a second \
      terminal, the speaker's notes follow.
      """)

  @Argument(help: "The id of a built-in lesson, or a lesson file.")
  var lesson = "sharing-work"

  @Option(help: "The id of the section, experiment or question to begin at.")
  var at: String?

  @Option(help: ArgumentHelp("Show the recorded runs in this folder instead of making runs.", valueName: "folder"))
  var from: String?

  @Flag(help: "Show the speaker's notes of a presentation that runs in another terminal.")
  var notes = false

  func run() throws {
    let lesson = try LessonSource.lesson(lesson)
    let deck = PresentDeck(lesson)
    guard isatty(STDIN_FILENO) == 1, isatty(STDOUT_FILENO) == 1 else {
      throw Refusal("`poolbook present` needs a terminal; start it in one.")
    }
    if notes { return try showNotes(deck) }
    var page = 0
    if let at {
      guard let found = deck.page(of: at) else {
        throw Refusal("The lesson has nothing called \(visible(at, onOneLine: true)); leave out --at.")
      }
      page = found
    }
    let recordings = try from.map { try Self.recordings(in: $0, of: lesson) } ?? Self.shipped(with: lesson)
    guard let signals = Signals(), let mailbox = try? Mailbox<PresentScreen.Message>() else {
      throw Refusal.noDescriptor
    }
    let screen = try Self.openScreen()
    defer { screen.close() }
    let app = PresentScreen(
      deck, recordings: recordings, isLive: from == nil, machine: .current(), glyphs: screen.glyphs, page: page)
    let loop = EventLoop(
      app: app, screen: screen, signals: signals, mailbox: mailbox, effects: PresentEffects(mailbox: mailbox))
    let code = loop.run()
    if code != 0 { throw QuietEnd(code: code) }
  }

  private func showNotes(_ deck: PresentDeck) throws {
    guard let signals = Signals(), let mailbox = try? Mailbox<NotesScreen.Message>() else { throw Refusal.noDescriptor }
    do throws(SystemError) { try watchPresentation(of: deck.id, mailbox) } catch { throw Refusal.noThread }
    let screen = try Self.openScreen()
    defer { screen.close() }
    let app = NotesScreen(deck, glyphs: screen.glyphs, secondsFromUTC: SystemClock.secondsFromUTC)
    let code = EventLoop(app: app, screen: screen, signals: signals, mailbox: mailbox, effects: NotesEffects()).run()
    _ = mailbox.close()
    if code != 0 { throw QuietEnd(code: code) }
  }

  private static func openScreen() throws(Refusal) -> Screen {
    do throws(ScreenError) { return try Screen.open() } catch { throw Refusal(error.description) }
  }

  /// The recorded runs in a folder by experiment, oldest first; those without an experiment are left out.
  private static func recordings(in folder: String, of lesson: Lesson) throws(Refusal) -> [String: [RecordedRun]] {
    let runs = names(in: folder).filter { $0.hasSuffix(".jsonl") }.compactMap { try? Replay.read("\(folder)/\($0)") }
      .filter { run in lesson.experiments.contains { $0.id == run.experiment && $0.task == run.report.task } }
    guard !runs.isEmpty else {
      throw Refusal(
        "\(visible(folder, onOneLine: true)) has no recorded runs of the lesson's experiments; name a folder `runs`.")
    }
    return Dictionary(grouping: runs.sorted { $0.began < $1.began }) { $0.experiment ?? "" }
  }

  /// The recorded runs that come with a built-in lesson.
  private static func shipped(with lesson: Lesson) -> [String: [RecordedRun]] {
    let runs = (BuiltInLesson.runs[lesson.id] ?? []).compactMap { try? RecordedRun.read($0) }
    return Dictionary(grouping: runs) { $0.experiment ?? "" }
  }
}
