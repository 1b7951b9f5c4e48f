import Glibc
import Testing
import TmuxSession

@Suite(.serialized, .inTurn, .enabled(if: TmuxSession.isInstalled, "needs tmux: .ci/setup --test"))
struct ScreenTests {
  /// The demo is in the same folder as the program that runs the tests.
  private let demo: String = {
    var path = [CChar](repeating: 0, count: 4096)
    let count = max(0, readlink("/proc/self/exe", &path, path.count))
    let program = String(decoding: path.prefix(count).map(UInt8.init(bitPattern:)), as: UTF8.self)
    // Another program may run the tests; then they are among its arguments.
    let bundle = CommandLine.arguments.first { $0.hasSuffix(".xctest") } ?? program
    return bundle[..<(bundle.lastIndex(of: "/") ?? bundle.startIndex)] + "/ScreenDemo"
  }()

  private func session(_ terminal: String = "xterm-256color", _ environment: [String: String] = [:]) throws
    -> TmuxSession
  {
    let session = try TmuxSession(terminal: terminal, columns: 70, rows: 16, environment: environment)
    try session.type("stty -g > before; \(demo); echo ended $?", enter: true)
    return session
  }

  /// Checks that the shell has its terminal back as it was.
  private func expectSane(_ session: TmuxSession) throws {
    try session.type("stty -g | cmp - before && echo as before", enter: true)
    try session.wait(until: "the modes are as before") { $0.contains("\nas before") }
    #expect(try session.value("#{alternate_on} #{cursor_flag} #{keypad_flag}") == "0 1 0")
  }

  @Test(
    arguments: [
      ("xterm-256color", "colors 256 utf8"), ("screen-256color", "colors 256 utf8"),
      ("tmux-256color", "colors 256 utf8"), ("linux", "colors 8 ascii"), ("vt100", "colors 0 ascii"),
    ])
  func `a terminal shows every cell and reports its keys`(_ terminal: String, _ kind: String) throws {
    let session = try session(terminal)
    let last = String(repeating: "#", count: 66) + "日##"
    let first = try session.wait(until: "the demo's first screen is shown") {
      $0.contains("size 70x16 " + kind) && $0.contains(last)
    }
    #expect(first.contains("日本 é ▇ ⠿ ␛[31m"))
    try session.send("Up", "C-Left", "C-Right", "M-b", "Home", "End", "PPage", "NPage", "DC", "BSpace")
    try session.wait(for: "backspace")
    for (key, row) in zip(
      ["up", "wordLeft", "wordRight", "alt(\"b\")", "home", "end", "pageUp", "pageDown", "delete", "backspace"], 3...)
    {
      let rows = try session.screen().split(separator: "\n", omittingEmptySubsequences: false)
      #expect(rows[row] == key)
    }
    try session.send("C-c")
    try session.wait(for: "ended 0")
    try expectSane(session)
  }

  @Test func `a letter with a mark is one key and a paste is another`() throws {
    let session = try session()
    try session.wait(for: "size")
    try session.type("e\u{301}日")
    try session.wait(for: "character(\"日\")")
    #expect(try session.screen().contains("character(\"é\")"))
    try session.paste("one\ntwo")
    try session.wait(for: "paste(7) \"one\\ntwo\"")
    try session.send("Escape")
    try session.wait(for: "escape")
  }

  @Test func `a new window size is drawn at once`() throws {
    let session = try session()
    try session.wait(for: "size 70x16")
    try session.resize(columns: 50, rows: 10)
    try session.wait(for: "size 50x10")
    try session.resize(columns: 90, rows: 20)
    let shown = try session.wait(for: "size 90x20")
    #expect(shown.contains(String(repeating: "#", count: 86) + "日##"))
  }

  @Test(arguments: [("C-x", "the last words", "ended 139"), ("C-f", "a fatal error", "ended 132")])
  func `after a crash the terminal is restored and the last message can be read`(
    _ key: String, _ words: String, _ end: String
  )
    throws
  {
    let session = try session()
    try session.wait(for: "size")
    try session.send("C-t")
    try session.wait(for: "control(\"t\")")
    try session.send(key)
    let shown = try session.wait(for: end)
    #expect(shown.contains("said in passing"))
    #expect(shown.contains(words))
    try expectSane(session)
  }

  @Test(arguments: ["TERM", "HUP", "INT"])
  func `a signal from outside ends the program cleanly`(_ signal: String) throws {
    let session = try session()
    try session.wait(for: "size")
    let shell = try session.value("#{pane_pid}")
    _ = system("kill -\(signal) $(pgrep -P \(shell) -x ScreenDemo)")
    try session.wait(for: "ended 0")
    try expectSane(session)
  }

  @Test func `ctrl-Z stops the program, the shell works meanwhile, and fg continues it`() throws {
    let session = try session()
    try session.wait(for: "size")
    for _ in 0..<2 {
      try session.send("C-z")
      try session.wait(for: "Stopped")
      try expectSane(session)
      try session.type("clear; fg", enter: true)
      try session.wait(for: "signal resume")
      try session.send("b")
      try session.wait(for: "character(\"b\")")
    }
    // Stopped by another process.
    let shell = try session.value("#{pane_pid}")
    _ = system("kill -TSTP $(pgrep -P \(shell) -x ScreenDemo)")
    try session.wait(for: "Stopped")
    try session.type("clear; fg", enter: true)
    try session.wait(for: "signal stop")
    try session.send("C-c")
    try session.wait(until: "the shell is back") { !$0.contains("size") }
    try expectSane(session)
  }

  @Test func `an editor has the terminal, its ctrl-C and its ctrl-Z to itself`() throws {
    let session = try session("xterm-256color", ["EDITOR": "sh ./editor 'two words'"])
    let script = """
      trap 'echo interrupted' INT
      trap 'echo going on' CONT
      echo "editing $1 and $2"
      until read line; do :; done
      echo 'more'
      until read line; do :; done
      """
    try session.wait(for: "size")
    try write(script, to: session.directory + "/editor")
    try session.send("C-o")
    try session.wait(for: "editing two words and /etc/hostname")
    try session.send("C-c")
    try session.wait(for: "interrupted")
    try session.send("Enter")
    try session.wait(for: "more")
    try session.send("C-z")
    try session.wait(for: "Stopped")
    try session.type("fg", enter: true)
    // Before the shell has given it the terminal, the editor would get a carriage return here instead of a newline.
    try session.wait(for: "going on")
    try session.send("Enter")
    try session.wait(for: "editor success(exited with code 0)")
    try session.send("x")
    try session.wait(for: "character(\"x\")")
  }

  @Test func `colours and UTF-8 are left out if they are not wanted`() throws {
    let plain = try session("xterm-256color", ["NO_COLOR": "1", "LC_ALL": "C"])
    let shown = try plain.wait(for: "colors 0 ascii")
    #expect(shown.contains("? ?  e # ? ?[31m"))
    #expect(!(try plain.screen(colors: true).contains("38;5")))
    let colored = try session()
    try colored.wait(for: "colors 256 utf8")
    #expect(try colored.screen(colors: true).contains("38;5;63"))
  }

  @Test func `if there can be no screen, one sentence names what to use instead`() throws {
    for terminal in ["dumb", "unknown", "no-such-terminal"] {
      let session = try session(terminal)
      let shown = try session.wait(for: "ended 1")
      #expect(shown.replacing("\n", with: "").contains("--plain"))
    }
    let piped = try TmuxSession(terminal: "xterm")
    try piped.type("\(demo) | cat; \(demo) < /dev/null; echo ended", enter: true)
    let shown = try piped.wait(for: "\nended")
    #expect(shown.components(of: "use --plain") == 2)
  }

  private func write(_ text: String, to path: String) throws {
    let file = try #require(fopen(path, "w"))
    fputs(text, file)
    fclose(file)
  }
}

extension String {
  fileprivate func components(of part: String) -> Int { ranges(of: part).count }
}
