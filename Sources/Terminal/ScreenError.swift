/// Why the workbook can't use this terminal.
package enum ScreenError: Error, Sendable, Equatable, CustomStringConvertible {
  /// Standard input or output is a pipe or a file.
  case noTerminal
  /// TERM is not set.
  case unnamedTerminal
  /// The terminal database doesn't know this TERM.
  case unknownTerminal(String)
  /// The terminal has no way to move its cursor.
  case cannotMoveCursor(String)
  /// Curses could not set the terminal up, and doesn't say why.
  case refused(String)

  /// One sentence that also says what to do instead.
  package var description: String {
    switch self {
    case .noTerminal: "The workbook needs a terminal for its input and output; use --plain to work line by line."
    case .unnamedTerminal: "TERM is not set, so the terminal is unknown; set it, or use --plain to work line by line."
    case .unknownTerminal(let name):
      "The terminal \"\(name)\" is not known on this machine; set TERM to one that is (try xterm), or use --plain to "
        + "work line by line."
    case .cannotMoveCursor(let name):
      "The terminal \"\(name)\" can't move its cursor; use --plain to work line by line."
    case .refused(let name): "The terminal \"\(name)\" could not be set up; use --plain to work line by line."
    }
  }
}
