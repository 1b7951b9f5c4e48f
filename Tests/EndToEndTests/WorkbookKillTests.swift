import AnswerBook
import Glibc
import Testing
import TmuxSession

extension EndToEnd {
  /// A worker is killed in the middle of a run: by keys, and with a typed command.
  @Suite(.enabled("tmux is missing; .ci/setup --test installs it") { TmuxSession.isInstalled })
  struct WorkbookKill {
    @Test func `x and x again kill a worker, and the run completes with all its results`() throws {
      let workbook = try OpenedWorkbook(at: "fault-predict")
      let session = workbook.session
      try workbook.beginAnswer()
      try session.type("All of them.")
      try workbook.endAnswer()
      try session.send("Tab")
      try session.wait(for: "r run")
      // The items are long, because keys may come late on a busy machine.
      try session.send("k", "Down", "C-u")
      try session.type("3,3,3,3,3,3,3,3")
      try session.send("Enter")
      try session.wait(for: "8\u{A0}items")
      try session.send("r")
      try session.wait(for: "x kill a worker")
      try session.wait(for: "ctrl-c stop")
      try session.send("x")
      try session.wait(for: "▸ worker 1")
      try session.send("Down")
      try session.wait(for: "▸ worker 2")
      try session.send("x")
      try session.wait(for: "killed, SIGKILL → replaced by pid")
      try workbook.waitForBook("faulty-map is run") { $0.runs["faulty-map"]?.count == 1 }
      let screen = try session.wait(for: "slept for 24.0 s in all")
      #expect(screen.contains("killed, SIGKILL → replaced by pid"))
      let report = try #require(try workbook.book.runs["faulty-map"]?.first?.report)
      #expect(report.items == 8 && report.assignment?.map { $0[0] } == Array(0..<8))
      #expect(report.deaths == 1 && report.workers[1].ended?.count == 1)
      try session.send("q")
      try workbook.waitForShell()
      #expect(workbook.isOver)
    }

    @Test func `in the plain workbook, the command kill does the same`() throws {
      let session = try TmuxSession(terminal: "dumb", columns: 120, rows: 45)
      try session.type("\(Workplace.poolbook) --plain --at fault-predict", enter: true)
      try session.wait(for: "Enter")
      try session.type("answer All of them.", enter: true)
      try session.type("go faulty-map", enter: true)
      try session.type("items 3,3,3,3", enter: true)
      try session.wait(for: "items is 3,3,3,3 now")
      try session.type("run", enter: true)
      try session.wait(for: "worker 4 took item")
      try session.type("kill 3", enter: true)
      try session.wait(for: "worker 3 is replaced by pid")
      let screen = try session.wait(for: "The workers slept 12.0 s in all")
      #expect(screen.contains("which will be handed out again"))
      #expect(screen.contains("killed, SIGKILL; handed out again: item 2"))
      try session.type("quit", enter: true)
    }
  }
}
