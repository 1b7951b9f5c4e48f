internal import CNcurses
package import Canvas
internal import Glibc
internal import Posix

/// The terminal between `open` and `close`: it draws canvases and reads keys. Use it from one thread.
package final class Screen {
  /// The descriptor to wait for: readable when there are keys to read.
  package let fileDescriptor: Int32 = STDIN_FILENO
  /// The symbols that this terminal can show.
  package let glyphs: Glyphs
  /// The number of colours the terminal shows; 0 if it has none.
  package var colors: Int { palette.colors }

  private let palette: Palette
  private var writer: ScreenWriter
  private var decoder: KeyDecoder
  private var isOpen = true

  private init(encoding: Encoding, ascii: Bool) {
    glyphs = encoding.hasGlyphs && !ascii ? .utf8 : .ascii
    palette = Palette(noColor: Environment.value("NO_COLOR") != nil)
    writer = ScreenWriter(palette: palette, isUTF8: encoding.isUTF8 && !ascii)
    var patience = KeyDecoder.Patience()
    // As in curses, a user on a slow line can say how many milliseconds the escape key may need.
    if let delay = Environment.value("ESCDELAY").flatMap(UInt64.init), delay <= 10_000 {
      patience.escape = delay * 1_000_000
      patience.sequence = max(patience.sequence, patience.escape)
    }
    decoder = KeyDecoder(
      own: .current(), patience: patience, isLatin1: Encoding.sendsLatin1(environment: Environment.value))
  }

  deinit { close() }

  /// Takes over the terminal: its alternate screen, its keys, and standard error until it is closed.
  ///
  /// - Parameter ascii: Whether to draw ASCII only, whatever the locale says.
  package static func open(ascii: Bool = false) throws(ScreenError) -> Screen {
    guard isatty(STDIN_FILENO) == 1, isatty(STDOUT_FILENO) == 1 else { throw .noTerminal }
    guard let terminal = Environment.value("TERM") else { throw .unnamedTerminal }
    let encoding = Encoding.choose(terminal: terminal, environment: Environment.value)
    switch curses_can_move() {
    case 0: throw .unknownTerminal(terminal)
    case 1: throw .cannotMoveCursor(terminal)
    default: break
    }
    FatalSignalGuard.arm()
    guard curses_newterm() != nil else {
      FatalSignalGuard.disarm()
      throw .refused(terminal)
    }
    raw()
    noecho()
    nonl()
    keypad(curses_stdscr(), true)
    curses_ignore_input()
    scrollok(curses_stdscr(), false)
    let screen = Screen(encoding: encoding, ascii: ascii)
    wrefresh(curses_stdscr())
    screen.setInputModes(true)
    return screen
  }

  /// The current columns and rows. Reading it adopts a new size.
  package var size: Size {
    var rows: Int32 = 0
    var columns: Int32 = 0
    curses_kernel_size(STDOUT_FILENO, &rows, &columns)
    if rows > 0, columns > 0, rows != getmaxy(curses_stdscr()) || columns != getmaxx(curses_stdscr()) {
      resizeterm(rows, columns)
      writer.forget()
    }
    return Size(width: Int(getmaxx(curses_stdscr())), height: Int(getmaxy(curses_stdscr())))
  }

  /// Shows a canvas. Only what differs from the last one is sent.
  package func draw(_ canvas: Canvas) {
    let size = size
    writer.draw(canvas, columns: size.width, rows: size.height)
  }

  /// Makes the next `draw` send everything, in case another program wrote to the terminal.
  package func redraw() {
    reset_prog_mode()
    writer.forget()
    curses_repaint()
    setInputModes(true)
  }

  /// When to call `readKeys` again although nothing has arrived, in nanoseconds of the monotonic clock; `nil` if only
  /// input can bring keys.
  package var inputDue: UInt64? { decoder.due }

  /// The keys that have arrived, of one mebibyte of input at most. It doesn't wait. A paste is one key, returned when its
  /// end has arrived, and so is text that arrived faster than anyone types.
  package func readKeys() -> [Key] {
    var keys: [Key] = []
    let now = SystemClock.monotonic
    let count = readInput { keys += decoder.decode($0, at: now) }
    if count == 0 { keys += decoder.expire(at: now) }
    return join(keys)
  }

  /// Whether input has arrived that `readKeys` would return.
  package var hasInput: Bool {
    var waiting = pollfd(fd: fileDescriptor, events: Int16(POLLIN), revents: 0)
    return poll(&waiting, 1, 0) > 0 && waiting.revents & Int16(POLLIN) != 0
  }

  /// Hands over the input that has arrived, in pieces; returns how many bytes there were.
  private func readInput(_ body: (ArraySlice<UInt8>) -> Void) -> Int {
    var buffer = [UInt8](repeating: 0, count: 1 << 16)
    var total = 0
    while total < 1 << 20, hasInput {
      let count = buffer.withUnsafeMutableBytes { readSome(from: fileDescriptor, into: $0) }
      guard count > 0 else { break }
      body(buffer[..<count])
      total += count
    }
    return total
  }

  /// Restores the terminal, stops the program as ctrl-Z does, and takes the terminal over again when it continues.
  package func suspend() {
    release {
      // The rest of the job stops too, as if the terminal had sent the signal. Then this program stops itself, and `raise`
      // returns when it continues.
      withSignals([(SIGTSTP, ignoring)]) { _ = kill(0, SIGTSTP) }
      withSignals([(SIGTSTP, SIG_DFL)]) { _ = raise(SIGTSTP) }
    }
  }

  /// Restores the terminal while `body` runs, so that another program can use it.
  package func release<R>(_ body: () throws -> R) rethrows -> R {
    guard isOpen else { return try body() }
    def_prog_mode()
    setInputModes(false)
    clearLastRow()
    endwin()
    FatalSignalGuard.restoreModes()
    FatalSignalGuard.releaseMessages()
    defer {
      FatalSignalGuard.holdMessages()
      reset_prog_mode()
      flushinp()
      writer.forget()
      curses_repaint()
      wrefresh(curses_stdscr())
      setInputModes(true)
    }
    return try body()
  }

  /// Restores the terminal. Later calls do nothing.
  package func close() {
    guard isOpen else { return }
    isOpen = false
    setInputModes(false)
    clearLastRow()
    endwin()
    FatalSignalGuard.restoreModes()
    FatalSignalGuard.disarm()
  }

  /// Makes room for the shell's prompt, for terminals that have no alternate screen.
  private func clearLastRow() {
    wmove(curses_stdscr(), getmaxy(curses_stdscr()) - 1, 0)
    wclrtoeol(curses_stdscr())
    wrefresh(curses_stdscr())
  }

  /// Brackets pastes while the screen is open, and switches off the reports of a mouse that another program left on.
  private func setInputModes(_ on: Bool) {
    let mouse = on ? [1000, 1002, 1003, 1005, 1006, 1015].map { "\u{1B}[?\($0)l" }.joined() : ""
    try? writeAll("\u{1B}[?2004\(on ? "h" : "l")" + mouse, to: STDOUT_FILENO)
  }
}
