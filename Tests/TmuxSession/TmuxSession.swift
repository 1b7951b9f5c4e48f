public import Testing
internal import Glibc
internal import Posix

/// A shell in a real but hidden terminal: its own tmux server, with its own directory.
///
/// The shell has job control and the prompt `%`, and starts in `directory`.
public final class TmuxSession {
  /// The shell's working directory, removed with the session.
  public let directory: String
  private let socket: String
  /// How long to wait for a condition, in seconds: far more than any condition needs.
  private static let patience = 20

  /// Whether tmux is installed.
  public static let isInstalled = (try? run(["tmux", "-V"], output: "/dev/null")) == 0

  /// Starts a shell with TERM and other variables set, in a window of this size.
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

  /// Sends keys by the names tmux has for them: `Up`, `C-c`, `M-b`, `Enter`.
  public func send(_ keys: String...) throws { try tmux(["send-keys"] + keys) }

  /// Types a text, and enter after it if asked.
  public func type(_ text: String, enter: Bool = false) throws {
    try tmux(["send-keys", "-l", text])
    if enter { try tmux(["send-keys", "Enter"]) }
  }

  /// Pastes a text, in brackets if the program has asked for them.
  public func paste(_ text: String) throws {
    try tmux(["set-buffer", "--", text])
    try tmux(["paste-buffer", "-p"])
  }

  /// Changes the size of the window.
  public func resize(columns: Int, rows: Int) throws {
    try tmux(["resize-window", "-x", "\(columns)", "-y", "\(rows)"])
  }

  /// The text in the window, with colours as escape sequences if asked.
  public func screen(colors: Bool = false) throws -> String {
    try tmux(["capture-pane", "-p"] + (colors ? ["-e"] : []))
  }

  /// A property of the window in the notation of tmux, such as `#{cursor_flag}`.
  public func value(_ format: String) throws -> String {
    String(try tmux(["display-message", "-p", format]).prefix { $0 != "\n" })
  }

  /// Waits until the window shows a text.
  @discardableResult
  public func wait(for text: String, sourceLocation: SourceLocation = #_sourceLocation) throws -> String {
    try wait(until: "\"\(text)\" is shown", sourceLocation: sourceLocation) { $0.contains(text) }
  }

  /// Waits until the text in the window meets a condition, and returns the text.
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
    Issue.record("waited in vain until \(condition); the screen:\n\(shown)", sourceLocation: sourceLocation)
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
    String(decoding: (try? readFile(path)) ?? [], as: UTF8.self)
  }

  /// Runs a command to its end. Its output goes to a file, because a server that it starts would keep a pipe open.
  private static func run(_ words: [String], output: String) throws -> Int32 {
    let file = try Descriptor.take(open(output, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o600), from: "open")
    var spawn = Spawn(words)
    spawn.descriptors = [nil, file.number, nil]
    let end = try spawn.start().wait()
    guard case .exited(let status) = end else { throw TmuxProblem(command: words[0], status: -1) }
    return status
  }
}

/// A tmux command that failed, or a condition that was never met.
public struct TmuxProblem: Error, CustomStringConvertible {
  var command: String
  var status: Int32
  /// The command and its status.
  public var description: String { "tmux: \(command) (\(status))" }
}
