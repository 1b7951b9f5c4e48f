/// What curses hands over at a time.
enum TerminalInput: Equatable {
  /// A key it recognised by the bytes the terminal sends for it.
  case code(Int32)
  /// Anything else, a scalar at a time, controls and escape included.
  case scalar(Unicode.Scalar)
}
