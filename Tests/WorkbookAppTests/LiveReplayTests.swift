import Experiments
import Testing
import WorkerPool

@testable import WorkbookApp

/// The replay of a run that is still under way.
@Suite struct LiveReplayTests {
  @Test func `it goes on with the run, stays where somebody has stepped back to, and ends as the recording`() throws {
    var desk = Desk(at: "first-map")
    desk.finishesRuns = false
    desk.press(.character("r"))
    let request = try #require(desk.model.live).request
    let fake = FakeRun(request, at: 1_000_000_000)
    desk.press(.character("t"))
    #expect(desk.screen.contains("The workers are starting."))
    let started = fake.events.firstIndex { if case .chunkStarted = $0.kind { true } else { false } }
    let cut = try #require(started) + 5
    desk.send(.runEvents(token: 1, Array(fake.events.prefix(cut))))
    #expect(desk.screen.contains("under way"))
    let first = desk.screen
    #expect(first.contains("step 5 of 5"))
    desk.press(.left)
    desk.send(.runEvents(token: 1, Array(fake.events.dropFirst(cut).prefix(2))))
    #expect(desk.screen.contains("step 4 of 7"))
    desk.press(.end)
    var record = fake.record
    record.events = fake.events
    desk.send(.runEvents(token: 1, Array(fake.events.dropFirst(cut + 2))))
    desk.send(.runFinished(token: 1, record))
    #expect(desk.screen.contains("step 20 of 20") && desk.screen.contains("paused"))
  }
  @Test func `a long run is followed as far as its events are kept, and then read as a whole`() throws {
    var desk = Desk(try LivePictureTests.lesson("task: primes, range: 1..<4001, processes: 2, chunk: 1"), at: "picture")
    desk.finishesRuns = false
    desk.press("r")
    let fake = FakeRun(try #require(desk.model.live).request, at: 1_000_000_000, chunk: 1)
    try #require(fake.events.count > LiveRun.mostEvents)
    desk.press("t")
    for start in stride(from: 0, to: fake.events.count, by: 500) {
      desk.send(.runEvents(token: 1, Array(fake.events[start..<min(start + 500, fake.events.count)])))
      if start == 5000 { desk.press(.left) }
    }
    let steps = try #require((desk.model.layer as? Timeline)?.steps.count)
    #expect(desk.screen.contains("step \(steps - 1) of \(steps)"))
    var record = fake.record
    record.events = fake.events
    desk.send(.runFinished(token: 1, record))
    #expect(desk.screen.contains("step \(steps - 1) of 8000"))
  }

  @Test func `events of one run that wait together are one message`() throws {
    let events = FakeRun(RunRequest(task: .sleep, knobs: Knobs()), at: 1).events
    let (first, rest) = (Array(events.prefix(2)), Array(events.dropFirst(2)))
    let shown = PresentScreen.Message.runEvents(token: 3, first).joined(with: .runEvents(token: 3, rest))
    guard case .runEvents(3, events) = Message.runEvents(token: 3, first).joined(with: .runEvents(token: 3, rest)),
      case .runEvents(3, events) = shown
    else {
      Issue.record("They aren't joined.")
      return
    }
    #expect(Message.runEvents(token: 3, first).joined(with: .runEvents(token: 4, rest)) == nil)
    #expect(Message.runEvents(token: 3, first).joined(with: .flushing) == nil)
    #expect(Message.flushing.joined(with: .runEvents(token: 3, rest)) == nil)
  }

  @Test func `what a program wrote in many pieces is one message`() throws {
    guard case .runOutput(3, [1, 2, 3])? = Message.runOutput(token: 3, [1]).joined(with: .runOutput(token: 3, [2, 3]))
    else {
      Issue.record("They aren't joined.")
      return
    }
    #expect(Message.runOutput(token: 3, [1]).joined(with: .runOutput(token: 4, [2])) == nil)
    #expect(Message.runOutput(token: 3, [1]).joined(with: .runEvents(token: 3, [])) == nil)
  }
}
