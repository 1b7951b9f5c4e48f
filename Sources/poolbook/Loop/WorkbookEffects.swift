import AnswerBook
import BatchJob
import Canvas
import Dispatch
import Experiments
import LessonFormat
import Posix
import PythonCells
import Session
import WorkbookApp

extension Model: LoopApp {
  mutating func update(_ message: Message) -> [Effect] { WorkbookApp.update(&self, message) }

  func view(size: Size) -> Canvas { WorkbookApp.view(self, size: size) }
}

extension Message: LoopMessage {}

extension Message {
  /// What a run reports, for the workbook, which knows the run by its token.
  fileprivate init(_ report: BackgroundRun.Report, token: Int) {
    switch report {
    case .events(let events): self = .runEvents(token: token, events)
    case .progress(let samples): self = .runProgress(token: token, samples)
    case .output(let bytes): self = .runOutput(token: token, bytes)
    case .finished(let run): self = .runFinished(token: token, run)
    case .failed(let error): self = .runFailed(token: token, error.description)
    }
  }
}

/// Performs the workbook's effects: makes runs, saves, opens the student's editor.
///
/// Runs and files are left to other threads, so that a slow disk never stops the screen.
final class WorkbookEffects: LoopEffects {
  typealias App = Model

  private let writer: BookWriter
  private let mailbox: Mailbox<Message>
  private var runs: [Int: BackgroundRun] = [:]
  /// Follows batch jobs; `nil` until there is one.
  private var jobs: JobWatcher?
  /// Watch the files of code cells, by question.
  private var watchers: [String: FileWatcher] = [:]
  /// Writes to the disk.
  private let saving: WorkThread
  /// Does everything else that takes long, so that no save waits for it.
  private let errands: WorkThread
  /// Runs Git, which may take longer than anything else; `nil` until it is needed.
  private var git: WorkThread?

  /// Saves in a folder, and posts what happens in the mailbox. It starts all threads that it needs.
  init(folder: BookFolder, mailbox: Mailbox<Message>) throws(SystemError) {
    writer = BookWriter(folder: folder)
    self.mailbox = mailbox
    saving = try WorkThread()
    errands = try WorkThread()
  }

  /// Measures what the session needs to know of the machine.
  ///
  /// Jobs of an earlier session are followed on.
  func didDrawFirstFrame(_ model: Model) {
    let known = model.session.openJobs + model.session.lastJobs.filter { !$0.isOpen }
    if !known.isEmpty { withJobs(model) { watcher in for job in known { watcher.watch(job) } } }
    let lesson = model.session.lesson
    if lesson.hasPrograms {
      errands.perform { [mailbox] in mailbox.post(.pythonFound(.find(needs: lesson.neededModules))) }
    }
    guard model.session.needsSamples else { return }
    errands.perform { [mailbox] in mailbox.post(.samplesMeasured(samplesInAboutASecond())) }
  }

  func perform(_ effect: Effect, in loop: EventLoop<WorkbookEffects>) {
    switch effect {
    case .startRun(let token, let request):
      runs = runs.filter { !$0.value.isOver }
      let folder = writer.folder
      runs[token] = BackgroundRun(request, folder: { folder.currentPath }, sampling: true) { [mailbox] in
        mailbox.post(Message($0, token: token))
      }
    case .readFiles(let token, let questions):
      // After everything that is to be saved now.
      saving.perform { [folder = writer.folder, mailbox] in
        // If one can't be written, the run says that it isn't there.
        try? folder.writeMissingFiles()
        mailbox.post(.filesRead(token: token, questions.compactMap { folder.edit(inFileOf: $0) }))
      }
    case .watch(let question, let isOn): watch(isOn ? loop.app.session.question(question) : nil, as: question)
    case .killWorker(let token, let worker): runs[token]?.kill(worker: worker)
    case .stopRun(let token): runs[token]?.stop()
    case .submitJob(let request):
      // After everything that is to be saved now, and that includes the batch file.
      withJobs(loop.app) { watcher in saving.perform { watcher.submit(request) } }
    case .cancelJob(let job): withJobs(loop.app) { $0.cancel(job) }
    case .save(let request):
      saving.perform { [writer, mailbox] in mailbox.post(.saved(writer.write(request))) }
    case .loadEvents(let run): loadEvents(of: run)
    case .openEditor(let question, let text, let fileName): edit(question: question, text, fileName: fileName, in: loop)
    case .lookUp(let paths):
      errands.perform { [folder = writer.folder, mailbox] in
        mailbox.post(.pathsLookedUp(PathFacts.lookUp(paths, from: folder.currentPath)))
      }
    case .listFiles: listFiles()
    case .packHandIn:
      saving.perform { [folder = writer.folder, mailbox] in mailbox.post(.packed(pack(folder))) }
    case .stage(let staging): stage(staging)
    case .keepPicture(let canvas, let title, let replay):
      errands.perform { [folder = writer.folder, mailbox] in
        mailbox.post(.reported(keepPicture(canvas, title: title, replay: replay, in: folder)))
      }
    case .suspend:
      loop.dropKeys()
      loop.suspend()
    case .redraw: loop.screen.redraw()
    case .quit: quit(loop)
    }
  }

  func flush(in loop: EventLoop<WorkbookEffects>) {
    loop.send(.flushing)
    // A request that is being carried out may report an edit in another program, which must not be written over.
    let isIdle = DispatchSemaphore(value: 0)
    saving.perform { isIdle.signal() }
    isIdle.wait()
    for message in mailbox.takeAll() { loop.send(message) }
    if let request = loop.app.session.unsaved { loop.send(.saved(writer.write(request))) }
  }

  /// Ends the program, unless something can't be saved that the student doesn't know of.
  private func quit(_ loop: EventLoop<WorkbookEffects>) {
    loop.dropKeys()
    flush(in: loop)
    guard !loop.app.session.saving.mayLeave else { return loop.end(code: 0) }
    loop.send(.unsavedAtQuit(rescueCopy: writer.rescue(loop.app.session.unsaved)), urgent: true)
  }

  /// What is lost at the end of the program, as a sentence, and where there is a copy; `nil` if everything is saved.
  func loss(of session: Session) -> String? {
    var session = session
    guard let unsaved = session.unsaved else { return nil }
    session.warnOfLoss(rescueCopy: writer.rescue(unsaved))
    return session.saving.loss
  }

  func close() {
    for run in runs.values { run.stop() }
    for run in runs.values { run.end() }
  }

  /// Does something with the watcher of the jobs, which is started when it is first needed.
  private func withJobs(_ model: Model, _ body: (JobWatcher) -> Void) {
    do throws(SystemError) {
      if jobs == nil {
        jobs = try JobWatcher(folder: writer.folder, knownRuns: Set(model.book.runs.values.joined().map(\.id))) {
          [mailbox] in mailbox.post(.job($0))
        }
      }
      if let jobs { body(jobs) }
    } catch {
      mailbox.post(.job(.notice(JobWatcher.refusal(error))))
    }
  }

  /// Watches the file of a question, or stops watching it if there is none.
  private func watch(_ question: Question?, as id: String) {
    watchers[id] = nil
    guard let question else { return }
    do throws(SystemError) {
      watchers[id] = try FileWatcher(question, in: writer.folder) { [mailbox] in mailbox.post(.fileChanged($0)) }
    } catch {
      mailbox.post(.reported("The file can't be watched (\(error.reason)); close other programs, and press w twice."))
    }
  }

  /// Lists the files to hand in on the thread that saves: what is being saved is one of them.
  private func listFiles() {
    saving.perform { [folder = writer.folder, mailbox] in
      do throws(BookError) {
        // What can't be checked is no reason not to hand it in.
        let evidence = (try? folder.evidence) ?? []
        mailbox.post(.filesListed(try folder.filesToHandIn, evidence: evidence, failure: nil))
      } catch {
        mailbox.post(.filesListed([], evidence: [], failure: error.description))
      }
    }
  }

  private func stage(_ staging: Staging) {
    do throws(SystemError) {
      if git == nil { git = try WorkThread() }
      git?.perform { [mailbox] in mailbox.post(.staged(staging.run())) }
    } catch {
      mailbox.post(.staged(staging.outcome(of: .notStarted(error.reason))))
    }
  }

  private func loadEvents(of run: String) {
    errands.perform { [folder = writer.folder, mailbox] in
      do throws(BookError) {
        mailbox.post(.eventsLoaded(run: run, try folder.events(ofRun: run)))
      } catch {
        mailbox.post(.eventsMissing(run: run, error.description))
      }
    }
  }

  private func edit(question: String, _ text: String, fileName: String, in loop: EventLoop<WorkbookEffects>) {
    loop.dropKeys()
    flush(in: loop)
    do throws(Refusal) {
      let edited = try ExternalEditor.edit(text, fileName: fileName, on: loop.screen)
      loop.send(.edited(question: question, text: edited), urgent: true)
    } catch {
      loop.send(.editFailed(error.sentence), urgent: true)
    }
    loop.send(.resized(loop.screen.size), urgent: true)
  }
}
