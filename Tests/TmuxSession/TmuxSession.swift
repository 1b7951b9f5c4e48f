public import Testing
internal import Glibc

/// A shell in a real terminal that nobody looks at: a tmux server of its own, with a directory of its own.
///
/// The shell has job control and the prompt `%`, and starts in `directory`.
public final class TmuxSession {
  /// The shell's working directory, removed with the session.
  public let directory: String
  private let socket: String
  /// How long a condition is waited for, in seconds; far more than any takes.
  private static let patience = 20

  /// Whether there is a tmux to test with.
  public static let isInstalled = (try? run(["tmux", "-V"], output: "/dev/null")) == 0

  /// Starts a shell with TERM and other variables set, in a window of so many columns and rows.
  public init(terminal: String, columns: Int = 80, rows: Int = 24, environment: [String: String] = [:]) throws {
    var template = Array("/tmp/tmux-session-XXXXXX".utf8CString)
    directory = mkdtemp(&template).map { String(cString: $0) } ?? "/tmp"
    socket = directory + "/socket"
    let clean =
      ["NO_COLOR", "LC_ALL", "LC_CTYPE", "EDITOR", "VISUAL", "TMUX"].flatMap { ["-u", $0] } + ["LANG=C.UTF-8"]
    let variables = environment.map { "\($0.key)=\($0.value)" }
    try tmux(
      ["new-session", "-d", "-x", "\(columns)", "-y", "\(rows)", "-c", directory, "env"] + clean + [
        "TERM=\(terminal)", "PS1=% ",
      ]
        + variables + ["/bin/bash", "--norc", "--noprofile", "-i"])
    try wait(for: "%")
  }

  deinit {
    _ = try? tmux(["kill-server"])
    _ = try? TmuxSession.run(["rm", "-rf", directory], output: "/dev/null")
  }

  /// Sends keys by tmux's names: `Up`, `C-c`, `M-b`, `Enter`.
  public func send(_ keys: String...) throws { try tmux(["send-keys"] + keys) }

  /// Sends a text as it is, and enter where it is a command.
  public func type(_ text: String, enter: Bool = false) throws {
    try tmux(["send-keys", "-l", text])
    if enter { try tmux(["send-keys", "Enter"]) }
  }

  /// Pastes a text, in brackets where the program asked for them.
  public func paste(_ text: String) throws {
    try tmux(["set-buffer", "--", text])
    try tmux(["paste-buffer", "-p"])
  }

  /// Gives the window another size.
  public func resize(columns: Int, rows: Int) throws {
    try tmux(["resize-window", "-x", "\(columns)", "-y", "\(rows)"])
  }

  /// What the window shows, with colours as escape sequences if asked.
  public func screen(colors: Bool = false) throws -> String {
    try tmux(["capture-pane", "-p"] + (colors ? ["-e"] : []))
  }

  /// A value tmux knows of the window, such as `#{cursor_flag}`.
  public func value(_ format: String) throws -> String {
    String(try tmux(["display-message", "-p", format]).prefix { $0 != "\n" })
  }

  /// Waits until the window shows a text.
  @discardableResult
  public func wait(for text: String, sourceLocation: SourceLocation = #_sourceLocation) throws -> String {
    try wait(until: "\"\(text)\" is shown", sourceLocation: sourceLocation) { $0.contains(text) }
  }

  /// Waits until what the window shows meets a condition; answers what it shows.
  @discardableResult
  public func wait(
    until condition: String, sourceLocation: SourceLocation = #_sourceLocation, _ isMet: (String) throws -> Bool
  ) throws -> String {
    var shown = ""
    for _ in 0..<(TmuxSession.patience * 50) {
      shown = try screen()
      if try isMet(shown) { return shown }
      usleep(20_000)
    }
    Issue.record("never came true that \(condition); the screen:\n\(shown)", sourceLocation: sourceLocation)
    throw TmuxProblem(command: condition, status: -1)
  }

  @discardableResult
  private func tmux(_ words: [String]) throws -> String {
    let output = directory + "/output"
    let command = ["tmux", "-u", "-f", "/dev/null", "-S", socket] + words
    let status = try TmuxSession.run(command, output: output)
    guard status == 0 else { throw TmuxProblem(command: words.joined(separator: " "), status: status) }
    return try contents(of: output)
  }

  private func contents(of path: String) throws -> String {
    guard let file = fopen(path, "r") else { return "" }
    defer { fclose(file) }
    var bytes: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 65536)
    while case let count = fread(&buffer, 1, buffer.count, file), count > 0 { bytes += buffer.prefix(count) }
    return String(decoding: bytes, as: UTF8.self)
  }

  /// Runs a command to its end, its output to a file: a server it leaves behind would keep a pipe open.
  private static func run(_ words: [String], output: String) throws -> Int32 {
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", O_RDONLY, 0)
    posix_spawn_file_actions_addopen(&actions, 1, output, O_WRONLY | O_CREAT | O_TRUNC, 0o600)
    posix_spawn_file_actions_addopen(&actions, 2, "/dev/null", O_WRONLY, 0)
    // Without these the shell's programs would inherit the signals that a test's thread blocks.
    var attributes = posix_spawnattr_t()
    posix_spawnattr_init(&attributes)
    defer { posix_spawnattr_destroy(&attributes) }
    var signals = sigset_t()
    sigemptyset(&signals)
    posix_spawnattr_setsigmask(&attributes, &signals)
    sigfillset(&signals)
    posix_spawnattr_setsigdefault(&attributes, &signals)
    posix_spawnattr_setflags(&attributes, Int16(POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF))
    var arguments: [UnsafeMutablePointer<CChar>?] = words.map { strdup($0) } + [nil]
    defer { for argument in arguments { free(argument) } }
    var child: pid_t = 0
    let code = posix_spawnp(&child, words[0], &actions, &attributes, &arguments, environ)
    guard code == 0 else { throw TmuxProblem(command: words[0], status: code) }
    var status: Int32 = 0
    while waitpid(child, &status, 0) < 0 && errno == EINTR {}
    return status
  }
}

/// A command tmux didn't do, or a condition that never came true.
public struct TmuxProblem: Error, CustomStringConvertible {
  var command: String
  var status: Int32
  /// The command and its status.
  public var description: String { "tmux: \(command) (\(status))" }
}
