/// A block of prose.
package indirect enum Block: Sendable, Equatable {
  /// A heading below the section's own, level 2 to 6.
  case heading(level: Int, [Inline])
  /// Running text.
  case paragraph([Inline])
  /// A list, numbered from `start` unless that is `nil`; a tight list has no space between its items.
  case list(start: Int?, tight: Bool, items: [[Block]])
  /// A table: one header row, then rows of as many cells.
  case table(columns: [ColumnAlignment], header: [[Inline]], rows: [[[Inline]]])
  /// Code, verbatim including its tabs, with the language of its fence.
  case code(language: String?, String)
  /// Quoted blocks.
  case quote([Block])
  /// A horizontal line.
  case rule

  /// How the text of a column is aligned.
  package enum ColumnAlignment: Sendable, Equatable {
    case left, center, right
  }
}

/// A run of text within a block.
package indirect enum Inline: Sendable, Equatable {
  /// Plain text.
  case text(String)
  /// A line break of the source, which the page may put elsewhere.
  case softBreak
  /// A line break that the page keeps.
  case lineBreak
  /// Code within text.
  case code(String)
  /// Emphasised text.
  case emphasis([Inline])
  /// Strongly emphasised text.
  case strong([Inline])
  /// Text that is struck through.
  case strikethrough([Inline])
  /// A link.
  case link([Inline], target: String)
  /// An image; a terminal shows only its alternative text.
  case image(alternative: String, target: String)
  /// A formula as TeX, without its dollar signs; `unicodeFormula` makes one line of text from it.
  case math(tex: String)
}

extension [Inline] {
  /// The target of the first link or image in running text that isn't its text as well.
  var firstTarget: String? {
    for inline in self {
      switch inline {
      case .link(let inner, let target): if plainText(inner) != target, !target.isEmpty { return target }
      case .image(_, let target): if !target.isEmpty { return target }
      case .emphasis(let inner), .strong(let inner), .strikethrough(let inner):
        if let target = inner.firstTarget { return target }
      case .text, .softBreak, .lineBreak, .code, .math: break
      }
    }
    return nil
  }
}
