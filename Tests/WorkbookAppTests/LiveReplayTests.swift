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
}
