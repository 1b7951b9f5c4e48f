internal import CNcurses
public import Canvas
internal import Glibc

/// What is known of the terminal without taking it over.
public struct TerminalSurvey: Sendable, Equatable {
  /// What TERM calls it; nothing where it says nothing.
  public let name: String?
  /// Whether the terminal's description is installed here.
  public let isKnown: Bool
  /// Whether the workbook can draw on it.
  public let canMoveCursor: Bool
  /// Colours it shows; 0 for none.
  public let colors: Int
  /// Whether text goes out as UTF-8.
  public let isUTF8: Bool
  /// Columns and rows; nothing where standard output is no terminal.
  public let size: Size?

  /// Looks at the environment, the terminal's description and standard output.
  public static func now() -> TerminalSurvey {
    let name = environmentVariable("TERM").flatMap { $0.isEmpty ? nil : $0 }
    var colors: Int32 = 0
    let answer = name == nil ? 0 : curses_survey(&colors)
    var rows: Int32 = 0
    var columns: Int32 = 0
    if isatty(STDOUT_FILENO) == 1 { curses_kernel_size(STDOUT_FILENO, &rows, &columns) }
    return TerminalSurvey(
      name: name, isKnown: answer > 0, canMoveCursor: answer == 2, colors: max(0, Int(colors)),
      isUTF8: Encoding.choose(terminal: name ?? "", environment: environmentVariable).isUTF8,
      size: rows > 0 && columns > 0 ? Size(width: Int(columns), height: Int(rows)) : nil)
  }
}
