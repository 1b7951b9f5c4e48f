import AnswerBook
import Glibc
import Testing
import TmuxSession

extension EndToEnd {
  /// However the workbook ends or pauses, the shell and the record are intact.
  @Suite(.enabled("tmux is missing; .ci/setup --test installs it") { TmuxSession.isInstalled })
  struct WorkbookEnding {
    /// The output of `stty -a` in the shell, on a cleared screen.
    private func modes(_ session: TmuxSession) throws -> String {
      try session.type("clear; stty -a; echo END", enter: true)
      let screen = try session.wait(until: "stty has printed the modes") {
        $0.contains("\nEND") && $0.contains("speed")
      }
      guard let start = screen.firstRange(of: "speed"), let end = screen.firstRange(of: "\nEND") else { return "" }
      return String(screen[start.lowerBound..<end.lowerBound])
    }

    @Test func `the terminal's modes are the same before and after, whatever ends the workbook`() throws {
      let workbook = try OpenedWorkbook(at: "predict")
      let session = workbook.session
      try session.send("q")
      try workbook.waitForShell()
      let before = try modes(session)
      for signal in [SIGTERM, SIGHUP, SIGSEGV] {
        try workbook.open(at: "predict")
        try session.wait(for: "q quit")
        kill(try workbook.pid, signal)
        try workbook.waitForShell()
        #expect(try modes(session) == before)
      }
      #expect(workbook.isOver)
    }

    @Test(arguments: [SIGTERM, SIGHUP, SIGKILL])
    func `a signal in the middle of an answer loses nothing that was typed`(signal: Int32) throws {
      let workbook = try OpenedWorkbook(at: "predict")
      let session = workbook.session
      let page = session.directory + "/sharing-work/answers.md"
      try session.send("Enter")
      try session.type("four results, each a five")
      try session.wait(for: "each a five")
      if signal == SIGKILL {
        // Nothing can be saved when SIGKILL arrives, so everything typed more than a second ago has to be on disk already.
        try workbook.waitForBook("the answer is saved") { $0.answers["predict"]?.text == "four results, each a five" }
        // The journal has it first, then the page.
        try eventually("the page is written") { contents(of: page).contains("each a five") }
        try session.type(" and more")
        try session.wait(for: "and more")
      }
      kill(try workbook.pid, signal)
      try eventually("the workbook is gone") { workbook.isOver }
      let text = try workbook.book.answers["predict"]?.text ?? ""
      #expect(text.hasPrefix("four results, each a five"))
      #expect(contents(of: page).hasSuffix("\n"))
    }

    @Test func `the workbook opens where the student left off`() throws {
      let workbook = try OpenedWorkbook(at: "predict")
      let session = workbook.session
      try workbook.beginAnswer()
      try session.type("four")
      try workbook.endAnswer()
      try workbook.waitForBook("the answer is saved") { $0.answers["predict"]?.text == "four" }
      try session.send("q")
      try workbook.waitForShell()
      try workbook.open()
      try session.wait(for: "Process investigation")
    }

    @Test func `ctrl-Z returns to the shell, and fg to the workbook`() throws {
      let workbook = try OpenedWorkbook(at: "first-map")
      let session = workbook.session
      try session.send("C-z")
      try workbook.waitForShell()
      try session.type("echo in the $((1+1))nd shell", enter: true)
      try session.wait(for: "in the 2nd shell")
      try session.type("fg", enter: true)
      try session.wait(for: "q quit")
      try session.send("r")
      try workbook.waitForBook("first-map is run") { $0.runs["first-map"]?.count == 1 }
      try session.send("q")
      try workbook.waitForShell()
    }

    @Test func `quitting stops a run and leaves no worker`() throws {
      let workbook = try OpenedWorkbook(at: "first-map")
      let session = workbook.session
      try session.send("r")
      try session.send("q")
      try workbook.waitForShell()
      #expect(workbook.isOver)
    }

    @Test func `ctrl-C in the student's editor reaches only the editor`() throws {
      let workbook = try OpenedWorkbook(at: "predict", environment: ["EDITOR": "sh ./editor.sh"])
      let session = workbook.session
      try workbook.write(
        """
        trap interrupted=1 INT
        printf 'from the editor\\n' > "$1"
        echo EDITOR IS OPEN
        while [ -z "$interrupted" ]; do sleep 0.05; done
        exit 0

        """, to: "editor.sh")
      try session.send("C-e")
      try session.wait(for: "EDITOR IS OPEN")
      try session.send("C-c")
      try session.wait(for: "from the editor")
      try workbook.waitForBook("the text is saved") { $0.answers["predict"]?.text == "from the editor" }
      try session.send("q")
      try workbook.waitForShell()
    }

    @Test func `a second workbook on the same folder says who has it and only reads`() throws {
      let first = try OpenedWorkbook(at: "predict")
      try first.session.send("Enter")
      try first.session.type("mine")
      try first.waitForBook("the answer is saved") { $0.answers["predict"]?.text == "mine" }
      let second = try TmuxSession(terminal: "xterm-256color")
      try second.type("cd \(first.session.directory); clear; \(Workplace.poolbook) short.md --at predict", enter: true)
      try second.wait(for: "read only")
      try second.send("Enter")
      try second.wait(for: "\(first.pid)")
      try second.send("q")
      try second.wait(until: "the shell is back") { _ in try second.value("#{alternate_on}") == "0" }
      #expect(try first.book.answers["predict"]?.text == "mine")
    }
  }
}
