import AnswerBook
import Canvas
import Posix
import WorkbookApp

extension Model: LoopApp {
  mutating func update(_ message: Message) -> [Effect] { WorkbookApp.update(&self, message) }

  func view(size: Size) -> Canvas { WorkbookApp.view(self, size: size) }
}

extension Message: LoopMessage {}

/// Performs the workbook's effects: runs experiments, saves the record, opens the student's editor.
final class WorkbookEffects: LoopEffects {
  /// Why the record could not be saved at the end; said when the screen is closed.
  private(set) var loss: String?

  private let folder: BookFolder
  private let desk: RunDesk
  private let keeper: Keeper
  private var plan: SavePlan

  /// Saves in a folder, and posts what happens in the mailbox.
  init(folder: BookFolder, mailbox: Mailbox<Message>, revision: Int) {
    self.folder = folder
    desk = RunDesk(mailbox: mailbox)
    keeper = Keeper(folder: folder, mailbox: mailbox)
    plan = SavePlan(revision: revision)
  }

  /// Measures what the session needs to know of the machine.
  func start(_ model: Model) { if model.session.needsSamples { desk.measureSamples() } }

  func perform(_ effect: Effect, in loop: EventLoop<WorkbookEffects>) {
    switch effect {
    case .startRun(let token, let requests): desk.start(token: token, requests)
    case .killWorker(let token, let worker): desk.kill(worker, token: token)
    case .stopRun(let token): desk.stop(token: token)
    case .saveNow: save(loop.app)
    case .saveRun(let run) where folder.access == .writable: Task.detached { [keeper] in await keeper.save(run) }
    case .saveRun: break
    case .loadEvents(let run): Task.detached { [keeper] in await keeper.loadEvents(of: run) }
    case .openEditor(let question, let text, let fileName): edit(question: question, text, fileName: fileName, in: loop)
    case .suspend: loop.suspend()
    case .redraw: loop.screen.redraw()
    case .quit: loop.end(code: 0)
    }
  }

  func didUpdate(_ model: Model) { plan.note(revision: model.revision, now: SystemClock.monotonic) }

  var due: UInt64? { plan.due }

  func performDue(_ model: Model) { save(model) }

  func flush(in loop: EventLoop<WorkbookEffects>) {
    guard loop.app.revision != 0, folder.access == .writable else { return }
    plan.handOver()
    loss = nil
    do throws(BookError) {
      try folder.save(loop.app.book)
    } catch {
      loss = error.description
      loop.send(.saveFailed(error.description))
    }
  }

  func close() { desk.close() }

  private func save(_ model: Model) {
    guard plan.isPending else { return }
    plan.handOver()
    guard folder.access == .writable else { return }
    Task.detached { [keeper, book = model.book, revision = model.revision] in
      await keeper.save(book, revision: revision)
    }
  }

  private func edit(question: String, _ text: String, fileName: String, in loop: EventLoop<WorkbookEffects>) {
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
