import AnswerBook
import BatchJob
import Experiments
import Glibc
import LessonFormat
import PlainApp
import Posix
import PythonCells
import Session
import Terminal
import Text

/// Runs the plain workbook on standard input and output: reads lines, prints lines, makes runs and saves.
final class PlainLoop {
  private var workbook: PlainWorkbook
  private let writer: BookWriter
  private let output: LineOutput
  private var input = LineInput()
  private let signals: Signals
  /// What the run reports.
  private let reports: Mailbox<BackgroundRun.Report>
  private var run: BackgroundRun?
  /// Follows batch jobs; `nil` until there is one.
  private var jobs: JobWatcher?
  /// What is new about them.
  private let jobNews: Mailbox<JobNews>

  /// Opens a folder and the record in it; throws one sentence if that fails.
  ///
  /// - Parameter at: The id of the section, experiment or question to begin at; otherwise where the student left.
  init(lesson: Lesson, folder path: String, at: String?) throws(Refusal) {
    guard let signals = Signals() else { throw Refusal.noDescriptor }
    self.signals = signals
    do throws(SystemError) { (reports, jobNews) = (try Mailbox(), try Mailbox()) } catch { throw Refusal(error) }
    output = LineOutput(ascii: !TerminalSurvey.now().isUTF8)
    let folder: BookFolder
    let book: AnswerBook
    let notices: [String]
    do throws(BookError) {
      (folder, book, notices) = try BookFolder.open(path, lesson: lesson)
    } catch {
      throw Refusal(error.description)
    }
    writer = BookWriter(folder: folder)
    var readOnly: String?
    if case .readOnly(let holder) = folder.access { readOnly = holder }
    let machine = Machine.current()
    workbook = PlainWorkbook(
      lesson: lesson, book: book, readOnly: readOnly,
      surroundings: PlainSurroundings(
        host: machine.host, usableCores: machine.usableCores, folder: folder.path,
        isInteractive: input.isTerminal && isatty(STDOUT_FILENO) == 1, notices: notices,
        hasSLURM: SlurmQueue.isEvident,
        lookUp: { PathFacts.lookUp($0, from: folder.currentPath) },
        filesToHandIn: { () -> [String]? in try? folder.filesToHandIn },
        evidence: { (try? folder.evidence) ?? [] }, fileEdit: { folder.edit(inFileOf: $0) }, localTime: LocalTime.text),
      at: at)
    if let at, !workbook.has(at) {
      throw Refusal(
        "The lesson has nothing called \(visible(at, onOneLine: true)). Without --at, it opens where you left off; the command list shows the ids."
      )
    }
  }

  /// Works through the lesson until the student or a signal ends it; returns the exit code.
  func work() -> Int32 {
    var ending = Ending.quit
    if workbook.session.needsSamples { workbook.measured(samples: samplesInAboutASecond()) }
    let lesson = workbook.session.lesson
    if lesson.hasPrograms { workbook.found(.find(needs: lesson.neededModules)) }
    do throws(Ending) {
      try tick()
      try perform(workbook.start())
      while true { try perform(workbook.handle(try nextLine())) }
    } catch {
      ending = error
    }
    output.endPrompt()
    output.lines(workbook.leave().lines)
    flush()
    if let unsaved = workbook.session.unsaved {
      _ = workbook.warnOfLoss(rescueCopy: writer.rescue(unsaved))
      if let loss = workbook.session.saving.loss { say(loss) }
      return 1
    }
    // It is no failure that the reader or the terminal is gone, but a full disk is.
    if let failure = output.failure, ![EPIPE, EIO].contains(failure.code) {
      say(StandardOutput.refusal(failure).sentence)
      return 1
    }
    if ending == .quit || ending == .endOfInput { output.lines(workbook.farewell().lines) }
    return ending.code
  }

  private func perform(_ reply: PlainReply) throws(Ending) {
    output.lines(reply.lines)
    if output.isGone { throw .hungUp }
    for effect in reply.effects {
      switch effect {
      case .startRun(let request): try makeRun(request)
      case .stopRun: run?.stop()
      case .killWorker(let worker): run?.kill(worker: worker)
      case .submitJob(let request): try followJob { $0.submit(request) }
      case .followJob(let job): try followJob { $0.watch(job) }
      case .cancelJob(let job): try followJob { $0.cancel(job) }
      case .save(let request):
        let outcome = writer.write(request)
        // The disk may have taken its time.
        try tick()
        try perform(workbook.note(outcome))
      case .openEditor(let text, let fileName): try edit(text, fileName: fileName)
      case .packHandIn: try perform(workbook.packed(pack(writer.folder)))
      case .stage(let staging): try perform(workbook.note(staging.run().sentence))
      case .quit: try quit()
      }
    }
  }

  /// Ends the session, unless something can't be saved that the student doesn't know of.
  private func quit() throws(Ending) {
    flush()
    if workbook.session.saving.mayLeave { throw .quit }
    try perform(workbook.warnOfLoss(rescueCopy: writer.rescue(workbook.session.unsaved)))
  }

  private func tick() throws(Ending) {
    try perform(workbook.tick(nanoseconds: SystemClock.monotonic, wallClock: SystemClock.wall))
  }

  /// Writes everything that isn't saved, before the program stops or ends.
  private func flush() {
    if let request = workbook.session.unsaved { output.lines(workbook.note(writer.write(request)).lines) }
  }

  /// Prompts for a line and waits for it.
  private func nextLine() throws(Ending) -> String {
    while true {
      if !output.isPrompting, let prompt = workbook.prompt { output.prompt(prompt) }
      if let line = input.next() {
        output.endPrompt(isTyped: input.isTerminal)
        try tick()
        return line
      }
      if output.isGone { throw .hungUp }
      if input.isDone { throw .endOfInput }
      try wait()
    }
  }

  /// Waits for a line, for reports of a run, for a signal, or until something has to be saved.
  private func wait(milliseconds: Int32 = -1) throws(Ending) {
    // The rest of a script waits for the end of a run; a person may type `kill 2` during it.
    let listens = run != nil && input.isTerminal && !input.isAtEnd
    let first = workbook.isFollowing ? jobNews.descriptor : run == nil ? STDIN_FILENO : reports.descriptor
    var watched = [first, signals.fileDescriptor, listens ? STDIN_FILENO : -1].map {
      pollfd(fd: $0, events: Int16(POLLIN), revents: 0)
    }
    _ = poll(&watched, nfds_t(watched.count), timeout(atMost: milliseconds))
    try tick()
    for arrival in signals.read() {
      switch arrival {
      case .terminate(let signal): throw .terminated(signal: signal)
      case .hangUp: throw .hungUp
      case .interrupt where run != nil && input.isTerminal: try perform(workbook.stopRun())
      case .interrupt where workbook.isFollowing: try perform(workbook.stopFollowing())
      case .interrupt: throw .interrupted
      case .stop:
        flush()
        raise(SIGSTOP)
        output.endPrompt(isTyped: true)
      case .windowChanged, .resume: break
      }
    }
    if run == nil, !workbook.isFollowing, watched[0].revents != 0 { input.read() }
    if listens, watched[2].revents != 0 { try listen() }
  }

  /// How long to wait, in milliseconds: until something has to be saved; -1 if there is no limit.
  private func timeout(atMost most: Int32) -> Int32 {
    guard let due = workbook.session.saving.due else { return most }
    let now = SystemClock.monotonic
    let left = due <= now ? 0 : Int32(clamping: (due - now + 999_999) / 1_000_000)
    return most < 0 ? left : min(most, left)
  }

  /// Handles the lines that were typed during a run, as far as they are for it.
  private func listen() throws(Ending) {
    input.read()
    while let reply = input.next(as: { workbook.handleDuringRun($0) }) { try perform(reply) }
  }

  private func makeRun(_ request: RunRequest) throws(Ending) {
    let folder = writer.folder
    let run = BackgroundRun(request, folder: { folder.currentPath }) { [reports] in reports.post($0) }
    self.run = run
    let end: PlainReply
    do throws(Ending) {
      end = try follow(since: SystemClock.monotonic)
    } catch {
      // The workers end before the session does.
      self.run = nil
      run.end()
      // It may have finished just before.
      for case .finished(let record) in reports.takeAll() { _ = workbook.runFinished(record) }
      throw error
    }
    self.run = nil
    try perform(end)
  }

  /// Narrates what happens in the run until it ends, and returns what the workbook says to that.
  private func follow(since began: UInt64) throws(Ending) -> PlainReply {
    var quietSince = began
    while true {
      try wait(milliseconds: 10_000)
      let news = reports.takeAll()
      let now = SystemClock.monotonic
      // A listener should know that a long silence is work.
      let isQuiet = news.isEmpty && now - quietSince >= 9_500_000_000
      if isQuiet { try perform(workbook.stillRunning(seconds: Double(now - began) / 1e9)) }
      if isQuiet || !news.isEmpty { quietSince = now }
      for report in news {
        switch report {
        case .events(let events): output.lines(workbook.runEvents(events).lines)
        case .output(let bytes): output.lines(workbook.runOutput(bytes).lines)
        case .progress: break
        case .finished(let record): return workbook.runFinished(record)
        case .failed(let error): return workbook.runFailed(error.description)
        }
      }
      if output.isGone { throw .hungUp }
    }
  }

  /// Asks the watcher of jobs for something, and says what is new until the job has ended or the student has seen enough.
  private func followJob(_ body: (JobWatcher) -> Void) throws(Ending) {
    do throws(SystemError) {
      if jobs == nil {
        let known = Set(workbook.session.book.runs.values.joined().map(\.id))
        jobs = try JobWatcher(folder: writer.folder, knownRuns: known) { [jobNews] in jobNews.post($0) }
      }
      if let jobs { body(jobs) }
    } catch {
      output.lines(workbook.stopFollowing().lines)
      return try perform(workbook.note(JobWatcher.refusal(error)))
    }
    while workbook.isFollowing {
      try wait(milliseconds: 1000)
      for news in jobNews.takeAll() { try perform(workbook.jobNews(news)) }
      if output.isGone { throw .hungUp }
    }
  }

  private func edit(_ text: String, fileName: String) throws(Ending) {
    let edited: String
    do throws(Refusal) {
      edited = try ExternalEditor.edit(text, fileName: fileName, on: nil)
    } catch {
      return try perform(workbook.note(error.sentence))
    }
    try tick()
    try perform(workbook.edited(edited))
  }
}
