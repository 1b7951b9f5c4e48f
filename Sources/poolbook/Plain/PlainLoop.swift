import AnswerBook
import Experiments
import Glibc
import LessonFormat
import PlainApp
import Posix
import Terminal

/// Runs the plain workbook on standard input and output: reads lines, prints lines, makes runs and saves.
///
/// The record is saved after every answer and every run, and again at the end, however the session ends.
final class PlainLoop {
  private var workbook: PlainWorkbook
  private let folder: BookFolder
  private let output: LineOutput
  private var input = LineInput()
  private let signals: Signals
  private var run: PlainRun?
  /// Why the record is not on the disk; `nil` if it is.
  private var failure: String?

  /// Opens a folder and the record in it; throws one sentence if that fails.
  ///
  /// - Parameter at: The id of the section, experiment or question to begin at; otherwise where the student left.
  init(lesson: Lesson, folder path: String, at: String?) throws(Refusal) {
    guard let signals = Signals() else { throw Refusal.noDescriptor }
    self.signals = signals
    output = LineOutput(ascii: !TerminalSurvey.now().isUTF8)
    let book: AnswerBook
    let notices: [String]
    do throws(BookError) {
      (folder, book, notices) = try BookFolder.open(path, lesson: lesson)
    } catch {
      throw Refusal(error.description)
    }
    var readOnly: String?
    if case .readOnly(let holder) = folder.access { readOnly = holder }
    let machine = Machine.current()
    workbook = PlainWorkbook(
      lesson: lesson, book: book, readOnly: readOnly,
      surroundings: PlainSurroundings(
        host: machine.host, usableCores: machine.usableCores, folder: folder.path,
        isInteractive: input.isTerminal && isatty(STDOUT_FILENO) == 1, notices: notices, localTime: LocalTime.text),
      at: at)
    if let at, !workbook.has(at) {
      throw Refusal(
        "The lesson has nothing called \(at). Without --at it begins where you left; the command list shows the ids.")
    }
  }

  /// Works through the lesson until the student or a signal ends it; returns the exit code.
  func work() -> Int32 {
    // If nobody reads the output any more, that ends the session and not the program.
    signal(SIGPIPE, SIG_IGN)
    var ending = Ending.quit
    if workbook.session.needsSamples { workbook.measured(samples: samplesInAboutASecond()) }
    do throws(Ending) {
      try perform(workbook.start())
      while let prompt = workbook.prompt { try perform(workbook.take(try ask(prompt))) }
    } catch {
      ending = error
    }
    output.lines(workbook.leave().lines)
    save()
    if let failure {
      say(failure)
      return max(1, ending.code)
    }
    if ending == .quit || ending == .endOfInput { output.lines(workbook.farewell().lines) }
    return ending.code
  }

  private func perform(_ reply: PlainReply) throws(Ending) {
    output.lines(reply.lines)
    if output.isGone { throw .hungUp }
    for effect in reply.effects {
      switch effect {
      case .begin(let experiment): try perform(workbook.begin(experiment, now: SystemClock.wall))
      case .startRun(let request): try makeRun(request)
      case .stopRun: run?.stop()
      case .killWorker(let worker): run?.kill(worker: worker)
      case .save: save()
      case .openEditor(let text, let fileName): try edit(text, fileName: fileName)
      case .quit: throw .quit
      }
    }
  }

  /// Prompts for a line and waits for it.
  private func ask(_ prompt: String) throws(Ending) -> String {
    output.prompt(prompt)
    while true {
      if let line = input.next() {
        // A line that a person types ends the prompt's line by itself.
        if !input.isTerminal { output.gap() }
        workbook.now = SystemClock.wall
        return line
      }
      if input.isDone || output.isGone {
        output.gap()
        throw output.isGone ? .hungUp : .endOfInput
      }
      try wait { output.prompt(prompt) }
    }
  }

  /// Waits for a line, for news of a run, or for a signal.
  ///
  /// - Parameter resumed: Called when the program goes on after ctrl-Z.
  private func wait(milliseconds: Int32 = -1, resumed: () -> Void = {}) throws(Ending) {
    // The rest of a script waits for the end of a run; a person may type `kill 2` during it.
    let listens = run != nil && input.isTerminal && !input.isAtEnd
    var watched = [run?.descriptor ?? STDIN_FILENO, signals.fileDescriptor, listens ? STDIN_FILENO : -1].map {
      pollfd(fd: $0, events: Int16(POLLIN), revents: 0)
    }
    _ = poll(&watched, nfds_t(watched.count), milliseconds)
    for arrival in signals.read() {
      switch arrival {
      case .terminate: throw .terminated
      case .hangUp: throw .hungUp
      case .interrupt where run != nil && input.isTerminal: try perform(workbook.stopRun())
      case .interrupt:
        output.gap()
        throw .interrupted
      case .stop:
        save()
        raise(SIGSTOP)
        resumed()
      case .windowChanged, .resume: break
      }
    }
    if run == nil, watched[0].revents != 0 { input.read() }
    if listens, watched[2].revents != 0 { try listen() }
  }

  /// Handles the lines that were typed during a run, as far as they are for it.
  private func listen() throws(Ending) {
    input.read()
    while let reply = input.next(as: { workbook.takeDuringRun($0) }) { try perform(reply) }
  }

  private func makeRun(_ request: RunRequest) throws(Ending) {
    let run: PlainRun
    do throws(Refusal) { run = try PlainRun(request) } catch {
      return try perform(workbook.runFailed(error.sentence))
    }
    self.run = run
    let began = SystemClock.monotonic
    let end: PlainRun.News
    do throws(Ending) {
      end = try follow(run, since: began)
    } catch {
      // The workers end before the session does.
      self.run = nil
      run.end()
      throw error
    }
    self.run = nil
    run.end()
    switch end {
    case .events: break
    case .failed(let sentence): try perform(workbook.runFailed(sentence))
    case .finished(let record):
      let reply = workbook.runFinished(record)
      save(record)
      try perform(reply)
    }
  }

  /// Tells what happens in a run until it ends; returns how.
  private func follow(_ run: PlainRun, since began: UInt64) throws(Ending) -> PlainRun.News {
    while true {
      try wait(milliseconds: 10_000)
      let news = run.fetch()
      let seconds = Double(SystemClock.monotonic - began) / 1e9
      // A listener should know that a long silence is work.
      if news.isEmpty, seconds >= 9.5 { try perform(workbook.stillRunning(seconds: seconds)) }
      for piece in news {
        guard case .events(let events) = piece else { return piece }
        try perform(workbook.runEvents(events))
      }
    }
  }

  private func edit(_ text: String, fileName: String) throws(Ending) {
    let edited: String
    do throws(Refusal) {
      edited = try ExternalEditor.edit(text, fileName: fileName, on: nil)
    } catch {
      return try perform(workbook.note(error.sentence))
    }
    try perform(workbook.edited(edited))
  }

  // MARK: - Saving

  /// Writes the record, or says why it can't be written; says what came up meanwhile.
  private func save() {
    guard folder.access == .writable else { return }
    do throws(BookError) {
      try folder.save(workbook.session.book)
      failure = nil
    } catch {
      failure = error.description
      output.lines(workbook.note("Not saved: \(error.description)").lines)
    }
    for notice in folder.takeNotices() { output.lines(workbook.note(notice).lines) }
  }

  private func save(_ run: RecordedRun) {
    guard folder.access == .writable else { return }
    do throws(BookError) { try folder.save(run) } catch {
      output.lines(workbook.note("Not saved: \(error.description)").lines)
    }
  }
}
