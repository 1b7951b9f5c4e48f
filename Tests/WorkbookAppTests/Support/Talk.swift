import Canvas
import Experiments
import LessonFormat
import Testing

@testable import WorkbookApp

/// A presentation whose runs finish at once.
struct Talk {
  var screen: PresentScreen
  var effects: [PresentScreen.Effect] = []
  private var clock: UInt64 = 1_000_000_000

  private let finishesRuns: Bool

  /// What each run finds, for programs; `nil` for what the fake run finds.
  var findings: PythonFindings?

  init(
    _ lesson: Lesson = Desk.lesson, at id: String, recordings: [String: [RecordedRun]] = [:], isLive: Bool = true,
    finishesRuns: Bool = true
  ) throws {
    self.finishesRuns = finishesRuns
    let deck = PresentDeck(lesson)
    let page = try #require(deck.page(of: id))
    screen = PresentScreen(
      deck, recordings: recordings, isLive: isLive, machine: Desk.machine, glyphs: .utf8, page: page)
    send(.resized(Size(width: 80, height: 24)))
    send(.tick(nanoseconds: clock, wallClock: 1_700_000_000))
  }

  mutating func send(_ message: PresentScreen.Message) {
    for effect in screen.update(message) {
      effects.append(effect)
      guard finishesRuns, case .startRun(let token, let request, _) = effect else { continue }
      let fake = FakeRun(request, at: clock)
      var run = fake.record
      run.events = fake.events
      if let findings {
        if findings.maps.isEmpty { run.report.items = 0 }
        (run.report.result, run.events) = (.python(findings), findings.maps.isEmpty ? [] : fake.events)
      }
      send(.runEvents(token: token, fake.events))
      send(.runFinished(token: token, run))
    }
  }

  mutating func press(_ keys: Key...) { for key in keys { send(.keys([key])) } }

  mutating func wait(seconds: Double) {
    clock += UInt64(seconds * 1e9)
    send(.tick(nanoseconds: clock, wallClock: 1_700_000_000 + Double(clock) / 1e9))
  }

  /// The screen with ordinary blanks.
  var text: String { screen.view(size: screen.size).text.replacing("\u{A0}", with: " ") }

  /// The runs that were started, each with the files that it needs.
  var started: [(request: RunRequest, programs: [ProgramFile])] {
    effects.compactMap { if case .startRun(_, let request, let programs) = $0 { (request, programs) } else { nil } }
  }
}
