import Canvas
import Experiments
import LessonFormat
import Lessons
import Testing

@testable import WorkbookApp

/// A lesson in front of a class.
@Suite struct PresentTests {
  private static let deck = PresentDeck(Desk.lesson)

  private static func recording(chunk: Int) throws -> RecordedRun {
    let spec = try #require(Desk.lesson.experiments.first { $0.id == "first-map" })
    var knobs = spec.knobs
    try Knob.chunk.set(String(chunk), in: &knobs)
    let fake = FakeRun(RunRequest(experiment: spec.id, task: spec.task, knobs: knobs), at: 5)
    var run = fake.record
    run.events = fake.events
    return run
  }

  @Test func `every part of the lesson is on a page, and no page of prose is longer than a screen`() {
    let deck = Self.deck
    for section in deck.lesson.sections {
      #expect(deck.page(of: section.id) != nil)
      for part in section.parts { if let id = part.stopID { #expect(deck.page(of: id) != nil, "\(id)") } }
    }
    let setter = ProseSetter(width: 76, wholeWidth: 76, glyphs: .utf8)
    for page in deck.pages {
      guard case .prose(let blocks) = page.content, blocks.count > 1 else { continue }
      #expect(setter.lines(blocks).count <= 16)
    }
  }

  @Test func `a whole lesson can be shown with one key, and its last page stays`() throws {
    var talk = try Talk(at: Desk.lesson.sections[0].id)
    for _ in 0..<600 { talk.press(" ") }
    #expect(talk.screen.page == Self.deck.pages.count - 1)
    #expect(talk.text.contains("This is the last page"))
    for _ in 0..<600 { talk.press("b") }
    #expect(talk.screen.page == 0 && talk.screen.step == 0)
    #expect(!talk.effects.contains(.quit))
  }

  @Test func `a locked experiment is open, and its replay begins by itself`() throws {
    var talk = try Talk(at: "second-map")
    #expect(talk.text.contains("live on n1"))
    talk.press(" ")
    #expect(talk.text.contains("the map begins") && talk.screen.wantsTicks)
    talk.press(" ")
    #expect(talk.text.contains("4 items, 4 results, each of them 5."))
  }

  @Test func `what is revealed goes step by step, and back`() throws {
    var talk = try Talk(at: "container")
    #expect(talk.text.contains("A  ") && !talk.text.contains("✓"))
    talk.press(.pageDown)
    #expect(talk.text.contains("✓"))
    talk.press(.pageUp)
    #expect(!talk.text.contains("✓"))
  }

  @Test func `a show of hands is beside the options`() throws {
    var talk = try Talk(at: "container")
    talk.press("v", "3", "1", " ", "5", "8", " ", "1", "1", .enter)
    #expect(talk.text.contains("31") && talk.text.contains("58") && talk.text.contains("█"))
    talk.press("v", .enter)
    #expect(!talk.text.contains("58"))
  }

  @Test func `knobs are turned by single keys, and two runs are compared`() throws {
    var talk = try Talk(at: "chunk-size")
    talk.press("r", "C")
    #expect(talk.text.contains("r runs it"))
    talk.press("r", "c")
    #expect(!talk.text.contains("waiting") && talk.screen.wantsTicks, "they race")
    talk.wait(seconds: 1)
    talk.wait(seconds: 9)
    #expect(!talk.screen.wantsTicks)
    talk.press(.escape)
    #expect(talk.text.contains("waiting"))
    talk.press("P", "S", "W")
    #expect(talk.text.contains("range 1..<30001 → "))
  }

  @Test func `the header always says whether it is live or recorded`() throws {
    let run = try Self.recording(chunk: 1)
    var talk = try Talk(at: "first-map", recordings: ["first-map": [run, try Self.recording(chunk: 5)]], isLive: false)
    #expect(talk.text.contains("recorded on"))
    talk.press("r")
    #expect(talk.text.contains("chunk 1") && talk.text.contains("recorded on"))
    talk.press("r")
    #expect(talk.text.contains("chunk 5"))
    let starts = talk.effects.filter { if case .startRun = $0 { true } else { false } }
    #expect(starts.isEmpty)
    talk.press("R")
    #expect(talk.text.contains("live on n1"))
    var none = try Talk(at: "second-map", isLive: false)
    none.press("r")
    #expect(none.text.contains("There is no recording of second-map: R runs it live."))
  }

  @Test func `the recordings that come with the lesson are runs of its experiments`() throws {
    let runs = try BuiltInLesson.sharingWorkRuns.map { try RecordedRun.read($0) }
    for run in runs {
      let spec = try #require(Desk.lesson.experiments.first { $0.id == run.experiment }, "\(run.id)")
      #expect(spec.task == run.report.task, "\(run.id)")
      let replay = Timeline(run, title: "")
      #expect(!replay.steps.isEmpty, "\(run.id)")
    }
    #expect(runs.filter { $0.experiment == "chunk-size" }.map(\.report.chunk) == [15_000, 100, 1])
    #expect(runs.filter { $0.experiment == "primes-scale" }.map(\.report.processes) == [1, 2, 4, 6])
    #expect(runs.contains { $0.experiment == "faulty-map" && $0.report.deaths == 1 })
  }

  @Test func `a run goes on while other pages are shown, and another one doesn't stop it`() throws {
    var talk = try Talk(at: "first-map", finishesRuns: false)
    talk.press("r", "n", "n", "n", "o")
    let other = try #require(Self.deck.page(of: "second-map"))
    for digit in String(other + 1) { talk.press(.character(digit)) }
    talk.press(.enter, " ")
    #expect(talk.text.contains("first-map is still running: x stops it."))
    let stops = talk.effects.filter { if case .stopRun = $0 { true } else { false } }
    #expect(stops.isEmpty)
  }

  @Test func `a digit points at one worker and dims the others`() throws {
    var talk = try Talk(at: "first-map")
    talk.press("r", .character("2"))
    talk.press("]", "]", "]", "]")
    let canvas = talk.screen.view(size: talk.screen.size)
    let inks = Set((0..<24).flatMap { y in (0..<80).map { canvas[$0, y].style.ink } })
    #expect(inks.contains(.worker(1)) && !inks.contains(.worker(0)))
  }

  @Test func `a full stop makes the screen black, and any key brings it back`() throws {
    var talk = try Talk(at: "first-map")
    talk.press(".")
    let isBlank = talk.text.allSatisfy { $0.isWhitespace }
    #expect(isBlank)
    talk.press(".")
    #expect(talk.text.contains("first-map") || talk.text.contains("Ten items"))
  }

  @Test func `the row of keys hides after a while, and a wide screen is named at the start`() throws {
    var talk = try Talk(at: "first-map")
    talk.press("?", "?")
    #expect(talk.text.contains("? keys"))
    talk.wait(seconds: 5)
    #expect(!talk.text.contains("? keys"))
    talk.send(.resized(Size(width: 140, height: 45)))
    #expect(talk.text.contains("80 columns or fewer are legible from the back; this is 140: enlarge the type."))
  }

  @Test func `the countdown counts, and pages can be jumped to by number`() throws {
    var talk = try Talk(at: "first-map")
    talk.press("T", "5", .enter)
    talk.wait(seconds: 1)
    #expect(talk.screen.nextTick != nil)
    #expect(talk.text.contains("4:5"))
    talk.press("o", "2", .enter)
    #expect(talk.screen.page == 1)
    talk.press("o", "9", "9", "9", .enter)
    #expect(talk.text.contains("There are pages 1 to"))
  }

  @Test func `notes follow the presentation and say what is next`() throws {
    var notes = NotesScreen(Self.deck, glyphs: .utf8, secondsFromUTC: 0)
    let size = Size(width: 80, height: 24)
    #expect(notes.view(size: size).text.contains("Waiting for `poolbook present"))
    let page = try #require(Self.deck.page(of: "first-map"))
    _ = notes.update(.tick(nanoseconds: 1, wallClock: 1_700_000_125))
    _ = notes.update(
      .moved(.init(lesson: Desk.lesson.id, page: page, step: 0, began: 1_700_000_000)))
    let text = notes.view(size: size).text
    #expect(text.contains("now   experiment first-map") && text.contains("next  run first-map"))
    #expect(text.contains("2:05"))
    #expect(text.contains("Run first-map three times"))
    #expect(notes.update(.keys(["q"])) == [.quit])
  }

  @Test func `notes of a place that no presentation has are still notes`() {
    var notes = NotesScreen(Self.deck, glyphs: .utf8, secondsFromUTC: -90_000)
    for page in [-1, 0, 3, .max] {
      for step in [-1, 0, .max] {
        for began in [-1e308, 0, 1e308] {
          _ = notes.update(.moved(.init(lesson: Desk.lesson.id, page: page, step: step, began: began)))
          for size in Self.smallSizes { _ = notes.view(size: size) }
        }
      }
    }
    #expect(notes.view(size: Size(width: 80, height: 24)).text.contains("Waiting for"))
  }

  private static let smallSizes = [(1, 1), (3, 40), (40, 3), (12, 5), (17, 8), (24, 10), (59, 19), (60, 20)]
    .map { Size(width: $0.0, height: $0.1) }

  @Test(arguments: smallSizes) func `every page can be drawn on a small screen`(size: Size) throws {
    var talk = try Talk(at: Desk.lesson.sections[0].id)
    talk.send(.resized(size))
    for _ in Self.deck.pages.indices {
      for keys: [Key] in [
        [], ["v", "3", " ", "7", .enter], [" "], ["m"], ["e"], [" "], ["C", "r", "c"], ["?"], ["o"],
      ] {
        for key in keys { talk.press(key) }
        #expect(talk.screen.view(size: size).size == size)
      }
      talk.press(.escape, .escape, "n")
    }
  }

  @Test func `only the runs that can still be compared keep their events`() throws {
    var talk = try Talk(at: "first-map")
    for _ in 0..<5 { talk.press("r") }
    #expect(talk.screen.runs["first-map"]?.map(\.events.isEmpty) == [true, true, true, false, false])
  }

  @Test func `keys and recordings are only offered where there are any`() throws {
    var talk = try Talk(at: "second-map")
    talk.press("R", "r")
    let rows = talk.screen.view(size: Size(width: 80, height: 24)).rows
    #expect(rows.last?.contains("There") == false && rows.last?.contains("compare") == false, "\(rows)")
    #expect(rows.contains { $0.contains("There is no recording of it: R, then r runs it.") })
    talk.press("R", "r", "r")
    let last = talk.screen.view(size: Size(width: 80, height: 24)).rows.last ?? ""
    #expect(last.contains("c compare") && last.firstMatch(of: /q end +\d+\/\d+$/) != nil, "\(last)")
  }

  @Test func `all sizes of a scale are compared, made here or recorded`() throws {
    var talk = try Talk(at: "primes-scale")
    talk.press("r")
    #expect(talk.screen.runs["primes-scale"]?.count == 4)
    talk.press("c")
    talk.wait(seconds: 6)
    for words in ["Same work, 1, 2, 4 and 6 processes", "1, 2, 4, 6 processes", "1 process ", "4 processes "] {
      #expect(talk.text.contains(words), "\(words): \(talk.text)")
    }
    let recorded = try #require(talk.screen.runs["primes-scale"])
    var second = try Talk(at: "primes-scale", recordings: ["primes-scale": recorded], isLive: false)
    second.press("r", "c")
    #expect(second.text.contains("Same work, 1, 2, 4 and 6 processes"))
    // A single size is compared with the run before it.
    talk.press("c", "P", "r", "c")
    #expect(talk.screen.comparedRuns(of: try #require(talk.screen.experiment))?.count == 2)
  }

  @Test func `ctrl-C stops a run before it ends the presentation`() throws {
    var talk = try Talk(at: "first-map", finishesRuns: false)
    talk.press("r", .control("c"))
    #expect(talk.effects.last == .stopRun(token: 1))
    talk.send(.runFailed(token: 1, "The run was stopped."))
    talk.press(.control("c"))
    #expect(talk.effects.last == .quit)
  }

  @Test func `x stops a run under way from any page, and says why it can't otherwise`() throws {
    var talk = try Talk(at: "first-map", finishesRuns: false)
    talk.press("x")
    #expect(talk.text.contains("No run is under way: r runs it."))
    #expect(!talk.effects.contains { if case .startRun = $0 { true } else { false } })
    talk.press("r", "n", "x")
    #expect(talk.effects.last == .stopRun(token: 1))
    talk.send(.runFailed(token: 1, "The run was stopped."))
    talk.press("x")
    #expect(talk.text.contains("No run is under way."))
    talk.press("p", "R", "x")
    #expect(talk.text.contains("No run is under way.") && !talk.text.contains("under way: r"))
  }

  @Test func `the result says who took what without pids, names of processes or a list in Python`() throws {
    var talk = try Talk(at: "second-map")
    talk.press("r", " ")
    #expect(talk.text.contains("4 items, 4 results, each of them 5."))
    #expect(talk.text.contains("#3   5"))
    for words in ["pid", "worker-", "('", "4107"] { #expect(!talk.text.contains(words)) }
    talk = try Talk(at: "first-map")
    talk.press("r", " ")
    #expect(talk.text.contains("10 items, 10 results, in the order of the items."))
    for words in ["pid", "worker-", "('", "4107"] { #expect(!talk.text.contains(words)) }
  }

  @Test func `the hands of the room are beside the result`() throws {
    var talk = try Talk(at: "second-map")
    talk.press("p", "v", "3", "1", " ", "5", "8", .enter, "n", "r", " ")
    #expect(talk.text.contains("the room said:   31   58"))
  }
}
