import Glibc
import Testing
import TmuxSession

extension EndToEnd {
  /// `poolbook present` and the speaker's notes in a second terminal.
  @Suite(.enabled("tmux is missing; .ci/setup --test installs it") { TmuxSession.isInstalled })
  struct Presentations {
    private let workplace: Workplace

    init() throws {
      workplace = try Workplace()
      // Notes follow any presentation of this user, so that the lesson is one that nobody else presents.
      try workplace.write(shortLesson.replacing("id: sharing-work\n", with: "id: talk-\(getpid())\n"), to: "short.md")
    }

    private func present(_ words: String, _ environment: [String: String]) throws -> TmuxSession {
      let session = try TmuxSession(terminal: "xterm-256color", environment: environment)
      try session.type("cd \(workplace.path) && exec \(Workplace.poolbook) present \(words)", enter: true)
      return session
    }

    @Test func `notes follow the presentation of their lesson, whichever else there is, until it is killed`() throws {
      let environment = ["XDG_RUNTIME_DIR": workplace.path]
      // The notes' terminal doesn't know the folder of the session.
      let notes = try present("short.md --notes", ["XDG_RUNTIME_DIR": ""])
      try notes.wait(for: "Waiting for")
      let other = try present("sharing-work", environment)
      try other.wait(for: "Welcome")
      let talk = try present("short.md", environment)
      try notes.wait(for: "page 1 of")
      try talk.send("n")
      try notes.wait(for: "page 2 of")
      try other.send("Space", "q")
      try talk.send("n")
      try notes.wait(for: "page 3 of")
      let process = try #require(pid_t(try talk.value("#{pane_pid}")))
      kill(process, SIGKILL)
      try notes.wait(for: "Waiting for")
    }
  }
}
