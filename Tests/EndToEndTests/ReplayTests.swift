import FoundationEssentials
import Testing
import TmuxSession

extension EndToEnd {
  /// `poolbook replay` on a terminal.
  @Suite(.enabled("tmux is missing; .ci/setup --test installs it") { TmuxSession.isInstalled })
  struct Replays {
    private let session: TmuxSession

    init() throws {
      session = try TmuxSession(terminal: "xterm-256color", columns: 100, rows: 40)
      try session.type(
        "\(Workplace.poolbook) run process-info --processes 2 --events run.jsonl > lines; clear; echo recorded",
        enter: true)
      try session.wait(for: "recorded\n")
    }

    @Test func `a replay has a screen with keys, and prints the results when it ends`() throws {
      try session.type("\(Workplace.poolbook) replay run.jsonl --speed 0.001; echo code $?", enter: true)
      try session.wait(for: "1/1 000")
      try session.send("End")
      try session.wait(for: "1/1 000 · paused")
      try session.send("q")
      let screen = try session.wait(for: "code 0")
      #expect(screen.contains("results, in the order of the items"))
      #expect(try session.value("#{alternate_on}") == "0")
    }

    @Test func `ctrl-C ends a replay with 130`() throws {
      try session.type("\(Workplace.poolbook) replay run.jsonl; echo code $?", enter: true)
      try session.wait(for: "q quit")
      try session.send("C-c")
      try session.wait(for: "code 130")
    }

    @Test func `F2 keeps a replay of the workbook as a picture, as text and as a recording`() throws {
      let workbook = try OpenedWorkbook(at: "first-map")
      try workbook.session.send("r")
      try workbook.session.wait(for: "10 results")
      try workbook.session.send("t")
      try workbook.session.wait(for: "even steps")
      try workbook.session.send("F2")
      let screen = try workbook.session.wait(for: ", for asciinema, .cast.")
      let path = try #require(screen.firstMatch(of: /Kept as (pictures\/\S+)\.svg/)?.1)
      let stem = "\(workbook.session.directory)/sharing-work/\(path)"
      let cast = try String(contentsOfFile: stem + ".cast", encoding: .utf8).split(separator: "\n")
      #expect(cast[0].contains("\"width\": 80") && cast.count > 20)
      #expect(try String(contentsOfFile: stem + ".svg", encoding: .utf8).contains("<title>"))
      #expect(try String(contentsOfFile: stem + ".txt", encoding: .utf8).contains("even steps"))
      try workbook.session.send("q")
      try workbook.session.wait(for: "q quit")
    }

    @Test func `with --plain, a replay describes the run in sentences`() throws {
      try session.type("\(Workplace.poolbook) replay run.jsonl --plain --speed 1; echo code $?", enter: true)
      let screen = try session.wait(for: "code 0")
      #expect(screen.contains("took item 9"))
      #expect(screen.contains("results, in the order of the items"))
    }
  }
}
