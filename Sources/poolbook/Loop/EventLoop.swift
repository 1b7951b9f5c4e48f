import Canvas
import Glibc
import Posix
import Terminal

/// Runs an app on the terminal: one thread waits for keys, messages and signals, updates the app and draws it.
///
/// It draws at once after a key, at most thirty times a second after anything else, and not at all while nothing happens.
/// Messages that come between two frames wait for the next one, so that a busy pool doesn't wake this thread all the time.
final class EventLoop<Effects: LoopEffects> {
  typealias App = Effects.App

  /// The app as it is now.
  private(set) var app: App
  /// The terminal.
  let screen: Screen

  private let effects: Effects
  private let mailbox: Mailbox<App.Message>
  private let signals: Signals
  private var exitCode: Int32?
  private var isStale = true
  private var isFirstFrame = true
  private var waitingKeys = KeyQueue()
  /// When the last frame was drawn, in nanoseconds of the monotonic clock; 0 if the next one shouldn't wait.
  private var drawn: UInt64 = 0
  private var lastDrawn: UInt64 = 0

  /// Makes a loop for an open screen. Other threads post the app's messages in the mailbox.
  init(app: App, screen: Screen, signals: Signals, mailbox: Mailbox<App.Message>, effects: Effects) {
    self.app = app
    self.screen = screen
    self.signals = signals
    self.mailbox = mailbox
    self.effects = effects
  }

  /// Runs until the app or a signal ends the program. Returns the exit code.
  func run() -> Int32 {
    send(.resized(screen.size))
    sendTick()
    while exitCode == nil {
      // A save that is due doesn't wait for a frame.
      if isTickDue { sendTick() }
      drawIfDue()
      wait()
      readKeys()
      let messages = takeMessages()
      // What a key or a message changes is recorded with its time.
      if !waitingKeys.isEmpty || !messages.isEmpty || isTickDue { sendTick() }
      handleKeys()
      for message in messages { send(message) }
      for arrival in signals.read() { handle(arrival) }
    }
    effects.close()
    // A run may have finished just before the end.
    for message in mailbox.takeAll() { send(message) }
    effects.flush(in: self)
    return exitCode ?? 0
  }

  /// Gives the app a message. After an urgent one, the next frame is drawn at once.
  func send(_ message: App.Message, urgent: Bool = false) {
    let wanted = app.update(message)
    for effect in wanted { effects.perform(effect, in: self) }
    isStale = true
    if urgent { drawn = 0 }
  }

  /// Drops the keys that wait, because another program gets the terminal or this one ends.
  func dropKeys() { waitingKeys.dropAll() }

  /// Ends the loop after the current message.
  func end(code: Int32) { exitCode = code }

  /// Stops the program as ctrl-Z does, until the shell continues it.
  func suspend() {
    effects.flush(in: self)
    screen.suspend()
    send(.resized(screen.size), urgent: true)
  }

  /// The shortest time between two frames that no key asked for, in nanoseconds: thirty a second, and twenty-two on a large
  /// screen, where each takes longer.
  private var frameTime: UInt64 { screen.size.width * screen.size.height > 6500 ? 45_000_000 : 33_000_000 }

  private var isTickDue: Bool {
    let now = SystemClock.monotonic
    return app.wantsTicks && now >= drawn + frameTime || app.nextTick.map { now >= $0 } ?? false
  }

  private func sendTick() {
    send(.tick(nanoseconds: SystemClock.monotonic, wallClock: SystemClock.wall))
  }

  private func takeMessages() -> [App.Message] {
    mailbox.takeAll().reduce(into: []) { messages, message in
      if let joined = messages.last?.joined(with: message) {
        messages[messages.count - 1] = joined
      } else {
        messages.append(message)
      }
    }
  }

  private func readKeys() {
    if !waitingKeys.isFull { waitingKeys.add(screen.readKeys()) }
  }

  /// Handles keys for a moment; the rest waits until input was read again.
  private func handleKeys() {
    let end = SystemClock.monotonic + frameTime / 3
    while !waitingKeys.isEmpty, exitCode == nil {
      send(.keys(takeKeys()), urgent: true)
      if SystemClock.monotonic >= end { break }
    }
    if !app.countsEveryKey { waitingKeys.dropExcess() }
  }

  /// Takes a few keys, so that input can be read again soon. Keys of a text take less time than commands.
  private func takeKeys() -> [Key] { waitingKeys.take(app.countsEveryKey ? 256 : 16) }

  private func handle(_ arrival: Signals.Arrival) {
    switch arrival {
    case .windowChanged: send(.resized(screen.size), urgent: true)
    case .resume: screen.redraw()
    case .stop: suspend()
    case .interrupt: send(.keys([.control("c")]), urgent: true)
    case .terminate(let signal): leave(signal: signal)
    case .hangUp: leave(signal: SIGHUP)
    }
  }

  private func leave(signal: Int32) {
    // What was typed before the signal belongs to the answer.
    readKeys()
    if !app.countsEveryKey { waitingKeys.dropExcess() }
    while !waitingKeys.isEmpty { send(.keys(takeKeys())) }
    send(.leaving)
    end(code: 128 + signal)
  }

  private func drawIfDue() {
    guard isStale, exitCode == nil else { return }
    let now = SystemClock.monotonic
    guard now >= drawn + frameTime else { return }
    // While input arrives faster than it is drawn, a key doesn't get a frame of its own.
    if !waitingKeys.isEmpty || screen.hasInput, now < lastDrawn + frameTime { return }
    screen.draw(app.view(size: screen.size))
    if isFirstFrame { effects.didDrawFirstFrame(app) }
    isFirstFrame = false
    drawn = now
    lastDrawn = now
    isStale = false
  }

  private func wait() {
    let isBetweenFrames = isStale && SystemClock.monotonic < drawn + frameTime
    // A negative number is not waited for.
    let descriptors = [screen.fileDescriptor, isBetweenFrames ? -1 : mailbox.descriptor, signals.fileDescriptor]
    var waits = descriptors.map { pollfd(fd: $0, events: Int16(POLLIN), revents: 0) }
    _ = poll(&waits, nfds_t(waits.count), timeout)
    // The parent may have blocked SIGHUP, so a terminal that is gone is also noticed here.
    if waits[0].revents & Int16(POLLHUP | POLLERR | POLLNVAL) != 0 { leave(signal: SIGHUP) }
  }

  /// Milliseconds until something is due; -1 if nothing is.
  private var timeout: Int32 {
    var times: [UInt64] = []
    if isStale || app.wantsTicks { times.append(drawn + frameTime) }
    if let next = app.nextTick { times.append(next) }
    if let due = screen.inputDue { times.append(due) }
    guard waitingKeys.isEmpty else { return 0 }
    guard let first = times.min() else { return -1 }
    let now = SystemClock.monotonic
    return first <= now ? 0 : Int32((first - now + 999_999) / 1_000_000)
  }
}
