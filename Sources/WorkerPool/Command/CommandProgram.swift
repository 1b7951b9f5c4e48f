import Glibc
import Posix

/// A program that runs for a worker, and the pipes to it. It is killed, with everything that it has started, when this
/// object goes away or the worker ends.
final class CommandProgram {
  /// Its name, then its arguments.
  let words: [String]
  /// How many lines it may be sent before their answers are read.
  var pace = CommandPace()
  /// How many items it has answered.
  private(set) var answers = 0
  /// How many bytes of the next line it has been sent already.
  private(set) var ahead = 0
  private let process: GuardedProcess
  /// The worker, if it is a thread.
  private let thread = WorkerThread.current
  private let input: Descriptor
  private let output: Descriptor
  private var received = LineBuffer()
  private let note: SilenceNote
  private var capacity = CommandProgram.usualCapacity

  /// Starts it with these environment variables, besides those of this process.
  init(words: [String], variables: [String: String]) throws(CommandError) {
    self.words = words
    guard let name = words.first, !words.contains(where: { $0.utf8.contains(0) }) else {
      throw CommandError(.notStarted(program: words.first ?? "a command without words", code: EINVAL, script: nil))
    }
    note = SilenceNote(program: name)
    do throws(SystemError) {
      let (inputs, outputs) = (try Descriptor.pipe(), try Descriptor.pipe())
      input = inputs.writing
      output = outputs.reading
      // If the program ends while it is written to, that is an error code here, not the end of the worker.
      signal(SIGPIPE, SIG_IGN)
      for end in [input, output] { try end.setNonblocking() }
      var spawn = Spawn(words)
      spawn.descriptors = [inputs.reading.number, outputs.writing.number, STDERR_FILENO]
      spawn.environment = CommandVariables.environment(variables)
      process = try GuardedProcess(spawn)
    } catch {
      guard error.call == "exec" else { throw CommandError(.system(error)) }
      throw CommandError(.notStarted(program: name, code: error.code, script: ScriptHeader.problem(of: name)))
    }
    thread?.began(process.lifeline)
  }

  deinit {
    note.clear()
    thread?.ended(process.lifeline)
  }

  /// How many bytes its input can hold, except while it is sent several lines at a time.
  private static let usualCapacity = 1 << 16
  /// The same while it is sent several lines: one page, so that the system reports when it has read everything.
  private static let smallCapacity = 1 << 12
  /// The most bytes of several lines that are sent at a time; they always fit.
  static let mostBytes = 4_000
}

extension CommandProgram {
  /// Sends one line and waits for the line that answers it, both without line ends.
  func exchange(_ line: String) throws(CommandError) -> String {
    if ahead == 0 { try rejectLeftovers() }
    if line.utf8.count > CommandProgram.mostBytes { setCapacity(CommandProgram.usualCapacity) }
    var outgoing = Array(line.utf8)
    outgoing.append(LineBuffer.newline)
    var sent = ahead
    ahead = 0
    note.begin(input)
    defer { note.clear() }
    while true {
      if sent < outgoing.count { sent = send(outgoing, from: sent) }
      if sent == outgoing.count, let answer = try nextLine() {
        guard received.isEmpty else { throw manyLines }
        return answer
      }
      guard received.count <= CommandBridge.longestLine else { throw tooLong }
      let isSilent = sent == outgoing.count && answers == 0 && received.isEmpty
      let hasNews = try wait(alsoToSend: sent < outgoing.count, milliseconds: isSilent ? note.milliseconds : -1)
      if !hasNews, isSilent { note.writeIfRead(input) }
    }
  }

  private var name: String { words[0] }
  private var tooLong: CommandError { CommandError(.tooLong(program: name, limit: CommandBridge.longestLine)) }
  private var manyLines: CommandError { CommandError(.manyLines(program: name, extra: received.beginning)) }

  /// Takes the next line that it has written; `nil` if it has not written a whole line.
  private func nextLine() throws(CommandError) -> String? {
    guard let end = received.endOfLine else { return nil }
    guard end <= CommandBridge.longestLine else { throw tooLong }
    guard let line = received.takeLine(upTo: end) else {
      throw CommandError(.notText(program: name, shown: received.beginning))
    }
    answers += 1
    return line
  }

  /// Text after the last answer belongs to no item, so the item to come fails.
  private func rejectLeftovers() throws(CommandError) {
    if answers > 0, received.isEmpty { _ = received.fill(from: output) }
    if !received.isEmpty { throw manyLines }
  }

  /// Writes what fits. If the program no longer reads, everything counts as written: its answer or its end decides.
  private func send(_ bytes: [UInt8], from start: Int) -> Int {
    let count = bytes.withUnsafeBytes { write(input.number, $0.baseAddress.map { $0 + start }, $0.count - start) }
    if count >= 0 { return start + count }
    return errno == EAGAIN || errno == EINTR ? start : bytes.count
  }

  /// Waits until the program has written something, has ended, or can be sent more.
  ///
  /// - Returns: False if nothing of that happened in time.
  private func wait(alsoToSend: Bool, milliseconds: Int32 = -1) throws(CommandError) -> Bool {
    var waits = [
      pollfd(fd: output.number, events: Int16(POLLIN), revents: 0),
      pollfd(fd: process.ending.number, events: Int16(POLLIN), revents: 0),
      pollfd(fd: alsoToSend ? input.number : -1, events: Int16(POLLOUT), revents: 0),
    ]
    let count = poll(&waits, 3, milliseconds)
    guard count > 0 else { return count < 0 }
    // Its end is checked before the pipe is read: what it wrote before is in the pipe by then, and a child of its own may
    // keep the pipe open.
    let hasEnded = waits[1].revents != 0
    switch received.fill(from: output) {
    case .some(0): throw ended()
    case nil where hasEnded: throw ended()
    default: return true
    }
  }

  /// How the program ended, after its output has. It may take a moment to end, or live on.
  private func ended() -> CommandError {
    var wait = pollfd(fd: process.ending.number, events: Int16(POLLIN), revents: 0)
    guard poll(&wait, 1, CommandProgram.patience) > 0 else { return CommandError(.closedOutput(program: name)) }
    let end = WorkerEnd(process.wait())
    // 127 is what env and shells exit with if they can't find the program.
    let script = end == .exited(code: 127) ? ScriptHeader.problem(of: name) : nil
    return CommandError(.ended(program: name, end: end, partial: received.beginning, script: script))
  }

  /// How many milliseconds a program may take to end after its output has ended.
  private static let patience: Int32 = 1_000

  private func setCapacity(_ bytes: Int) {
    if capacity != bytes, input.setPipeCapacity(bytes) { capacity = bytes }
  }
}

/// Sending several lines before their answers are read.
///
/// The k-th line that the program writes answers the k-th line it was sent. To be sure that it wrote no more lines than
/// that, the first byte of the line that comes next is sent alone. When the program has read that byte, it has done
/// everything before, and has written everything that it will.
extension CommandProgram {
  /// Sends lines, which have `mostBytes` bytes at most.
  ///
  /// - Returns: False if nothing was sent, because the pipe can't be used in this way.
  func begin(_ lines: ArraySlice<String>) throws(CommandError) -> Bool {
    if ahead == 0 { try rejectLeftovers() }
    setCapacity(CommandProgram.smallCapacity)
    guard capacity == CommandProgram.smallCapacity, ahead > 0 || input.bytesWaiting == 0 else { return false }
    var outgoing: [UInt8] = []
    outgoing.reserveCapacity(CommandProgram.mostBytes)
    for line in lines {
      outgoing.append(contentsOf: line.utf8)
      outgoing.append(LineBuffer.newline)
    }
    let sent = send(outgoing, from: ahead)
    ahead = 0
    // It always fits, so this can't be; a line at a time works in any case.
    guard sent == outgoing.count else { throw CommandError(.system(SystemError("write", code: EAGAIN))) }
    note.begin(input)
    return true
  }

  /// Waits for the next answer to lines that were sent. `nil` if the program has gone back to reading without an answer.
  ///
  /// - Parameter next: The line after those that were sent.
  func answer(before next: String) throws(CommandError) -> String? {
    while true {
      if let line = try nextLine() { return line }
      guard received.count <= CommandBridge.longestLine else { throw tooLong }
      if try wait(alsoToSend: false, milliseconds: CommandProgram.silence) { continue }
      guard input.bytesWaiting == 0 else { continue }
      // It has read everything and doesn't answer: it computes, or it has forgotten a line.
      if ahead == 0 { sendFirstByte(of: next) } else { return nil }
    }
  }

  /// Waits until the program has done everything that was sent, after its answers have been taken.
  ///
  /// - Returns: False if it wrote more lines than it was sent.
  func settle(before next: String) -> Bool {
    defer { note.clear() }
    guard received.isEmpty else { return false }
    if ahead == 0 { sendFirstByte(of: next) }
    while let count = input.bytesWaiting, count > 0 {
      var waits = [output, process.ending].map { pollfd(fd: $0.number, events: Int16(POLLIN), revents: 0) }
      waits.append(pollfd(fd: input.number, events: Int16(POLLOUT), revents: 0))
      _ = poll(&waits, 3, -1)
      // If it has ended, or reads no more, the next exchange finds out.
      if waits[0].revents != 0, received.fill(from: output) == 0 { break }
      if waits[1].revents != 0 || waits[2].revents & Int16(POLLERR) != 0 { break }
    }
    _ = received.fill(from: output)
    // A program such as cat has written that byte already.
    return !received.hasLine
  }

  /// Sends the first byte of a line alone, and waits a moment to see what the program makes of it.
  ///
  /// - Returns: Whether it waits for the rest; `nil` if it has not read the byte, or there is none.
  func waitsForEnd(of line: String) -> Bool? {
    guard (try? rejectLeftovers()) != nil, input.bytesWaiting == 0 else { return nil }
    sendFirstByte(of: line)
    guard ahead > 0 else { return nil }
    let until = SystemClock.monotonic + CommandProgram.moment
    while SystemClock.monotonic < until {
      do throws(CommandError) { _ = try wait(alsoToSend: false, milliseconds: 1) } catch { return false }
      if received.hasLine { return false }
    }
    return input.bytesWaiting == 0 ? true : nil
  }

  /// How long a program that doesn't wait for the end of a line may take to show that: 20 ms, in nanoseconds.
  private static let moment: UInt64 = 20_000_000

  private func sendFirstByte(of line: String) {
    guard let first = line.utf8.first, send([first], from: 0) == 1 else { return }
    ahead = 1
  }

  /// How many milliseconds without an answer are suspicious.
  private static let silence: Int32 = 100
}
