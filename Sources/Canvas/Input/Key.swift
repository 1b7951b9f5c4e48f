/// A key press, or a paste, as the terminal reports it.
package enum Key: Sendable, Equatable, Hashable, ExpressibleByExtendedGraphemeClusterLiteral {
  /// A character that is typed; never a control character.
  case character(Character)
  /// A letter with control held, lower case: `control("c")`.
  case control(Character)
  /// A character with alt held, or escape before it.
  case alt(Character)
  /// Text pasted as one piece, newlines as `\n`.
  case paste(String)
  /// Text that arrived at once without being a paste, newlines as `\n`: more than anyone types at a time.
  case burst(String)
  /// The key that ends a line.
  case enter
  /// The key that moves to the next field.
  case tab
  /// Tab with shift held.
  case backTab
  /// The escape key.
  case escape
  /// The key that deletes to the left.
  case backspace
  /// The key that deletes to the right.
  case delete
  /// The key above delete.
  case insert
  /// Arrow keys.
  case up, down, left, right
  /// Arrow keys with control or alt held: by words, by paragraphs.
  case wordLeft, wordRight, paragraphUp, paragraphDown
  /// To the start or the end.
  case home, end
  /// A page up or down.
  case pageUp, pageDown
  /// A function key, from 1.
  case function(Int)

  /// The key that types a character.
  package init(extendedGraphemeClusterLiteral character: Character) { self = .character(character) }
}
