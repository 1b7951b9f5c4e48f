internal import CLinux
import Glibc

/// A program that runs for a worker, and the pipes to it. It ends with this value, and with the thread that made it.
final class CommandProgram {
  /// What it was started with: its name, then its arguments.
  let words: [String]
  /// How many items it has answered.
  private(set) var answers = 0
  private let pid: Int32
  private let pidfd: Descriptor
  private let input: Descriptor
  private let output: Descriptor
  /// What it wrote and nobody has taken yet.
  private var written: [UInt8] = []
  private var isReaped = false

  /// Starts it.
  init(words: [String], worker: String) throws(CommandError) {
    self.words = words
    guard let name = words.first, !words.contains(where: { $0.utf8.contains(0) }) else {
      throw .notStarted(program: words.first ?? "a command without words", code: EINVAL)
    }
    let (inputs, outputs) = (try CommandProgram.pipe(), try CommandProgram.pipe())
    input = inputs.writing
    output = outputs.reading
    // A program that ends while it is written to is an error code here, not the end of the worker.
    signal(SIGPIPE, SIG_IGN)
    pid = CommandProgram.start(words, worker, inputs.reading.number, outputs.writing.number)
    guard pid > 0 else { throw .notStarted(program: name, code: errno) }
    let opened = cl_pidfd_open(pid)
    guard opened >= 0 else {
      let code = errno
      kill(pid, SIGKILL)
      waitpid(pid, nil, 0)
      throw .system(call: "pidfd_open", code: code)
    }
    pidfd = Descriptor(opened)
    for end in [input, output] { _ = cl_set_nonblocking(end.number) }
  }

  deinit {
    guard !isReaped else { return }
    kill(pid, SIGKILL)
    waitpid(pid, nil, 0)
  }

  private static func pipe() throws(CommandError) -> (reading: Descriptor, writing: Descriptor) {
    do throws(PoolError) { return try Descriptor.pipe() } catch {
      if case .system(let call, let code) = error { throw .system(call: call, code: code) }
      throw .system(call: "pipe2", code: EMFILE)
    }
  }

  private static func start(_ words: [String], _ worker: String, _ input: Int32, _ output: Int32) -> Int32 {
    var own = ["POOLBOOK_WORKER=\(worker)"]
    // Python keeps what it prints until a buffer is full unless it is told otherwise, and both sides would wait for ever.
    if getenv("PYTHONUNBUFFERED") == nil { own.append("PYTHONUNBUFFERED=1") }
    var inherited: [UnsafeMutablePointer<CChar>] = []
    var next = cl_environment()
    while let variable = next?.pointee {
      if strncmp(variable, "POOLBOOK_WORKER=", 16) != 0 { inherited.append(variable) }
      next = next?.successor()
    }
    let arguments = CWords(words)
    let variables = CWords(own, followedBy: inherited)
    return withExtendedLifetime((arguments, variables)) {
      cl_start_program(arguments.pointers, variables.pointers, input, output)
    }
  }
}

extension CommandProgram {
  /// Sends one line and waits for the line that answers it, both without their end.
  func exchange(_ line: String) throws(CommandError) -> String {
    try refuseLeftovers()
    var outgoing = Array(line.utf8)
    outgoing.append(CommandProgram.newline)
    var sent = 0
    var looked = 0
    while true {
      if sent < outgoing.count { sent = send(outgoing, from: sent) }
      let fresh = written[looked...].firstIndex(of: CommandProgram.newline)
      looked = written.count
      if let end = fresh, sent == outgoing.count { return try take(upTo: end) }
      if let end = fresh { looked = end }
      guard written.count <= CommandBridge.longestLine else { throw tooLong }
      try wait(alsoToSend: sent < outgoing.count)
    }
  }

  private static let newline = UInt8(ascii: "\n")
  private var name: String { words[0] }
  private var tooLong: CommandError { .tooLong(program: name, limit: CommandBridge.longestLine) }

  /// Writes what fits; where the program reads no more, as if all had been written: its answer or its end will tell.
  private func send(_ bytes: [UInt8], from start: Int) -> Int {
    let count = bytes.withUnsafeBytes { write(input.number, $0.baseAddress.map { $0 + start }, $0.count - start) }
    if count >= 0 { return start + count }
    return errno == EAGAIN || errno == EINTR ? start : bytes.count
  }

  /// Waits for news of the program, and takes in what it wrote.
  private func wait(alsoToSend: Bool) throws(CommandError) {
    var waits = [
      pollfd(fd: output.number, events: Int16(POLLIN), revents: 0),
      pollfd(fd: pidfd.number, events: Int16(POLLIN), revents: 0),
      pollfd(fd: alsoToSend ? input.number : -1, events: Int16(POLLOUT), revents: 0),
    ]
    guard poll(&waits, 3, -1) > 0 else { return }
    // Its end is looked at first: what it wrote before is in the pipe by then, and a child of its own may keep that open.
    let hasEnded = waits[1].revents != 0
    switch receive() {
    case .some(0): throw ended()
    case nil where hasEnded: throw ended()
    default: return
    }
  }

  /// Takes in what is there: how many bytes, 0 at the end of its output, nothing where it has written nothing.
  private func receive() -> Int? {
    withUnsafeTemporaryAllocation(byteCount: 1 << 16, alignment: 1) { memory in
      let count = read(output.number, memory.baseAddress, memory.count)
      if count > 0 { written.append(contentsOf: memory[..<count]) }
      return count >= 0 ? count : errno == EAGAIN || errno == EINTR ? nil : 0
    }
  }

  private func take(upTo end: Int) throws(CommandError) -> String {
    guard end <= CommandBridge.longestLine else { throw tooLong }
    guard let answer = String(validating: written[..<end], as: UTF8.self) else {
      throw .notText(program: name, shown: shortened(String(decoding: written[..<end].prefix(400), as: UTF8.self)))
    }
    guard end + 1 == written.count else { throw manyLines(from: end + 1) }
    written.removeAll(keepingCapacity: end < 1 << 16)
    answers += 1
    return answer
  }

  /// What came after the last answer belongs to no item.
  private func refuseLeftovers() throws(CommandError) {
    if answers > 0, written.isEmpty { _ = receive() }
    if !written.isEmpty { throw manyLines(from: 0) }
  }

  private func manyLines(from start: Int) -> CommandError {
    let line = written[start...].prefix(400).prefix { $0 != CommandProgram.newline }
    return .manyLines(program: name, extra: shortened(String(decoding: line, as: UTF8.self)))
  }

  /// How it ended, once its output has: it may live on a moment, or for good.
  private func ended() -> CommandError {
    var wait = pollfd(fd: pidfd.number, events: Int16(POLLIN), revents: 0)
    guard poll(&wait, 1, CommandProgram.patience) > 0 else { return .closedOutput(program: name) }
    var status: Int32 = 0
    waitpid(pid, &status, 0)
    isReaped = true
    let signal = status & 0x7f
    let end = signal == 0 ? WorkerEnd.exited(code: status >> 8 & 0xff) : .signalled(signal: signal)
    return .ended(program: name, end: end, partial: shortened(String(decoding: written.prefix(400), as: UTF8.self)))
  }

  /// Milliseconds between the end of a program's output and its own.
  private static let patience: Int32 = 1_000
}
