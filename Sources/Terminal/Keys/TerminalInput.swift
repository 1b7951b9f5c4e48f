/// One piece of input from curses.
enum TerminalInput: Equatable {
  /// A key that curses recognised by its bytes.
  case code(Int32)
  /// Any other scalar, including control characters and escape.
  case scalar(Unicode.Scalar)
}
