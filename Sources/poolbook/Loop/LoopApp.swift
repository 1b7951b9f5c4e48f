import Canvas

/// An app that the event loop can run: a value that changes by messages and is drawn as a canvas.
protocol LoopApp {
  /// Everything that can happen to the app.
  associatedtype Message: LoopMessage
  /// What the app wants done outside of itself.
  associatedtype Effect

  /// Handles a message.
  mutating func update(_ message: Message) -> [Effect]
  /// Draws the app.
  func view(size: Size) -> Canvas
  /// Whether the app wants a tick for every frame, because something moves without a message.
  var wantsTicks: Bool { get }
  /// Whether every key counts, however many wait, because text is being written. Otherwise keys are dropped if they come
  /// faster than they can be handled.
  var countsEveryKey: Bool { get }
  /// When the app wants the next tick although nothing moves, in nanoseconds of the monotonic clock; `nil` if it doesn't.
  var nextTick: UInt64? { get }
}

/// The messages that every app gets from the loop. An enum with cases of these names needs nothing else.
protocol LoopMessage: Sendable {
  /// The user pressed keys or pasted: everything that arrived together.
  static func keys(_ keys: [Key]) -> Self
  /// The terminal has this size: sent at the start and after every change.
  static func resized(_ size: Size) -> Self
  /// Time has passed: nanoseconds of the monotonic clock, and seconds since 1970.
  static func tick(nanoseconds: UInt64, wallClock: Double) -> Self
  /// The program is about to end because of a signal, or because the terminal is gone.
  static var leaving: Self { get }

  /// This message and the next one as one that does the same in less time; `nil` if they have to be handled apart.
  func joined(with next: Self) -> Self?
}

extension LoopMessage {
  func joined(with next: Self) -> Self? { nil }
}

/// Performs the effects of an app while the loop runs it.
protocol LoopEffects: AnyObject {
  associatedtype App: LoopApp

  /// Called once, after the first frame: what can wait must not delay it.
  func didDrawFirstFrame(_ app: App)
  /// Performs one effect.
  func perform(_ effect: App.Effect, in loop: EventLoop<Self>)
  /// Saves everything on the calling thread: before the program stops, ends, or hands the terminal to another program.
  func flush(in loop: EventLoop<Self>)
  /// Ends everything that was started. Called once, after the last message.
  func close()
}

extension LoopEffects {
  func didDrawFirstFrame(_ app: App) {}
}
