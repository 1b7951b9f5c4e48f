import Canvas
import Experiments
import Testing

@testable import WorkbookApp

@Suite struct ReplayTests {
  private let size = Size(width: 80, height: 24)

  private func screen(speed: Double? = nil, glyphs: Glyphs = .utf8) -> ReplayScreen {
    var knobs = Knobs()
    knobs.items = .numbers(Array(repeating: 5, count: 8))
    knobs.processes = 2
    let fake = FakeRun(RunRequest(task: .processInfo, knobs: knobs), at: 1_000_000_000)
    var run = fake.record
    run.events = fake.events
    return ReplayScreen(run, title: "a recorded run", speed: speed, glyphs: glyphs)
  }

  private func rows(_ screen: ReplayScreen) -> String { screen.view(size: size).rows.joined(separator: "\n") }

  @Test func `a run plays to its end by itself and then rests`() {
    var screen = screen(speed: 1)
    #expect(screen.wantsTicks)
    #expect(rows(screen).contains("Before the first event."))
    var now: UInt64 = 0
    for _ in 0..<1000 where screen.wantsTicks {
      #expect(screen.update(.tick(nanoseconds: now, wallClock: 0)).isEmpty)
      now += 100_000_000
    }
    #expect(!screen.wantsTicks)
    #expect(rows(screen).contains("worker 2"))
    #expect(rows(screen).contains("space play"))
  }

  @Test func `the arrows go event by event, and home and end to the ends`() {
    var screen = screen()
    _ = screen.update(.keys([.right]))
    #expect(rows(screen).contains(" 1 of "))
    #expect(!screen.wantsTicks)
    _ = screen.update(.keys([.end]))
    let last = rows(screen)
    _ = screen.update(.keys([.right]))
    #expect(rows(screen) == last)
    _ = screen.update(.keys([.home]))
    #expect(rows(screen).contains("Before the first event."))
  }

  @Test(arguments: [(1, "real speed"), (0.02, "1/100"), (0.01, "1/100"), (1e-6, "1/1000"), (1e6, "real speed")])
  func `the nearest speed is used`(speed: Double, words: String) {
    #expect(rows(screen(speed: speed)).contains("at \(words)"))
  }

  @Test func `plus is faster, minus slower, and space pauses`() {
    var screen = screen(speed: 0.01)
    _ = screen.update(.keys([.character("-")]))
    #expect(rows(screen).contains("1/1000"))
    _ = screen.update(.keys([.character("+")]))
    _ = screen.update(.keys([.character(" ")]))
    #expect(rows(screen).contains("paused at 1/100"))
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
    _ = screen.update(.keys([.end]))
    #expect(rows(screen).utf8.allSatisfy { $0 < 0x80 })
  }
}
