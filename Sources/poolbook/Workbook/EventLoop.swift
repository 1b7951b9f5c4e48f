import AnswerBook
import Canvas
import Glibc
import Terminal
import WorkbookApp

/// The workbook's loop: one thread waits for keys, messages and signals, updates the model and draws.
///
/// It draws at once after a key and at most thirty times a second for everything else, and not at all while nothing
/// happens.
final class EventLoop {
  /// The shortest time between two frames that no key asked for, nanoseconds.
  static let frame: UInt64 = 33_000_000

  private var model: Model
  private let screen: Screen
  private let signals: Signals
  private let mailbox: Mailbox
  private let desk: RunDesk
  private let folder: BookFolder
  private let keeper: Keeper
  private var plan: SavePlan
  private var isStale = true
  private var drawn: UInt64 = 0
  private var ending: Int32?
  /// Why the record could not be written at the very end; said when the screen is gone.
  private(set) var loss: String?

  /// Makes a loop around an open screen and an open folder.
  init(model: Model, screen: Screen, signals: consuming Signals, folder: BookFolder) throws(Refusal) {
    self.model = model
    self.screen = screen
    self.signals = signals
    self.folder = folder
    mailbox = try Mailbox()
    desk = RunDesk(mailbox: mailbox)
    keeper = Keeper(folder: folder, mailbox: mailbox)
    plan = SavePlan(revision: model.revision)
  }

  /// Runs until the student leaves or a signal ends the program; returns the exit code.
  func run() -> Int32 {
    send(.resized(screen.size))
    sendTick()
    while ending == nil {
      drawIfDue()
      wait()
      for key in screen.readKeys() { send(.key(key), urgent: true) }
      for message in mailbox.fetch() { send(message) }
      for arrival in signals.read() { heed(arrival) }
      if model.wantsTicks, Clock.nanoseconds >= drawn + Self.frame { sendTick() }
      saveIfDue()
    }
    desk.close()
    flush()
    return ending ?? 0
  }

  private func send(_ message: Message, urgent: Bool = false) {
    for effect in update(&model, message) { perform(effect) }
    plan.notice(revision: model.revision, now: Clock.nanoseconds)
    isStale = true
    if urgent { drawn = 0 }
  }

  private func sendTick() {
    send(.tick(nanoseconds: Clock.nanoseconds, wallClock: Clock.wall))
  }

  private func perform(_ effect: Effect) {
    switch effect {
    case .startRun(let token, let requests): desk.start(token: token, requests)
    case .killWorker(let token, let worker): desk.kill(worker, token: token)
    case .stopRun(let token): desk.stop(token: token)
    case .saveNow: handOver()
    case .saveRun(let run) where folder.access == .writable: Task.detached { [keeper] in await keeper.keep(run) }
    case .saveRun: break
    case .loadEvents(let run): Task.detached { [keeper] in await keeper.fetchEvents(of: run) }
    case .openEditor(let question, let text, let fileName): edit(question: question, text, fileName: fileName)
    case .suspend: suspend()
    case .redraw: screen.redraw()
    case .quit: ending = 0
    }
  }

  private func heed(_ arrival: Signals.Arrival) {
    switch arrival {
    case .windowChanged: send(.resized(screen.size), urgent: true)
    case .resume: screen.redraw()
    case .stop: suspend()
    case .interrupt: send(.key(.control("c")), urgent: true)
    case .terminate: leave(code: 128 + SIGTERM)
    case .hangUp: leave(code: 128 + SIGHUP)
    }
  }

  private func leave(code: Int32) {
    send(.leaving)
    ending = code
  }

  private func suspend() {
    flush()
    screen.suspend()
    send(.resized(screen.size), urgent: true)
  }

  private func edit(question: String, _ text: String, fileName: String) {
    flush()
    do throws(Refusal) {
      let edited = try ExternalEditor.edit(text, fileName: fileName, on: screen)
      send(.edited(question: question, text: edited), urgent: true)
    } catch {
      send(.editFailed(error.sentence), urgent: true)
    }
    send(.resized(screen.size), urgent: true)
  }

  private func drawIfDue() {
    guard isStale, ending == nil else { return }
    let now = Clock.nanoseconds
    guard now >= drawn + Self.frame else { return }
    screen.draw(view(model, size: screen.size))
    drawn = now
    isStale = false
  }

  private func wait() {
    var watched = [screen.fileDescriptor, mailbox.descriptor, signals.fileDescriptor].map {
      pollfd(fd: $0, events: Int16(POLLIN), revents: 0)
    }
    _ = poll(&watched, nfds_t(watched.count), timeout())
    // A terminal that hung up says nothing else: the signal may be blocked by whoever started us.
    if watched[0].revents & Int16(POLLHUP | POLLERR | POLLNVAL) != 0 { leave(code: 128 + SIGHUP) }
  }

  private func timeout() -> Int32 {
    var due: [UInt64] = []
    if isStale || model.wantsTicks { due.append(drawn + Self.frame) }
    if let save = plan.due { due.append(save) }
    guard let first = due.min() else { return -1 }
    let now = Clock.nanoseconds
    return first <= now ? 0 : Int32((first - now + 999_999) / 1_000_000)
  }

  private func saveIfDue() {
    if let due = plan.due, Clock.nanoseconds >= due { handOver() }
  }

  private func handOver() {
    guard plan.isPending else { return }
    plan.handOver()
    guard folder.access == .writable else { return }
    Task.detached { [keeper, book = model.book, revision = model.revision] in
      await keeper.keep(book, revision: revision)
    }
  }

  /// Writes the record on this thread: before the program ends, stops or hands the terminal over.
  private func flush() {
    guard model.revision != 0, folder.access == .writable else { return }
    plan.handOver()
    loss = nil
    do throws(BookError) {
      try folder.save(model.book)
    } catch {
      loss = error.description
      send(.saveFailed(error.description))
    }
  }
}
