package import Canvas
package import Experiments
package import LessonFormat
internal import Session
package import WorkerPool

/// A lesson in front of a class: one thing a page, revealed step by step. Nothing of it is recorded.
package struct PresentScreen: Sendable {
  /// Everything that can happen to it.
  package enum Message: Sendable {
    /// Keys or pasted text that arrived together.
    case keys([Key])
    /// The terminal has this size.
    case resized(Size)
    /// Nanoseconds of the monotonic clock, and seconds since 1970.
    case tick(nanoseconds: UInt64, wallClock: Double)
    /// What happened in the pool of a run.
    case runEvents(token: Int, [PoolEvent])
    /// A program wrote this.
    case runOutput(token: Int, [UInt8])
    /// A run is finished.
    case runFinished(token: Int, RecordedRun)
    /// A run failed or was stopped; the sentence says why.
    case runFailed(token: Int, String)
    /// Which Python runs the lesson's programs.
    case pythonFound(PythonFacts)
    /// The program is about to end.
    case leaving

    /// This message and the next one as one; `nil` if they aren't of the same run and the same kind.
    package func joined(with next: Message) -> Message? {
      switch (self, next) {
      case (.runEvents(let token, let events), .runEvents(let other, let more)) where other == token:
        .runEvents(token: token, events + more)
      case (.runOutput(let token, let bytes), .runOutput(let other, let more)) where other == token:
        .runOutput(token: token, bytes + more)
      default: nil
      }
    }
  }

  /// What it wants done outside of itself.
  package enum Effect: Sendable, Equatable {
    /// Make this run, of a program in a private folder that has these files, and report it under this token.
    case startRun(token: Int, RunRequest, programs: [ProgramFile])
    /// Stop the run of this token.
    case stopRun(token: Int)
    /// Show the speaker's notes of this page and step wherever they are open.
    case publish(page: Int, step: Int)
    /// Give the terminal to the shell.
    case suspend
    /// Send the whole screen again.
    case redraw
    /// End the program.
    case quit
  }

  /// The pages.
  package internal(set) var deck: PresentDeck
  let glyphs: Glyphs
  let machine: Machine
  /// Runs that were recorded before, by experiment, to be shown where there is no time or no free machine.
  let recordings: [String: [RecordedRun]]

  /// The page, and how many of its steps have been shown.
  package internal(set) var page = 0, step = 0
  /// The runs made here, by experiment.
  var runs: [String: [RecordedRun]] = [:]
  /// The settings that were changed here, by experiment.
  var settings: [String: ExperimentSettings] = [:]
  /// Whether experiments are run, or recordings are shown.
  var isLive: Bool
  /// Which recording of an experiment is shown.
  var recordingIndex: [String: Int] = [:]
  /// The Python that runs programs; `nil` if that isn't known yet.
  var python: PythonFacts?
  var live: LiveRun?
  var timeline: Timeline?
  /// Whether the last two runs are compared.
  var isComparing = false
  /// How much of a race between them has passed, from 0 to 1; `nil` if they don't race.
  var race: Double?
  /// How many hands were raised for each option, by question.
  var hands: [String: [Int]] = [:]
  /// What is being typed: a show of hands, the number of a page, or minutes.
  var entry: PresentEntry?
  var isBlack = false
  var showsHelp = false
  var remark: String?
  /// When the countdown ends, in seconds since 1970.
  var countdown: Double?
  var clock = ClockReading()
  /// When the last key was pressed, for the row of keys that hides.
  var lastKey: UInt64 = 0
  var size = Size(width: 80, height: 24)
  private var nextToken = 1

  /// How long the row of keys stays after a key, in nanoseconds.
  static let keysStay: UInt64 = 4_000_000_000

  /// Opens a deck at a page.
  package init(
    _ deck: PresentDeck, recordings: [String: [RecordedRun]] = [:], isLive: Bool = true, machine: Machine,
    glyphs: Glyphs,
    page: Int = 0
  ) {
    self.deck = deck
    self.recordings = recordings
    self.machine = machine
    self.glyphs = glyphs
    self.page = min(max(0, page), max(0, deck.pages.count - 1))
    self.isLive = isLive
  }

  /// Whether something moves by itself.
  package var wantsTicks: Bool {
    live != nil || race != nil || timeline?.isPlaying == true
  }

  /// When something changes although nothing moves: the row of keys hides, or the countdown goes on.
  package var nextTick: UInt64? {
    if countdown != nil { return clock.nanoseconds + 1_000_000_000 }
    let hide = lastKey + Self.keysStay
    return lastKey > 0 && clock.nanoseconds < hide ? hide : nil
  }

  /// Whether every key counts, because something is being typed.
  package var countsEveryKey: Bool { entry != nil }

  /// Handles a message.
  package mutating func update(_ message: Message) -> [Effect] {
    let before = (page, step)
    var effects: [Effect] = []
    switch message {
    case .keys(let keys): for key in keys { effects += press(key) }
    case .resized(let size):
      if self.size != size, size.width > 80 {
        remark = "80 columns or fewer are legible from the back; this is \(size.width): enlarge the type."
      }
      self.size = size
    case .tick(let nanoseconds, let wall):
      if let race {
        let next = race + Double(nanoseconds - min(nanoseconds, clock.nanoseconds)) / CompareLayer.raceTime
        self.race = next < 1 ? next : nil
      }
      clock = ClockReading(nanoseconds: nanoseconds, wall: wall)
      timeline?.tick(nanoseconds)
    case .runEvents(let token, let events): if live?.token == token { live?.apply(events) }
    case .runOutput(let token, let bytes):
      if live?.token == token { live?.printed.add(String(decoding: bytes, as: UTF8.self)) }
    case .runFinished(let token, let run): effects += finish(token, run)
    case .runFailed(let token, let sentence):
      if live?.token == token { (live, remark) = (nil, sentence) }
    case .pythonFound(let facts): found(facts)
    case .leaving: if let live { effects.append(.stopRun(token: live.token)) }
    }
    if before != (page, step) { effects.append(.publish(page: page, step: step)) }
    return effects
  }

  /// What is on the page.
  var content: PresentDeck.Content { deck.pages[page].content }

  /// The experiment of the page.
  var experiment: ExperimentSpec? {
    switch content {
    case .experiment(let spec): spec
    case .cell(let cell, _): cell.spec
    case .title, .prose, .job, .question: nil
    }
  }

  mutating func newToken() -> Int {
    defer { nextToken += 1 }
    return nextToken
  }
}

/// Something that the presenter types.
enum PresentEntry: Sendable, Equatable {
  /// How many hands were raised: `31 58 11`.
  case hands(String)
  /// A page's number.
  case jump(String)
  /// Minutes to count down.
  case minutes(String)
}
