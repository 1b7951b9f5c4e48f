internal import CNcurses
package import Canvas
internal import Glibc
internal import Posix

/// The properties of the terminal, found without taking it over.
package struct TerminalSurvey: Sendable, Equatable {
  /// Its name, from TERM; `nil` if that is not set.
  package let name: String?
  /// Whether its description is installed on this machine.
  package let isKnown: Bool
  /// Whether the workbook can draw on it.
  package let canMoveCursor: Bool
  /// The number of colours it shows; 0 if it has none.
  package let colors: Int
  /// Whether text is sent as UTF-8.
  package let isUTF8: Bool
  /// Its columns and rows; `nil` if standard output is not a terminal.
  package let size: Size?

  /// Whether text is sent as UTF-8, which the locale alone decides.
  package static var sendsUTF8: Bool {
    Encoding.choose(terminal: Environment.value("TERM") ?? "", environment: Environment.value).isUTF8
  }

  /// Examines the environment, the terminal's description and standard output.
  package static func now() -> TerminalSurvey {
    let name = Environment.value("TERM")
    var colors: Int32 = 0
    let answer = name == nil ? 0 : curses_survey(&colors)
    var rows: Int32 = 0
    var columns: Int32 = 0
    if isatty(STDOUT_FILENO) == 1 { curses_kernel_size(STDOUT_FILENO, &rows, &columns) }
    return TerminalSurvey(
      name: name, isKnown: answer > 0, canMoveCursor: answer == 2, colors: max(0, Int(colors)),
      isUTF8: sendsUTF8,
      size: rows > 0 && columns > 0 ? Size(width: Int(columns), height: Int(rows)) : nil)
  }
}
