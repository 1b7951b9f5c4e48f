import Glibc
import Posix
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

    @Test(.enabled("python3 is missing; .ci/setup --test installs it") { findProgram("python3") != nil })
    func `a cell's solution runs with a real Python in a folder of its own, which is removed`() throws {
      let lesson = #"""
        ---
        format: 1
        id: cells
        version: 1
        title: Cells
        ---

        # Squares {#section}

        <!-- question {id: square, kind: code, file: square.py} -->
        Write the function.
        <!-- checks -->
        ```yaml
        - value: square(7)
          is: 49
        ```
        <!-- solution -->
        ```python
        def square(n):
            return n * n
        ```
        <!-- end -->

        ```python
        import sys
        from multiprocessing import Pool
        from square import square

        if __name__ == "__main__":
            with Pool(int(sys.argv[1])) as pool:
                print("sum", sum(pool.map(square, range(10))), "by", sys.argv[1])
        ```

        ```experiment
        id: sum
        task: python
        file: sum.py
        starter: above
        uses: [square]
        processes: [1, 2]
        ```
        """#
      try workplace.write(lesson, to: "cells.md")
      let temporary = workplace.path + "/temporary"
      #expect(mkdir(temporary, 0o700) == 0)
      let talk = try present("cells.md --at square", ["TMPDIR": temporary])
      try talk.wait(for: "Write the function.")
      try talk.send("r")
      try talk.wait(for: "The check passed.")
      #expect(names(in: temporary).count == 1)
      try talk.send("n", "n", "r")
      try talk.wait(for: "waiting")
      try talk.send("c")
      try talk.wait(for: "Same work, different processes")
      try talk.send("q")
      try eventually("the folder is removed") { names(in: temporary).isEmpty }
      #expect(!names(in: workplace.path).contains { $0.hasSuffix(".py") || $0 == "cells" })
    }
  }
}
