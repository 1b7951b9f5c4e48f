import Canvas
import Experiments
import Testing
import WorkerPool

@testable import WorkbookApp

@Suite struct ReplayTests {
  private let size = Size(width: 80, height: 24)

  /// A run of eight fives, at its first step and paused.
  private func screen(speed: Double? = nil, glyphs: Glyphs = .utf8, isPaused: Bool = true) -> ReplayScreen {
    var knobs = Knobs()
    knobs.items = .numbers(Array(repeating: 5, count: 8))
    knobs.processes = 2
    let fake = FakeRun(RunRequest(task: .processInfo, knobs: knobs), at: 1_000_000_000)
    var run = fake.record
    run.events = fake.events
    var screen = ReplayScreen(run, title: "a recorded run", speed: speed, glyphs: glyphs)
    if isPaused { press(&screen, .home) }
    return screen
  }

  private func press(_ screen: inout ReplayScreen, _ keys: Key...) {
    for key in keys { _ = screen.update(.keys([key])) }
  }

  private func rows(_ screen: ReplayScreen) -> String { screen.view(size: size).rows.joined(separator: "\n") }

  @Test func `a run plays to its end by itself and then rests`() {
    var screen = screen(speed: 1, isPaused: false)
    #expect(screen.wantsTicks)
    #expect(rows(screen).contains("the map begins"))
    var now: UInt64 = 0
    for _ in 0..<1000 where screen.wantsTicks {
      #expect(screen.update(.tick(nanoseconds: now, wallClock: 0)).isEmpty)
      now += 100_000_000
    }
    #expect(!screen.wantsTicks)
    #expect(rows(screen).contains("That was the last one: the map ends with it."))
    #expect(rows(screen).contains("space play"))
    press(&screen, "r")
    #expect(screen.wantsTicks && rows(screen).contains("the map begins"))
  }

  @Test func `the arrows go step by step, and home and end to the ends`() {
    var screen = screen()
    press(&screen, .right)
    #expect(rows(screen).contains("step 1 of 16"))
    #expect(!screen.wantsTicks)
    press(&screen, .end)
    let last = rows(screen)
    press(&screen, .right)
    #expect(rows(screen) == last)
    press(&screen, .home)
    #expect(rows(screen).contains("step 0 of 16"))
  }

  @Test func `chips carry the values of the list, and the sentence the number too`() {
    var screen = screen()
    press(&screen, .right)
    #expect(rows(screen).contains("» worker 1 took item 0, which is 5"))
    #expect(rows(screen).contains("waiting    5  5  5  5  5  5  5"))
    #expect(rows(screen).contains("results    [·, ·, ·, ·, ·, ·, ·, ·]"))
    press(&screen, .end)
    #expect(rows(screen).contains("waiting    nothing"))
    #expect(rows(screen).contains("results    [5, 5, 5, 5, 5, 5, 5, 5]"))
  }

  @Test func `of several equal values each chip has its number, too, and durations are left to the bars`() {
    let fives = ReplayLabels(.processInfo, knobs([5, 5, 7]))
    #expect(fives.chip(1..<2, room: 4) == "#1 5")
    #expect(fives.chip(1..<2, room: 3) == "#1")
    #expect(fives.short(1..<2) == "5" && fives.commonValue == nil)
    #expect(ReplayLabels(.processInfo, knobs([5, 5])).commonValue == "5")
    #expect(ReplayLabels(.processInfo, knobs([5, 6, 7])).chip(1..<2, room: 9) == "6")
    let naps = ReplayLabels(.sleep, knobs([1, 1, 2]))
    #expect((0..<3).map { naps.chip($0..<$0 + 1, room: 9) } == ["0", "1", "2"])
    #expect(naps.words(1..<2) == "item 1")
  }

  private func knobs(_ items: [Double]) -> Knobs {
    var knobs = Knobs()
    knobs.items = .numbers(items)
    return knobs
  }

  @Test(arguments: [(1, "real speed"), (0.02, "1/100 "), (0.01, "1/100 "), (1e-6, "1/100 000"), (1e6, "real speed")])
  func `the nearest speed is used`(speed: Double, words: String) {
    #expect(rows(screen(speed: speed)).contains("· \(words)"))
  }

  @Test func `plus is faster, minus slower, and space plays and pauses`() {
    var screen = screen(speed: 0.01)
    press(&screen, "-")
    #expect(rows(screen).contains("1/1 000"))
    press(&screen, "+")
    #expect(rows(screen).contains("1/100 · paused"))
    press(&screen, " ")
    #expect(!rows(screen).contains("paused"))
  }

  @Test func `even steps and true time change places, and true time can be stretched`() {
    var screen = screen(speed: 1)
    #expect(!rows(screen).contains("even steps ·"))
    press(&screen, "z")
    #expect(rows(screen).contains("real speed, 2× wider"))
    press(&screen, "e")
    #expect(rows(screen).contains("· even steps"))
    press(&screen, "-")
    #expect(rows(screen).contains("even steps 0.50×"))
  }

  @Test func `a digit goes to the next step of a worker`() {
    var screen = screen()
    press(&screen, "2")
    #expect(rows(screen).contains("» worker 2 took"))
    press(&screen, "2")
    #expect(rows(screen).contains("» worker 2 is done with"))
  }

  @Test func `q and escape quit, and ctrl-C does so with its exit code`() {
    var screen = screen()
    #expect(screen.update(.keys([.character("q")])) == [.quit(code: 0)])
    #expect(screen.update(.keys([.escape])) == [.quit(code: 0)])
    #expect(screen.update(.keys([.control("c")])) == [.quit(code: 130)])
    #expect(screen.update(.keys([.control("z")])) == [.suspend])
    #expect(screen.update(.keys([.control("l")])) == [.redraw])
    #expect(screen.update(.leaving).isEmpty)
  }

  @Test func `without UTF-8 only ASCII is drawn`() {
    var screen = screen(glyphs: .ascii)
    press(&screen, .end)
    #expect(rows(screen).utf8.allSatisfy { $0 < 0x80 })
  }
}

/// What a replay makes of the events of a run.
@Suite struct ReplayTrackTests {
  /// Two workers and three items; worker 1 is killed at item 0, which the new process does last.
  private static let events: [PoolEvent] = {
    func event(_ time: UInt64, _ kind: PoolEvent.Kind) -> PoolEvent { PoolEvent(time: time, kind: kind) }
    return [
      event(0, .poolStarted(workers: 2)), event(1, .workerStarted(worker: 0, pid: 11, host: "n1")),
      event(1, .workerStarted(worker: 1, pid: 12, host: "n1")), event(2, .workerReady(worker: 0)),
      event(2, .workerReady(worker: 1)),
      event(10, .mapStarted(map: 1, items: 3, chunk: 1, schedule: .dynamic, detail: .items)),
      event(11, .chunkStarted(worker: 0, items: 0..<1)), event(11, .itemStarted(worker: 0, item: 0)),
      event(12, .chunkStarted(worker: 1, items: 1..<2)),
      event(15, .workerEnded(worker: 0, pid: 11, end: .signalled(signal: 9))),
      event(15, .chunkReturned(worker: 0, items: 0..<1)), event(16, .workerStarted(worker: 0, pid: 13, host: "n1")),
      event(20, .chunkFinished(worker: 1, items: 1..<2)), event(21, .chunkStarted(worker: 1, items: 2..<3)),
      event(22, .chunkStarted(worker: 0, items: 0..<1)), event(30, .chunkFinished(worker: 1, items: 2..<3)),
      event(31, .chunkFinished(worker: 0, items: 0..<1)), event(32, .mapFinished(map: 1)),
    ]
  }()

  private let track = ReplayTrack(events)

  @Test func `each item is taken once and given back once, whatever else was reported`() {
    #expect(track.steps.count == 10)
    #expect(track.chips.map(\.items) == [0..<1, 1..<2, 2..<3, 0..<1])
    #expect(track.window == 10..<32)
  }

  @Test func `items of a process that was killed are given out again, and its successor is another process`() {
    #expect(track.chips.map(\.isLost) == [true, false, false, false])
    #expect(track.chips.map(\.isAgain) == [false, false, false, true])
    #expect(track.process(of: 0, after: 0) == 11)
    #expect(track.process(of: 0, after: 3) == nil)
    #expect(track.process(of: 0, after: 10) == 13)
  }

  @Test func `at every step each item waits, is under way or is done`() {
    for count in 0...track.steps.count {
      let progress = track.progress(after: count)
      let waiting = track.waiting(after: progress).flatMap { Array($0) }
      let underWay = progress.underWay.flatMap { Array(track.chips[$0].items) }
      #expect((waiting + underWay + progress.done.flatMap { Array($0) }).sorted() == [0, 1, 2], "after \(count) steps")
    }
    #expect(track.progress(after: 10).count == 3)
  }

  @Test func `every step has a sentence`() {
    let run = FakeRun(RunRequest(task: .processInfo, knobs: Knobs()), at: 1).record
    let sentences = (0...track.steps.count).map {
      ReplayWords(track: track, labels: ReplayLabels(run), count: $0).sentence
    }
    #expect(sentences.first == "3 items and 2 workers: the map begins")
    #expect(sentences.contains("worker 1, pid 11: killed, SIGKILL"))
    #expect(sentences.contains("item 0 went back from worker 1 to the queue"))
    #expect(sentences.contains("worker 1 is a new process now, pid 13"))
    #expect(sentences.contains("worker 1 took item 0, once more"))
    #expect(Set(sentences).count == sentences.count)
  }

  @Test func `an empty or a strange recording makes no steps and no trouble`() {
    #expect(ReplayTrack([]).steps.isEmpty)
    let strange: [PoolEvent] = [
      PoolEvent(time: 5, kind: .chunkStarted(worker: 7, items: 0..<1)),
      PoolEvent(time: 6, kind: .chunkFinished(worker: 0, items: 0..<9)),
      PoolEvent(time: 0, kind: .workerEnded(worker: 3, pid: 1, end: .exited(code: 0))),
    ]
    let track = ReplayTrack(strange)
    #expect(track.chips.isEmpty)
  }

  @Test(arguments: ["t", "c"] as [Key]) func `on a small screen, the way back is among the keys`(key: Key) {
    var desk = Desk(LessonSamples.sample, at: "first-map", width: 60, height: 20)
    desk.press("r", "r", key)
    #expect(desk.keyLine.contains("esc back"), "\(desk.keyLine)")
  }
}
