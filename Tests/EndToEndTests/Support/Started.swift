import Glibc
import Posix
import Testing

/// How a program ended, and what it wrote.
struct Finished {
  /// Its exit code; 128 plus the signal, as in a shell, if a signal ended it.
  var code: Int32
  var output: String
  var errors: String
  /// The lines of standard error.
  var complaints: [Substring] { errors.split(separator: "\n") }
}

/// The program while it runs. It writes to files, which, unlike pipes, nobody has to empty.
final class Started {
  /// Where standard input comes from.
  enum Input {
    /// A file that is read to its end.
    case file(String)
    /// A pipe that stays open until `closeInput`.
    case pipe
  }

  private let child: ChildProcess
  private let outputPath: String
  private let errorPath: String
  private var inputEnd: Descriptor?
  private var end: ProcessEnd?

  /// Its process ID.
  var pid: Int32 { child.pid }

  init(_ words: [String], in folder: String, input: Input, environment: [String: String]) throws {
    let number = names(in: folder).count
    outputPath = "\(folder)/.output-\(number)"
    errorPath = "\(folder)/.errors-\(number)"
    let source: Descriptor
    switch input {
    case .file(let path): source = try .take(open(path, O_RDONLY | O_CLOEXEC), from: "open")
    case .pipe:
      let pipe = try Descriptor.pipe()
      (source, inputEnd) = (pipe.reading, pipe.writing)
    }
    let flags = O_WRONLY | O_CREAT | O_TRUNC | O_APPEND | O_CLOEXEC
    let output = try Descriptor.take(open(outputPath, flags, 0o600), from: "open")
    let errors = try Descriptor.take(open(errorPath, flags, 0o600), from: "open")
    // `env` changes the folder and becomes the program.
    var spawn = Spawn(["/usr/bin/env", "-C", folder, Workplace.poolbook] + words)
    spawn.descriptors = [source.number, output.number, errors.number]
    spawn.environment = CWords(variables(with: environment))
    child = try spawn.start()
  }

  deinit {
    guard end == nil else { return }
    kill(pid, SIGKILL)
    child.wait()
  }

  /// What it has written so far.
  var output: String { contents(of: outputPath) }

  /// Types lines into its standard input.
  func type(_ text: String) {
    // A program that has ended reads no more, which is its test's business.
    if let inputEnd { try? writeAll(text, to: inputEnd.number) }
  }

  /// Ends its standard input.
  func closeInput() {
    inputEnd = nil
  }

  /// Sends it a signal.
  func signal(_ number: Int32) { kill(pid, number) }

  /// Waits until it has written a text.
  func wait(for text: String, sourceLocation: SourceLocation = #_sourceLocation) throws {
    try eventually("\"\(text)\" is written", sourceLocation: sourceLocation) { output.contains(text) }
  }

  /// Waits until it ends. If it doesn't, kills it and fails the test.
  @discardableResult
  func finish(sourceLocation: SourceLocation = #_sourceLocation) throws -> Finished {
    var wait = pollfd(fd: child.pidfd.number, events: Int16(POLLIN), revents: 0)
    do {
      try eventually("it ends", sourceLocation: sourceLocation) { poll(&wait, 1, 0) == 1 }
    } catch {
      kill(pid, SIGKILL)
    }
    let end = child.wait()
    self.end = end
    let code =
      switch end {
      case .exited(let code): code
      case .signalled(let signal): 128 + signal
      }
    return Finished(code: code, output: output, errors: contents(of: errorPath))
  }
}

/// The environment of a program under test: a few variables of ours, and others in addition.
private func variables(with others: [String: String]) -> [String] {
  // In a debug build, Swift's runtime would describe a crash at length.
  var all = ["LANG": "C.UTF-8", "SWIFT_BACKTRACE": "enable=no"]
  for name in ["PATH", "HOME", "LD_LIBRARY_PATH", "ASAN_OPTIONS", "TSAN_OPTIONS"] {
    if let value = Environment.value(name) { all[name] = value }
  }
  return all.merging(others) { $1 }.map { "\($0.key)=\($0.value)" }
}
