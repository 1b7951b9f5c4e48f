internal import CLinux
internal import Glibc

/// Gives the terminal back when the program dies of a fault, and lets what it said last be read.
///
/// Between `arm` and `disarm` standard error goes to memory, because a message on the alternate screen vanishes with
/// it; a fault, and `disarm`, write it to the real one. The handler uses only memory set up beforehand and functions that
/// signal-safety(7) allows.
enum FatalSignalGuard {
  static let signals = [SIGSEGV, SIGBUS, SIGILL, SIGABRT, SIGFPE, SIGTRAP]

  /// Takes note of the terminal as it is now and catches faults; before curses changes anything.
  static func arm() {
    let isTerminal = tcgetattr(STDIN_FILENO, &state.pointee.terminal) == 0
    state.pointee.hasTerminal = isTerminal
    if state.pointee.messages < 0 { state.pointee.messages = openMemory() }
    if state.pointee.standardError < 0 { state.pointee.standardError = fcntl(STDERR_FILENO, F_DUPFD_CLOEXEC, 10) }
    holdMessages()
    if !state.pointee.hasStack {
      // A stack of its own, for a fault of the stack; kept for the life of the program.
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

  /// Lets faults be faults again and writes what was said meanwhile to standard error; the terminal is back by now.
  static func disarm() {
    for signal in signals { Glibc.signal(signal, SIG_DFL) }
    releaseMessages()
  }

  /// Sends standard error to memory.
  static func holdMessages() {
    guard state.pointee.messages >= 0, state.pointee.standardError >= 0 else { return }
    dup2(state.pointee.messages, STDERR_FILENO)
  }

  /// Sends standard error back where it went, after what memory holds.
  static func releaseMessages() {
    guard state.pointee.messages >= 0, state.pointee.standardError >= 0 else { return }
    dup2(state.pointee.standardError, STDERR_FILENO)
    copyMessages()
  }

  /// Puts the terminal's modes back as they were at `arm`.
  static func restoreModes() {
    if state.pointee.hasTerminal { tcsetattr(STDIN_FILENO, TCSADRAIN, &state.pointee.terminal) }
  }

  private static func openMemory() -> Int32 {
    let descriptor = memfd_create("messages", 1)  // MFD_CLOEXEC, a macro Swift doesn't see
    // Everyone who holds standard error writes at its end, also after it was emptied.
    if descriptor >= 0 { _ = fcntl(descriptor, F_SETFL, O_APPEND) }
    return descriptor
  }
}

/// What the handler needs.
private struct GuardState {
  var terminal = termios()
  var hasTerminal = false
  var hasStack = false
  var messages: Int32 = -1
  var standardError: Int32 = -1
  let farewell: UnsafeMutableRawBufferPointer
  let buffer: UnsafeMutableRawBufferPointer
}

/// Written by the main thread while it arms and disarms, read by the handler; the pointer itself never changes.
nonisolated(unsafe) private let state: UnsafeMutablePointer<GuardState> = {
  // Paste brackets off, attributes off, ASCII character set, numeric keypad, cursor shown, alternate screen left.
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
  // SA_RESETHAND has put the default back.
  raise(signal)
}

/// Moves what memory holds to the real standard error.
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
