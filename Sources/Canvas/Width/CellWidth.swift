/// How many cells a grapheme takes on a canvas: 0 for a lone joiner, 1 or 2 for most, more if it is drawn in pieces.
package func cellWidth(of character: Character) -> Int {
  if character.printableASCII != nil { return 1 }
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

extension Character {
  /// The only byte of a printable ASCII character; `nil` for any other.
  package var printableASCII: UInt8? {
    let bytes = utf8
    guard bytes.count == 1 else { return nil }
    let byte = bytes[bytes.startIndex]
    return (0x20..<0x7F).contains(byte) ? byte : nil
  }
}
