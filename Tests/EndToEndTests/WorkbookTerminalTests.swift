import Glibc
import Testing
import TmuxSession

extension EndToEnd {
  /// The workbook on various terminals and in various sizes.
  @Suite(.enabled("tmux is missing; .ci/setup --test installs it") { TmuxSession.isInstalled })
  struct WorkbookTerminal {
    @Test(arguments: ["xterm-256color", "screen-256color", "tmux-256color", "linux", "vt100"])
    func `a run is made and shown`(terminal: String) throws {
      let workbook = try OpenedWorkbook(terminal: terminal, at: "first-map")
      let session = workbook.session
      try session.send("r")
      try session.wait(for: "10 results")
      try session.send("q")
      try workbook.waitForShell()
    }

    @Test func `on a terminal that can't move its cursor, one sentence names --plain`() throws {
      let session = try TmuxSession(terminal: "dumb", columns: 120)
      try session.type("\(Workplace.poolbook); echo code $?", enter: true)
      let screen = try session.wait(for: "code 1")
      #expect(screen.contains("--plain"))
    }

    @Test func `NO_COLOR turns colours off`() throws {
      let workbook = try OpenedWorkbook(at: "first-map", environment: ["NO_COLOR": "1"])
      try workbook.session.send("r")
      try workbook.session.wait(for: "10 results")
      let screen = try workbook.session.screen(colors: true)
      #expect(screen.firstRange(of: /\u{1B}\[[0-9;]*(3[0-7]|38|9[0-7])[;m]/) == nil)
      #expect(screen.contains("worker 1"))
    }

    @Test func `in the C locale only ASCII is written`() throws {
      let workbook = try OpenedWorkbook(at: "first-map", environment: ["LC_ALL": "C"])
      try workbook.session.send("r")
      let screen = try workbook.session.wait(for: "10 results")
      #expect(screen.utf8.allSatisfy { $0 < 0x80 })
    }

    @Test func `a window that is too small says so, and shows the page when it is enlarged`() throws {
      let workbook = try OpenedWorkbook(at: "first-map")
      let session = workbook.session
      try session.resize(columns: 50, rows: 15)
      try session.wait(until: "only that is shown") { screen in
        let words = screen.split(whereSeparator: \.isWhitespace)
        return words.starts(with: ["This", "window", "is", "50", "by", "15;"]) && words.count < 20
      }
      try session.resize(columns: 120, rows: 40)
      try session.wait(for: "q quit")
      try session.wait(for: "first-map")
      try session.resize(columns: 80, rows: 24)
      try session.wait(until: "the page is 80 columns wide again") { screen in
        screen.split(separator: "\n").contains { $0 == String(repeating: "─", count: 80) } && screen.contains("q quit")
      }
    }

    @Test func `an idle workbook uses no processor time`() throws {
      let workbook = try OpenedWorkbook(at: "first-map")
      try workbook.session.send("r")
      try workbook.waitForBook("first-map is run") { $0.runs["first-map"]?.count == 1 }
      let pid = try workbook.pid
      // Until the processor time is the same a hundred times in a row.
      var last = -1
      var still = 0
      try eventually("it is idle") {
        let ticks = Processes.ticks(pid)
        still = ticks == last ? still + 1 : 0
        last = ticks
        return still == 100
      }
    }
  }
}
