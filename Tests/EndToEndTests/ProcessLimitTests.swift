import AnswerBook
import Glibc
import Posix
import Testing
import TmuxSession

extension EndToEnd {
  /// A user who may not start another process or thread.
  @Suite(.enabled("it takes root, setpriv and prlimit") { LimitedUser.isPossible })
  struct ProcessLimit {
    @Test func `a run says that it can't start`() throws {
      let captured = try capture(LimitedUser.words(processes: 1) + ["run", "sleep", "--items", "0"])
      #expect(captured.end == .byItself(.exited(1)))
      #expect(String(decoding: captured.errors, as: UTF8.self).contains("The run can't begin ("))
    }

    @Test(.enabled("tmux is missing; .ci/setup --test installs it") { TmuxSession.isInstalled })
    func `the workbook saves with the threads that it has`() throws {
      // The main thread and the two that the workbook starts.
      let workbook = try OpenedWorkbook(
        at: "predict", with: ["chmod 777 .", "&&"] + LimitedUser.words(processes: 3).dropLast())
      let session = workbook.session
      try session.send("Enter")
      try session.type("mine")
      try workbook.waitForBook("the answer is saved") { $0.answers["predict"]?.text == "mine" }
      try session.send("Escape")
      try session.wait(for: "q quit")
      try session.send("q")
      try workbook.waitForShell()
    }

    @Test(.enabled("tmux is missing; .ci/setup --test installs it") { TmuxSession.isInstalled })
    func `a workbook that can't start its threads says so and doesn't open`() throws {
      let session = try TmuxSession(terminal: "xterm-256color")
      try session.type("chmod 777 . && " + LimitedUser.words(processes: 1).joined(separator: " "), enter: true)
      try session.wait(for: "poolbook: No thread can be started: ")
    }
  }
}

/// A user without privileges, who may have only some processes and threads.
private enum LimitedUser {
  /// The words that start the program as this user.
  static func words(processes: Int) -> [String] {
    ["setpriv", "--reuid=54321", "--regid=54321", "--clear-groups", "prlimit", "--nproc=\(processes)"]
      + [Workplace.poolbook]
  }

  /// Whether the program can be started as this user.
  static var isPossible: Bool {
    geteuid() == 0 && (try? capture(words(processes: 8) + ["--help"]).succeeded) == true
  }
}
