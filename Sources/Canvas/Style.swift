/// How a cell looks: an ink and attributes. The terminal decides which of its colours an ink is.
package struct Style: Sendable, Equatable, Hashable {
  /// What the colour means.
  package var ink: Ink
  /// Heavier.
  package var bold: Bool
  /// Fainter.
  package var dim: Bool
  /// Italic, or underlined if the terminal has no italics.
  package var italic: Bool
  /// With a line below.
  package var underline: Bool
  /// Foreground and background exchanged.
  package var reverse: Bool

  /// Makes a style; without arguments the terminal's own foreground and background.
  package init(
    _ ink: Ink = .plain, bold: Bool = false, dim: Bool = false, italic: Bool = false, underline: Bool = false,
    reverse: Bool = false
  ) {
    self.ink = ink
    self.bold = bold
    self.dim = dim
    self.italic = italic
    self.underline = underline
    self.reverse = reverse
  }

  /// The terminal's own foreground and background.
  package static let plain = Style()
  /// Heavier than the text around it.
  package static let bold = Style(bold: true)
  /// Fainter than the text around it.
  package static let dim = Style(dim: true)
}

/// What a colour means. On the page a colour means a worker; program text alone has inks of its own.
package enum Ink: Sendable, Equatable, Hashable {
  /// The terminal's own foreground.
  case plain
  /// This worker, counted from 0. If there are more workers than colours, the colours repeat.
  case worker(Int)
  /// A keyword in program text.
  case keyword
  /// A string in program text.
  case string
  /// A comment in program text.
  case comment
  /// A number in program text.
  case number
}
