/// How a cell looks: an ink and attributes. The terminal decides which of its colours an ink is.
public struct Style: Sendable, Equatable, Hashable {
  /// What the colour means.
  public var ink: Ink
  /// Heavier.
  public var bold: Bool
  /// Fainter.
  public var dim: Bool
  /// Italic, or underlined if the terminal has no italics.
  public var italic: Bool
  /// With a line below.
  public var underline: Bool
  /// Foreground and background exchanged.
  public var reverse: Bool

  /// Makes a style; without arguments the terminal's own foreground and background.
  public init(
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
  public static let plain = Style()
  /// Heavier than the text around it.
  public static let bold = Style(bold: true)
  /// Fainter than the text around it.
  public static let dim = Style(dim: true)
}

/// What a colour means. On the page a colour means a worker; program text alone has inks of its own.
public enum Ink: Sendable, Equatable, Hashable {
  /// The terminal's own foreground.
  case plain
  /// This worker, counted from 0; inks repeat after as many as the terminal can tell apart.
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
