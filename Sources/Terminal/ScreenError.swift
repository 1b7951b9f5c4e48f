/// Why the workbook's screen can't be had here.
public enum ScreenError: Error, Sendable, Equatable, CustomStringConvertible {
  /// Standard input or output is a pipe or a file.
  case noTerminal
  /// TERM isn't set.
  case unnamedTerminal
  /// The terminal database doesn't know this TERM.
  case unknownTerminal(String)
  /// The terminal can't move its cursor.
  case cannotMoveCursor(String)
  /// Curses refused it for a reason it keeps to itself.
  case refused(String)

  /// One sentence that says what to do instead.
  public var description: String {
    switch self {
    case .noTerminal: "The workbook needs a terminal on its input and output; use --plain to work line by line."
    case .unnamedTerminal: "TERM is not set, so the terminal is unknown; set it, or use --plain to work line by line."
    case .unknownTerminal(let name):
      "There is no description of the terminal \"\(name)\" here; set TERM to one there is (try xterm), or use --plain "
        + "to work line by line."
    case .cannotMoveCursor(let name):
      "A terminal that calls itself \"\(name)\" cannot move its cursor; use --plain to work line by line."
    case .refused(let name): "The terminal \"\(name)\" could not be set up; use --plain to work line by line."
    }
  }
}
