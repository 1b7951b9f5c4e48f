import AnswerBook
import Experiments
import Glibc
import LessonFormat
import Terminal
import Text

/// The lesson by lines and prompts on standard input: for screen readers, slow lines and scripts.
///
/// It keeps the same record as the screen does, after every answer and every run, and ends with it whole however it
/// ends.
final class PlainWorkbook {
  let lesson: Lesson
  let stops: [PlainStop]
  let folder: BookFolder
  let output: LineOutput
  let machine = Machine.current()
  var book: AnswerBook
  /// Where the student is, in `stops`.
  var place = 0
  /// The knobs the student turned, by experiment.
  var knobs: [String: Knobs] = [:]
  /// The sizes the student chose for scales, by experiment.
  var sizes: [String: [Int]] = [:]

  /// Why the record is not on disk as it is here; nothing where it is.
  private var loss: String?
  private let signals: Signals
  /// Where the lines come from.
  var input = LineInput()
  private let notices: [String]
  private let at: String?

  /// Opens a folder and the record in it; throws one sentence where that can't be done.
  ///
  /// - Parameter at: the id of the section, experiment or question to begin at; otherwise where the student left.
  init(lesson: Lesson, folder path: String, at: String?) throws(Refusal) {
    guard let signals = Signals() else {
      throw Refusal("No descriptor is left for signals; close some files or raise `ulimit -n`.")
    }
    self.signals = signals
    self.lesson = lesson
    self.at = at
    stops = lesson.plainStops
    output = LineOutput(ascii: !TerminalSurvey.now().isUTF8)
    do throws(BookError) {
      (folder, book, notices) = try BookFolder.open(path, lesson: lesson)
    } catch {
      throw Refusal(error.description)
    }
    if let at, stop(named: at) == nil {
      throw Refusal(
        "The lesson has nothing called \(at); without --at it begins where you left, and its word `list` says the ids.")
    }
  }

  /// Walks through the lesson until the student or a signal ends it; returns the exit code.
  func run() -> Int32 {
    // Whoever reads may leave in the middle of a line; that ends the session, not the program.
    signal(SIGPIPE, SIG_IGN)
    var ending = Ending.quit
    do throws(Ending) {
      greet()
      show()
      while true { try obey(PlainCommand(try ask(promptHere))) }
    } catch {
      ending = error
    }
    keep()
    if let loss {
      say(loss)
      return max(1, ending.code)
    }
    if ending == .quit || ending == .endOfInput { sayFarewell() }
    return ending.code
  }

  /// Prompts for a line and waits for it.
  func ask(_ prompt: String) throws(Ending) -> String {
    output.prompt(prompt)
    while true {
      if let line = input.next() {
        // What a person types ends the prompt's line by itself.
        if !input.isTerminal { output.gap() }
        return line
      }
      if input.isDone || output.isGone {
        output.gap()
        throw output.isGone ? .hungUp : .endOfInput
      }
      try wait(for: nil) { output.prompt(prompt) }
    }
  }

  /// Waits for the next thing: a line, or news of a run where one is made, or a signal.
  ///
  /// - Parameter resumed: called when the program goes on after ctrl-Z.
  /// - Returns: whether ctrl-C was pressed during a run at a terminal, which stops the run and not the session.
  @discardableResult
  func wait(for run: PlainRun?, milliseconds: Int32 = -1, resumed: () -> Void = {}) throws(Ending) -> Bool {
    // What a script has still to say is for after the run; a person may say `kill 2` in the middle of it.
    let listens = run != nil && input.isTerminal && !input.isAtEnd
    var watched = [run?.descriptor ?? STDIN_FILENO, signals.fileDescriptor, listens ? STDIN_FILENO : -1].map {
      pollfd(fd: $0, events: Int16(POLLIN), revents: 0)
    }
    _ = poll(&watched, nfds_t(watched.count), milliseconds)
    var stopsRun = false
    for arrival in signals.read() {
      switch arrival {
      case .terminate: throw .terminated
      case .hangUp: throw .hungUp
      case .interrupt:
        if run == nil || !input.isTerminal {
          output.gap()
          throw .interrupted
        }
        stopsRun = true
      case .stop:
        keep()
        raise(SIGSTOP)
        resumed()
      case .windowChanged, .resume: break
      }
    }
    if run == nil, watched[0].revents != 0 { input.read() }
    if let run, watched[2].revents != 0 { listen(during: run) }
    return stopsRun
  }

  /// Whether a person is at the keyboard, who could use an editor.
  var hasTerminal: Bool { input.isTerminal && isatty(STDOUT_FILENO) == 1 }

  /// Writes the record, or says why it can't be; tells what came up meanwhile.
  func keep() {
    guard folder.access == .writable else { return }
    do throws(BookError) {
      try folder.save(book)
      loss = nil
    } catch {
      loss = error.description
      output.text("Not kept: \(error.description)")
    }
    for notice in folder.takeNotices() { output.text(notice) }
  }

  private func greet() {
    output.text(lesson.title)
    let length = lesson.minutes.map { ", about \(counted($0, "minute"))" } ?? ""
    let extra = lesson.optionalQuestions.count
    let questions =
      counted(lesson.requiredQuestions.count, "question")
      + (extra == 0 ? "" : " and \(formatCount(extra)) optional ones")
    output.text(
      "\(counted(lesson.sections.count, "section")), \(questions)\(length). "
        + "This process may use \(counted(machine.usableCores, "core")).")
    for notice in notices { output.text(notice) }
    switch folder.access {
    case .writable: output.text("What you answer and run is kept in \(folder.path).")
    case .readOnly(let holder): output.text("\(holder) Nothing of this session will be kept.")
    }
    output.text("Type help for the words to use here. Enter alone goes on.")
    let progress = book.progress(in: lesson)
    if let at {
      place = stop(named: at) ?? 0
    } else if let last = book.position.flatMap(stop(named:)) {
      place = last
      output.text("\(progress.answered) of \(progress.all) questions are answered. Going on where you left.")
    }
  }

  private func sayFarewell() {
    let progress = book.progress(in: lesson)
    switch folder.access {
    case .writable where book.isUntouched: output.text("Nothing was answered or run, so nothing was written.")
    case .writable:
      output.text("\(progress.answered) of \(progress.all) questions answered; kept in \(folder.path).")
    case .readOnly: output.text("Nothing of this session was kept.")
    }
  }
}
