/// A block of prose.
public indirect enum Block: Sendable, Equatable {
  /// A heading below the section's own, level 2 to 6.
  case heading(level: Int, [Inline])
  /// Running text.
  case paragraph([Inline])
  /// Items under each other; numbered from `start` where there is one. `tight`: no space between them.
  case list(start: Int?, tight: Bool, items: [[Block]])
  /// A table: one header row, then rows of as many cells.
  case table(columns: [ColumnAlignment], header: [[Inline]], rows: [[[Inline]]])
  /// Code as it stands, with the language of its fence.
  case code(language: String?, String)
  /// Blocks set in from the margin.
  case quote([Block])
  /// A line across the page.
  case rule

  /// Where a column's text stands.
  public enum ColumnAlignment: Sendable, Equatable {
    case left, center, right
  }
}

/// A run of text within a block.
public indirect enum Inline: Sendable, Equatable {
  /// Text as it stands.
  case text(String)
  /// A line break that the page may move.
  case softBreak
  /// A line break that stays.
  case lineBreak
  /// Code within text.
  case code(String)
  /// Stressed text.
  case emphasis([Inline])
  /// Strongly stressed text.
  case strong([Inline])
  /// Struck text.
  case strikethrough([Inline])
  /// Text that leads somewhere.
  case link([Inline], target: String)
  /// A picture, of which a terminal has only its words.
  case image(alternative: String, target: String)
  /// A formula, already turned into Unicode a terminal can show.
  case math(String)
}
