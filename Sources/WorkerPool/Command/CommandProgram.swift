internal import CLinux
import Glibc
import Posix

/// A program that runs for a worker, and the pipes to it. It is killed when this object goes away, or the thread that
/// made it ends.
final class CommandProgram {
  /// Its name, then its arguments.
  let words: [String]
  /// How many items it has answered.
  private(set) var answers = 0
  private let process: ChildProcess
  private let input: Descriptor
  private let output: Descriptor
  /// What it has written that belongs to no answer yet.
  private var written: [UInt8] = []
  private var isReaped = false

  /// Starts it with these environment variables, besides those of this process.
  init(words: [String], variables: [String: String]) throws(CommandError) {
    self.words = words
    guard let name = words.first, !words.contains(where: { $0.utf8.contains(0) }) else {
      throw CommandError(.notStarted(program: words.first ?? "a command without words", code: EINVAL))
    }
    do throws(SystemError) {
      let (inputs, outputs) = (try Descriptor.pipe(), try Descriptor.pipe())
      input = inputs.writing
      output = outputs.reading
      // If the program ends while it is written to, that is an error code here, not the end of the worker.
      signal(SIGPIPE, SIG_IGN)
      for end in [input, output] { try end.setNonblocking() }
      var spawn = Spawn(words)
      spawn.descriptors = [inputs.reading.number, outputs.writing.number, STDERR_FILENO]
      spawn.environment = CommandProgram.environment(variables)
      spawn.endsWithThread = true
      cl_end_group_with_parent()
      process = try spawn.start()
    } catch {
      throw CommandError(error.call == "exec" ? .notStarted(program: name, code: error.code) : .system(error))
    }
  }

  deinit {
    guard !isReaped else { return }
    kill(process.pid, SIGKILL)
    process.wait()
  }

  private static func environment(_ variables: [String: String]) -> CWords {
    var variables = variables
    // By default, Python holds its output back until a buffer is full, and both sides would wait forever.
    if getenv("PYTHONUNBUFFERED") == nil { variables["PYTHONUNBUFFERED"] = variables["PYTHONUNBUFFERED"] ?? "1" }
    return Environment.words(with: variables)
  }
}

extension CommandProgram {
  /// Sends one line and waits for the line that answers it, both without line ends.
  func exchange(_ line: String) throws(CommandError) -> String {
    try rejectLeftovers()
    var outgoing = Array(line.utf8)
    outgoing.append(CommandProgram.newline)
    var sent = 0
    var looked = 0
    while true {
      if sent < outgoing.count { sent = send(outgoing, from: sent) }
      let fresh = written[looked...].firstIndex(of: CommandProgram.newline)
      looked = written.count
      if let end = fresh, sent == outgoing.count { return try answer(upTo: end) }
      if let end = fresh { looked = end }
      guard written.count <= CommandBridge.longestLine else { throw tooLong }
      try wait(alsoToSend: sent < outgoing.count)
    }
  }

  private static let newline = UInt8(ascii: "\n")
  private var name: String { words[0] }
  private var tooLong: CommandError { CommandError(.tooLong(program: name, limit: CommandBridge.longestLine)) }

  /// Writes what fits. If the program no longer reads, everything counts as written: its answer or its end decides.
  private func send(_ bytes: [UInt8], from start: Int) -> Int {
    let count = bytes.withUnsafeBytes { write(input.number, $0.baseAddress.map { $0 + start }, $0.count - start) }
    if count >= 0 { return start + count }
    return errno == EAGAIN || errno == EINTR ? start : bytes.count
  }

  /// Waits until the program has written something, has ended, or can be sent more.
  private func wait(alsoToSend: Bool) throws(CommandError) {
    var waits = [
      pollfd(fd: output.number, events: Int16(POLLIN), revents: 0),
      pollfd(fd: process.pidfd.number, events: Int16(POLLIN), revents: 0),
      pollfd(fd: alsoToSend ? input.number : -1, events: Int16(POLLOUT), revents: 0),
    ]
    guard poll(&waits, 3, -1) > 0 else { return }
    // Its end is checked before the pipe is read: what it wrote before is in the pipe by then, and a child of its own may
    // keep the pipe open.
    let hasEnded = waits[1].revents != 0
    switch receive() {
    case .some(0): throw ended()
    case nil where hasEnded: throw ended()
    default: return
    }
  }

  /// Reads what is there: the number of bytes, 0 at the end of its output, `nil` if it has written nothing.
  private func receive() -> Int? {
    withUnsafeTemporaryAllocation(byteCount: 1 << 16, alignment: 1) { memory in
      let count = read(output.number, memory.baseAddress, memory.count)
      if count > 0 { written.append(contentsOf: memory[..<count]) }
      return count >= 0 ? count : errno == EAGAIN || errno == EINTR ? nil : 0
    }
  }

  private func answer(upTo end: Int) throws(CommandError) -> String {
    guard end <= CommandBridge.longestLine else { throw tooLong }
    guard let answer = String(validating: written[..<end], as: UTF8.self) else {
      let shown = shortened(String(decoding: written[..<end].prefix(400), as: UTF8.self))
      throw CommandError(.notText(program: name, shown: shown))
    }
    guard end + 1 == written.count else { throw manyLines(from: end + 1) }
    written.removeAll(keepingCapacity: end < 1 << 16)
    answers += 1
    return answer
  }

  /// Text after the last answer belongs to no item, so the item to come fails.
  private func rejectLeftovers() throws(CommandError) {
    if answers > 0, written.isEmpty { _ = receive() }
    if !written.isEmpty { throw manyLines(from: 0) }
  }

  private func manyLines(from start: Int) -> CommandError {
    let line = written[start...].prefix(400).prefix { $0 != CommandProgram.newline }
    return CommandError(.manyLines(program: name, extra: shortened(String(decoding: line, as: UTF8.self))))
  }

  /// How the program ended, after its output has. It may take a moment to end, or live on.
  private func ended() -> CommandError {
    var wait = pollfd(fd: process.pidfd.number, events: Int16(POLLIN), revents: 0)
    guard poll(&wait, 1, CommandProgram.patience) > 0 else { return CommandError(.closedOutput(program: name)) }
    let end = WorkerEnd(process.wait())
    isReaped = true
    let partial = shortened(String(decoding: written.prefix(400), as: UTF8.self))
    return CommandError(.ended(program: name, end: end, partial: partial))
  }

  /// How many milliseconds a program may take to end after its output has ended.
  private static let patience: Int32 = 1_000
}
