import AnswerBook
import Glibc
import LessonFormat
import Posix
import Testing
import TmuxSession

extension EndToEnd {
  /// Code cells in a hidden terminal, with a real Python.
  @Suite(
    .enabled("tmux or python3 is missing; .ci/setup --test installs them") {
      TmuxSession.isInstalled && findProgram("python3") != nil
    })
  struct WorkbookCells {
    private let session: TmuxSession
    private var file: String { session.directory + "/cells/count.py" }

    init() throws {
      session = try TmuxSession(terminal: "xterm-256color")
      try write(Self.lesson, to: session.directory + "/cells.md")
      try session.type("\(Workplace.poolbook) cells.md", enter: true)
      try session.wait(for: "q quit")
      // A lesson from a file says first what it runs.
      try session.send("r")
      try session.wait(for: "Press r again to go on.")
    }

    private static let lesson = #"""
      ---
      format: 1
      id: cells
      version: 1
      title: Cells
      ---

      # Count {#section}

      <!-- question {id: count, kind: code, file: count.py} -->
      Count with two workers.

      ```python
      from multiprocessing import Pool

      def square(n):
          return n * nothing

      if __name__ == "__main__":
          with Pool(2) as pool:
              print("sum", sum(pool.map(square, range(10))))
      ```
      <!-- end -->
      """#

    private func write(_ text: String, to path: String) throws {
      let stream = try #require(fopen(path, "we"))
      fputs(text, stream)
      fclose(stream)
    }

    @Test func `a program fails, its line is marked, it is corrected in the field, and it runs`() throws {
      try session.send("r")
      try session.wait(for: "nothing' is not defined")
      try session.wait(until: "the line is marked") { $0.contains("!     return n * nothing") }
      try session.send("T")
      try session.wait(for: "Traceback (most recent call last)")
      try session.send("Escape")
      try session.wait(for: "enter answer")
      try session.send("Enter")
      try session.wait(for: "F5 run")
      for key in ["Down", "Down", "Down", "End"] { try session.send(key) }
      for _ in "nothing" { try session.send("BSpace") }
      try session.type("n")
      try session.send("F5")
      try session.wait(for: "sum 285")
      try session.send("Escape")
      try session.wait(until: "the result is below") { $0.contains("worker 2") && $0.contains("sum 285") }
      try session.wait(until: "nothing is marked") { !$0.contains("!     return") }
    }

    @Test func `a watched file runs each time another program saves it`() throws {
      try session.send("w")
      try session.wait(for: "watched")
      try eventually("the file is written") { access(file, F_OK) == 0 }
      try write("print('first', 6 * 7)\n", to: file)
      try session.wait(for: "first 42")
      // As vim does it.
      try write("print('second', 6 * 8)\n", to: file + ".new")
      #expect(rename(file + ".new", file) == 0)
      try session.wait(for: "second 48")
      try session.wait(until: "the text is shown") { $0.contains("print('second', 6 * 8)") }
      try session.send("q")
      let lesson = try Lesson.parse(Self.lesson, file: "cells.md")
      try eventually("the answer is recorded") {
        try BookFolder.read(session.directory + "/cells", lesson: lesson)?.book.answers["count"]?.text
          == "print('second', 6 * 8)\n"
      }
    }
  }
}
