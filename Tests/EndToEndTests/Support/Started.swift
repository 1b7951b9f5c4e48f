import Glibc
import Testing

/// How a process ended, and what it wrote.
struct Finished {
  /// Its exit code, or 128 and the signal that ended it, as a shell says it.
  var code: Int32
  var output: String
  var errors: String
  /// The lines of standard error.
  var complaints: [Substring] { errors.split(separator: "\n") }
}

/// The program while it runs. What it writes goes to files, which nobody has to empty.
final class Started {
  /// Where standard input comes from.
  enum Input {
    /// A file that is read to its end.
    case file(String)
    /// A pipe that stays open until `closeInput`.
    case pipe
  }

  let pid: pid_t
  private let outputPath: String
  private let errorPath: String
  private var inputEnd: Int32 = -1
  private var end: Int32?

  init(_ words: [String], in folder: String, input: Input, environment: [String: String]) throws {
    let number = names(in: folder).count
    outputPath = "\(folder)/.output-\(number)"
    errorPath = "\(folder)/.errors-\(number)"
    var inner: Int32 = -1
    if case .pipe = input {
      var ends: [Int32] = [-1, -1]
      guard pipe(&ends) == 0 else { throw Problem("no pipe is left") }
      _ = fcntl(ends[1], F_SETFD, FD_CLOEXEC)
      (inner, inputEnd) = (ends[0], ends[1])
    }
    defer { if inner >= 0 { close(inner) } }
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    switch input {
    case .file(let path): posix_spawn_file_actions_addopen(&actions, 0, path, O_RDONLY, 0)
    case .pipe: posix_spawn_file_actions_adddup2(&actions, inner, 0)
    }
    posix_spawn_file_actions_addopen(&actions, 1, outputPath, O_WRONLY | O_CREAT | O_TRUNC | O_APPEND, 0o600)
    posix_spawn_file_actions_addopen(&actions, 2, errorPath, O_WRONLY | O_CREAT | O_TRUNC | O_APPEND, 0o600)
    // `env` changes the folder and becomes the program.
    pid = try spawn(["/usr/bin/env", "-C", folder, Workplace.poolbook] + words, &actions, environment)
  }

  deinit {
    if inputEnd >= 0 { close(inputEnd) }
    guard end == nil else { return }
    kill(pid, SIGKILL)
    var status: Int32 = 0
    waitpid(pid, &status, 0)
  }

  /// What it wrote so far.
  var output: String { contents(of: outputPath) }

  /// Types lines into its standard input.
  func type(_ text: String) {
    var bytes = Array(text.utf8)[...]
    while !bytes.isEmpty {
      let count = bytes.withUnsafeBytes { Glibc.write(inputEnd, $0.baseAddress, $0.count) }
      guard count > 0 else { return }
      bytes = bytes.dropFirst(count)
    }
  }

  /// Ends its standard input.
  func closeInput() {
    if inputEnd >= 0 { close(inputEnd) }
    inputEnd = -1
  }

  /// Sends it a signal.
  func signal(_ number: Int32) { kill(pid, number) }

  /// Waits until it has written a text.
  func wait(for text: String, sourceLocation: SourceLocation = #_sourceLocation) throws {
    try eventually("\"\(text)\" is written", sourceLocation: sourceLocation) { output.contains(text) }
  }

  /// Waits for its end; kills it, and fails the test, where that does not come.
  @discardableResult
  func finish(sourceLocation: SourceLocation = #_sourceLocation) throws -> Finished {
    var status: Int32 = 0
    do {
      try eventually("it ends", sourceLocation: sourceLocation) { waitpid(pid, &status, WNOHANG) == pid }
    } catch {
      kill(pid, SIGKILL)
      waitpid(pid, &status, 0)
    }
    end = status
    let code = status & 0x7F == 0 ? (status >> 8) & 0xFF : 128 + (status & 0x7F)
    return Finished(code: code, output: output, errors: contents(of: errorPath))
  }
}

/// Starts a program with default signals and none blocked, its variables added to those there are.
private func spawn(
  _ words: [String], _ actions: inout posix_spawn_file_actions_t, _ environment: [String: String]
) throws -> pid_t {
  var attributes = posix_spawnattr_t()
  posix_spawnattr_init(&attributes)
  defer { posix_spawnattr_destroy(&attributes) }
  var signals = sigset_t()
  sigemptyset(&signals)
  posix_spawnattr_setsigmask(&attributes, &signals)
  sigfillset(&signals)
  posix_spawnattr_setsigdefault(&attributes, &signals)
  posix_spawnattr_setflags(&attributes, Int16(POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF))
  // A program that shares the language's libraries would have a crash described by them, at length.
  var all = ["LANG": "C.UTF-8", "SWIFT_BACKTRACE": "enable=no"]
  for name in ["PATH", "HOME", "LD_LIBRARY_PATH", "ASAN_OPTIONS", "TSAN_OPTIONS"] {
    if let value = getenv(name) { all[name] = String(cString: value) }
  }
  let variables = all.merging(environment) { $1 }.map { "\($0.key)=\($0.value)" }
  var arguments: [UnsafeMutablePointer<CChar>?] = words.map { strdup($0) } + [nil]
  var values: [UnsafeMutablePointer<CChar>?] = variables.map { strdup($0) } + [nil]
  defer { for pointer in arguments + values { free(pointer) } }
  var child: pid_t = 0
  let code = posix_spawn(&child, words[0], &actions, &attributes, &arguments, &values)
  guard code == 0 else { throw Problem("\(words[0]) can't be started: \(String(cString: strerror(code)))") }
  return child
}
