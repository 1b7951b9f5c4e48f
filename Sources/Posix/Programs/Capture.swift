import Glibc

/// The limits for a captured program.
package struct CaptureLimits: Sendable, Equatable {
  /// How long it may run.
  package var time: Duration
  /// How many bytes it may write to standard output and standard error together.
  package var bytes: Int

  /// Sets the limits. The defaults are five seconds and a megabyte.
  package init(time: Duration = .seconds(5), bytes: Int = 1 << 20) {
    self.time = time
    self.bytes = bytes
  }
}

/// What a captured program wrote, and how it ended.
package struct Captured: Sendable, Equatable {
  /// What it wrote to standard output.
  package var output: [UInt8] = []
  /// What it wrote to standard error.
  package var errors: [UInt8] = []
  /// Why it ended.
  package var end: End = .byItself(.exited(0))

  /// Why a captured program ended.
  package enum End: Sendable, Equatable {
    /// It ended, or something else ended it, before it reached a limit.
    case byItself(ProcessEnd)
    /// It was killed when its time was up.
    case outOfTime
    /// It was killed when it had written more than it may.
    case tooMuchOutput
  }

  /// Whether it exited with code 0.
  package var succeeded: Bool { end == .byItself(.exited(0)) }
}

/// Runs a program with limits and captures what it writes.
///
/// The program is started without a shell, in its own process group. The whole group is killed when the program ends or
/// reaches a limit, so nothing that it started goes on. Only a process that has left the group escapes.
///
/// - Parameters:
///   - words: The program, a path or a name to look for on the `PATH`, and its arguments.
///   - input: What it reads on standard input. It need not read all of it.
///   - limits: When to end it.
/// - Throws: The system's error if the program can't be started.
package func capture(
  _ words: [String], input: [UInt8] = [], limits: CaptureLimits = CaptureLimits()
) throws(SystemError) -> Captured {
  let (inputs, outputs, errors) = (try Descriptor.pipe(), try Descriptor.pipe(), try Descriptor.pipe())
  for end in [inputs.writing, outputs.reading, errors.reading] { try end.setNonblocking() }
  var spawn = Spawn(words)
  spawn.descriptors = [inputs.reading.number, outputs.writing.number, errors.writing.number]
  spawn.hasOwnGroup = true
  let child = try spawn.start()
  for end in [inputs.reading, outputs.writing, errors.writing] { end.close() }
  var capture = RunningCapture(
    child: child, input: inputs.writing, output: outputs.reading, errors: errors.reading, unsent: input[...],
    limits: limits)
  return withoutPipeSignal { capture.run() }
}

/// A program that is being captured.
private struct RunningCapture {
  let child: ChildProcess
  let input: Descriptor
  let output: Descriptor
  let errors: Descriptor
  var unsent: ArraySlice<UInt8>
  let limits: CaptureLimits
  private var captured = Captured()
  private var outputIsOpen = true
  private var errorsAreOpen = true

  init(
    child: ChildProcess, input: Descriptor, output: Descriptor, errors: Descriptor, unsent: ArraySlice<UInt8>,
    limits: CaptureLimits
  ) {
    self.child = child
    self.input = input
    self.output = output
    self.errors = errors
    self.unsent = unsent
    self.limits = limits
  }

  mutating func run() -> Captured {
    let deadline = SystemClock.monotonic &+ nanoseconds(limits.time)
    var limit: Captured.End?
    var hasEnded = false
    while !hasEnded, limit == nil {
      send()
      let now = SystemClock.monotonic
      hasEnded = wait(milliseconds: now < deadline ? Int32(min((deadline - now) / 1_000_000 + 1, 60_000)) : 0)
      // Everything the program wrote before it ended is in the pipes now. Other processes may keep them open.
      receive()
      if captured.output.count + captured.errors.count > limits.bytes { limit = .tooMuchOutput }
      if !hasEnded, limit == nil, SystemClock.monotonic >= deadline { limit = .outOfTime }
    }
    // Before `wait`, because until then no other group can have this number.
    kill(-child.pid, SIGKILL)
    let status = child.wait()
    captured.end = limit ?? .byItself(status)
    return captured
  }

  /// Waits until the program writes, reads or ends. Returns whether it has ended.
  private func wait(milliseconds: Int32) -> Bool {
    var waits = [
      pollfd(fd: child.pidfd.number, events: Int16(POLLIN), revents: 0),
      pollfd(fd: outputIsOpen ? output.number : -1, events: Int16(POLLIN), revents: 0),
      pollfd(fd: errorsAreOpen ? errors.number : -1, events: Int16(POLLIN), revents: 0),
      pollfd(fd: unsent.isEmpty ? -1 : input.number, events: Int16(POLLOUT), revents: 0),
    ]
    return poll(&waits, nfds_t(waits.count), milliseconds) > 0 && waits[0].revents != 0
  }

  /// Writes as much of the input as fits, and closes it when everything is written or the program doesn't read it.
  private mutating func send() {
    while !unsent.isEmpty {
      let count = unsent.withUnsafeBytes { writeSome($0, to: input.number) }
      if count < 0, errno == EAGAIN { return }
      unsent = count < 0 ? [] : unsent.dropFirst(count)
    }
    input.close()
  }

  private mutating func receive() {
    if outputIsOpen { outputIsOpen = receive(from: output, \.output) }
    if errorsAreOpen { errorsAreOpen = receive(from: errors, \.errors) }
  }

  /// Reads everything that has arrived, but at most one byte more than the limit. Returns false at the end of the file.
  private mutating func receive(from pipe: Descriptor, _ text: WritableKeyPath<Captured, [UInt8]>) -> Bool {
    while true {
      let room = limits.bytes - captured.output.count - captured.errors.count + 1
      guard room > 0 else { return true }
      var piece = [UInt8](repeating: 0, count: min(room, 1 << 16))
      let count = piece.withUnsafeMutableBytes { readSome(from: pipe.number, into: $0) }
      if count < 0 { return errno == EAGAIN }
      if count == 0 { return false }
      captured[keyPath: text] += piece[..<count]
    }
  }
}

/// Runs `body` with SIGPIPE blocked on this thread, so that a broken pipe is an error and doesn't end the program.
private func withoutPipeSignal<Result>(_ body: () -> Result) -> Result {
  var signals = sigset_t()
  var before = sigset_t()
  sigemptyset(&signals)
  sigaddset(&signals, SIGPIPE)
  pthread_sigmask(SIG_BLOCK, &signals, &before)
  defer {
    if sigismember(&before, SIGPIPE) == 0 {
      // Discard the signal that a write caused; it would arrive when the old mask is restored.
      var none = timespec()
      while sigtimedwait(&signals, nil, &none) < 0, errno == EINTR {}
    }
    pthread_sigmask(SIG_SETMASK, &before, nil)
  }
  return body()
}
