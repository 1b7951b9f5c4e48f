internal import CNcurses
public import Canvas
internal import Glibc

/// The terminal, from `open` to `close`: draws canvases and reads keys. One thread uses it.
public final class Screen {
  /// What to wait for with `poll`: readable when there are keys to read.
  public let fileDescriptor: Int32 = STDIN_FILENO
  /// The furniture this terminal can show.
  public let glyphs: Glyphs
  /// Colours the terminal shows; 0 for none.
  public var colors: Int { palette.colors }

  private let palette: Palette
  private var painter: Painter
  private var decoder = KeyDecoder()
  private var lastInput: UInt64 = 0
  private var isOpen = true

  private init(encoding: Encoding, ascii: Bool) {
    glyphs = encoding.hasGlyphs && !ascii ? .utf8 : .ascii
    palette = Palette(noColor: !(environmentVariable("NO_COLOR") ?? "").isEmpty)
    painter = Painter(palette: palette, isUTF8: encoding.isUTF8 && !ascii)
  }

  deinit { close() }

  /// Takes the terminal over: its alternate screen, its keys, its standard error until it is closed.
  ///
  /// - Parameter ascii: draw nothing beyond ASCII, whatever the locale says.
  public static func open(ascii: Bool = false) throws(ScreenError) -> Screen {
    guard isatty(STDIN_FILENO) == 1, isatty(STDOUT_FILENO) == 1 else { throw .noTerminal }
    guard let terminal = environmentVariable("TERM"), !terminal.isEmpty else { throw .unnamedTerminal }
    let encoding = Encoding.choose(terminal: terminal, environment: environmentVariable)
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

  /// Columns and rows as they are now; takes note of a change.
  public var size: Size {
    var rows: Int32 = 0
    var columns: Int32 = 0
    curses_kernel_size(STDOUT_FILENO, &rows, &columns)
    if rows > 0, columns > 0, rows != getmaxy(curses_stdscr()) || columns != getmaxx(curses_stdscr()) {
      resizeterm(rows, columns)
      painter.forget()
    }
    return Size(width: Int(getmaxx(curses_stdscr())), height: Int(getmaxy(curses_stdscr())))
  }

  /// Shows a canvas; only what differs from the one before is sent.
  public func draw(_ canvas: Canvas) {
    let size = size
    painter.draw(canvas, columns: size.width, rows: size.height)
  }

  /// Has the next `draw` send everything, in case something else wrote to the terminal.
  public func redraw() {
    reset_prog_mode()
    painter.forget()
    curses_repaint()
    bracketPastes(true)
  }

  /// The keys that have arrived, without waiting; a paste comes as one when its end has.
  public func readKeys() -> [Key] {
    let now = monotonicNanoseconds()
    var keys: [Key] = []
    // Two seconds of silence within a paste: its end was lost on the way.
    if decoder.isPasting, now - lastInput > 2_000_000_000 { keys += decoder.endPaste() }
    lastInput = now
    var input: [TerminalInput] = []
    // Curses answers a byte that isn't UTF-8 as it answers nothing, but has more to give: ask twice.
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

  /// Gives the terminal back, stops the program as ctrl-Z does, and takes the terminal again when it goes on.
  public func suspend() {
    release {
      // The rest of the job stops too, as it would had the terminal sent the signal; then this program by itself, which
      // takes effect before `raise` answers.
      withSignals([(SIGTSTP, ignoring)]) { _ = kill(0, SIGTSTP) }
      withSignals([(SIGTSTP, SIG_DFL)]) { _ = raise(SIGTSTP) }
    }
  }

  /// Gives the terminal to another program while a body runs, and takes it back however that ends.
  public func release<R>(_ body: () throws -> R) rethrows -> R {
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
      painter.forget()
      curses_repaint()
      wrefresh(curses_stdscr())
      bracketPastes(true)
    }
    return try body()
  }

  /// Gives the terminal back for good; later calls do nothing.
  public func close() {
    guard isOpen else { return }
    isOpen = false
    bracketPastes(false)
    clearLastRow()
    endwin()
    FatalSignalGuard.restoreModes()
    FatalSignalGuard.disarm()
  }

  /// Makes room for the shell's prompt where the terminal has no second screen to come back from.
  private func clearLastRow() {
    wmove(curses_stdscr(), getmaxy(curses_stdscr()) - 1, 0)
    wclrtoeol(curses_stdscr())
    wrefresh(curses_stdscr())
  }

  private func bracketPastes(_ on: Bool) {
    let bytes = Array("\u{1B}[?2004\(on ? "h" : "l")".utf8)
    _ = write(STDOUT_FILENO, bytes, bytes.count)
  }
}

private func monotonicNanoseconds() -> UInt64 {
  var time = timespec()
  clock_gettime(CLOCK_MONOTONIC, &time)
  return UInt64(time.tv_sec) * 1_000_000_000 + UInt64(time.tv_nsec)
}
