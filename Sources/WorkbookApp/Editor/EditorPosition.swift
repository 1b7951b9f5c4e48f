/// A position between two graphemes of a text: before the grapheme `column` of the line `line`, both counted from 0.
package struct EditorPosition: Sendable, Equatable, Comparable {
  /// The line, counted from 0.
  package var line: Int
  /// The number of graphemes before it in the line.
  package var column: Int

  /// Makes a position.
  package init(line: Int = 0, column: Int = 0) {
    self.line = line
    self.column = column
  }

  /// Whether one position is before another in the text.
  package static func < (a: EditorPosition, b: EditorPosition) -> Bool { (a.line, a.column) < (b.line, b.column) }
}
