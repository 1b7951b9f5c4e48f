/// How many cells a grapheme takes on a canvas: 0 for a lone joiner, 1 or 2 for most, more where it is drawn in pieces.
public func cellWidth(of character: Character) -> Int {
  if let ascii = character.asciiValue, ascii >= 0x20, ascii < 0x7F { return 1 }
  var width = 0
  forEachGlyph(of: character) { _, glyphWidth in width += glyphWidth }
  return width
}

/// How many cells a text takes on a canvas, in one row.
public func cellWidth(of text: some StringProtocol) -> Int {
  var width = 0
  for character in text { width += cellWidth(of: character) }
  return width
}

/// Columns a tab is drawn with wherever it stands; `expandingTabs` knows of tab stops.
public let tabWidth = 4

/// How many cells a scalar takes by itself: 0 for marks and joiners, 2 for the wide ones, 1 for all others.
func cellWidth(of scalar: Unicode.Scalar) -> Int {
  let value = scalar.value
  if value < 0x300 { return value == 0xAD ? 0 : 1 }
  if value < 0x1100 || !isWide(value) {
    // Conjoining Hangul vowels and finals sit within the wide block of the initial.
    if (0x1160...0x11FF).contains(value) || (0xD7B0...0xD7FF).contains(value) { return 0 }
    switch scalar.properties.generalCategory {
    case .nonspacingMark, .enclosingMark, .format: return 0
    default: return 1
    }
  }
  return scalar.properties.generalCategory == .nonspacingMark ? 0 : 2
}

private func isWide(_ value: UInt32) -> Bool {
  var low = 0
  var high = wideRanges.count
  while low < high {
    let middle = (low + high) / 2
    if wideRanges[middle].upperBound < value { low = middle + 1 } else { high = middle }
  }
  return low < wideRanges.count && wideRanges[low].contains(value)
}
