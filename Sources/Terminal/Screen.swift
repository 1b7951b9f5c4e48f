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
  private var decoder = KeyDecoder()
  private var lastInput: UInt64 = 0
  private var isOpen = true

  private init(encoding: Encoding, ascii: Bool) {
    glyphs = encoding.hasGlyphs && !ascii ? .utf8 : .ascii
    palette = Palette(noColor: Environment.value("NO_COLOR") != nil)
    writer = ScreenWriter(palette: palette, isUTF8: encoding.isUTF8 && !ascii)
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
    set_escdelay(25)
    keypad(curses_stdscr(), true)
    nodelay(curses_stdscr(), true)
    scrollok(curses_stdscr(), false)
    KeySequences.define()
    let screen = Screen(encoding: encoding, ascii: ascii)
    wrefresh(curses_stdscr())
    screen.bracketPastes(true)
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
    bracketPastes(true)
  }

  /// The keys that have arrived. It doesn't wait. A paste is one key, returned when its end has arrived.
  package func readKeys() -> [Key] {
    let now = SystemClock.monotonic
    var keys: [Key] = []
    // After two seconds of silence within a paste, its end must have been lost.
    if decoder.isPasting, now - lastInput > 2_000_000_000 { keys += decoder.endPaste() }
    lastInput = now
    var input: [TerminalInput] = []
    // For a byte that isn't UTF-8, curses reports that there is nothing to read, although there may be more: ask twice.
    var misses = 0
    while misses < 2 {
      var value: UInt32 = 0
      switch curses_get_wch(&value) {
      case KEY_CODE_YES: input.append(.code(Int32(bitPattern: value)))
      case OK: if let scalar = Unicode.Scalar(value) { input.append(.scalar(scalar)) }
      default:
        misses += 1
        continue
      }
      misses = 0
    }
    return keys + decoder.keys(input)
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
    bracketPastes(false)
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
      bracketPastes(true)
    }
    return try body()
  }

  /// Restores the terminal. Later calls do nothing.
  package func close() {
    guard isOpen else { return }
    isOpen = false
    bracketPastes(false)
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

  private func bracketPastes(_ on: Bool) {
    try? writeAll("\u{1B}[?2004\(on ? "h" : "l")", to: STDOUT_FILENO)
  }
}
