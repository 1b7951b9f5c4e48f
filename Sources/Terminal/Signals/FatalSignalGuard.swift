internal import CLinux
internal import Glibc

/// Restores the terminal if the program crashes, and makes sure that its last messages can be read.
///
/// Between `arm` and `disarm`, standard error goes to memory, because a message on the alternate screen would disappear
/// with that screen. A crash and `disarm` write it to the real standard error. The handler only uses memory that was set
/// up in advance and functions that signal-safety(7) allows.
enum FatalSignalGuard {
  static let signals = [SIGSEGV, SIGBUS, SIGILL, SIGABRT, SIGFPE, SIGTRAP]

  /// Saves the terminal's modes and catches fatal signals. Call it before curses changes anything.
  static func arm() {
    let isTerminal = tcgetattr(STDIN_FILENO, &state.pointee.terminal) == 0
    state.pointee.hasTerminal = isTerminal
    if state.pointee.messages < 0 { state.pointee.messages = openMemory() }
    if state.pointee.standardError < 0 { state.pointee.standardError = fcntl(STDERR_FILENO, F_DUPFD_CLOEXEC, 10) }
    holdMessages()
    if !state.pointee.hasStack {
      // The handler has its own stack, in case the program's stack overflowed. It is never freed.
      let size = 65536
      var stack = stack_t()
      stack.ss_sp = UnsafeMutableRawPointer.allocate(byteCount: size, alignment: 16)
      stack.ss_size = size
      state.pointee.hasStack = sigaltstack(&stack, nil) == 0
    }
    var action = sigaction()
    action.__sigaction_handler.sa_handler = restoreAndDie
    action.sa_flags = SA_ONSTACK | SA_NODEFER | Int32(truncatingIfNeeded: SA_RESETHAND)
    for signal in signals { sigaction(signal, &action, nil) }
  }

  /// Stops catching fatal signals and writes the collected messages to standard error. Restore the terminal first.
  static func disarm() {
    for signal in signals { Glibc.signal(signal, SIG_DFL) }
    releaseMessages()
  }

  /// Redirects standard error to memory.
  static func holdMessages() {
    guard state.pointee.messages >= 0, state.pointee.standardError >= 0 else { return }
    dup2(state.pointee.messages, STDERR_FILENO)
  }

  /// Restores standard error and writes the collected messages there.
  static func releaseMessages() {
    guard state.pointee.messages >= 0, state.pointee.standardError >= 0 else { return }
    dup2(state.pointee.standardError, STDERR_FILENO)
    copyMessages()
  }

  /// Restores the terminal's modes as they were at `arm`.
  static func restoreModes() {
    if state.pointee.hasTerminal { tcsetattr(STDIN_FILENO, TCSADRAIN, &state.pointee.terminal) }
  }

  private static func openMemory() -> Int32 {
    let descriptor = cl_memory_file("messages")
    // Append mode, so that every process that writes to it continues at the end, also after it was emptied.
    if descriptor >= 0 { _ = fcntl(descriptor, F_SETFL, O_APPEND) }
    return descriptor
  }
}

/// The data that the handler uses.
private struct GuardState {
  var terminal = termios()
  var hasTerminal = false
  var hasStack = false
  var messages: Int32 = -1
  var standardError: Int32 = -1
  let farewell: UnsafeMutableRawBufferPointer
  let buffer: UnsafeMutableRawBufferPointer
}

/// The main thread writes it in `arm` and `disarm`, the handler reads it. The pointer itself never changes.
nonisolated(unsafe) private let state: UnsafeMutablePointer<GuardState> = {
  // Paste brackets and attributes off, ASCII, numeric keypad, cursor visible, alternate screen left.
  let bytes = Array("\u{1B}[?2004l\u{1B}[0m\u{0F}\u{1B}[?1l\u{1B}>\u{1B}[?25h\u{1B}[?1049l\r".utf8)
  let farewell = UnsafeMutableRawBufferPointer.allocate(byteCount: bytes.count, alignment: 1)
  farewell.copyBytes(from: bytes)
  let pointer = UnsafeMutablePointer<GuardState>.allocate(capacity: 1)
  pointer.initialize(
    to: GuardState(
      farewell: farewell, buffer: UnsafeMutableRawBufferPointer.allocate(byteCount: 4096, alignment: 1)))
  return pointer
}()

private func restoreAndDie(_ signal: Int32) {
  _ = write(STDOUT_FILENO, state.pointee.farewell.baseAddress, state.pointee.farewell.count)
  if state.pointee.hasTerminal { tcsetattr(STDIN_FILENO, TCSANOW, &state.pointee.terminal) }
  copyMessages()
  // SA_RESETHAND has restored the default action.
  raise(signal)
}

/// Moves the collected messages to the real standard error.
private func copyMessages() {
  var offset: off_t = 0
  while true {
    let count = pread(state.pointee.messages, state.pointee.buffer.baseAddress, state.pointee.buffer.count, offset)
    if count <= 0 { break }
    _ = write(state.pointee.standardError, state.pointee.buffer.baseAddress, count)
    offset += off_t(count)
  }
  if offset > 0 { ftruncate(state.pointee.messages, 0) }
}
