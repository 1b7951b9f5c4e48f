/// How many cells a grapheme takes on a canvas: 0 for a lone joiner, 1 or 2 for most, more if it is drawn in pieces.
package func cellWidth(of character: Character) -> Int {
  if let ascii = character.asciiValue, ascii >= 0x20, ascii < 0x7F { return 1 }
  var width = 0
  forEachGlyph(of: character) { _, glyphWidth in width += glyphWidth }
  return width
}

/// How many cells a text takes on a canvas, in one row.
package func cellWidth(of text: some StringProtocol) -> Int {
  var width = 0
  for character in text { width += cellWidth(of: character) }
  return width
}

/// Columns of a tab, wherever it is; for tab stops see `expandingTabs`.
package let tabWidth = 4
