internal import Text

/// The scalars of a grapheme that are drawn: more than any language needs, and so few that none takes long to draw.
private let scalarsDrawn = 64
/// Combining marks in a cell: as many as curses can hold, and more than any language needs.
private let marksInCell = 4

/// Divides a grapheme into glyphs that cells can hold, in order, each with its width of 1 or 2.
///
/// Most are one glyph. A grapheme of several spacing scalars (Indic clusters) is drawn scalar by scalar. Sequences that
/// terminals join differently (flags, skin tones, emoji joined by ZWJ) and characters that change the order of the text
/// become U+FFFD. Control characters become their pictures (`␛`), a tab becomes four spaces.
func forEachGlyph(of character: Character, _ body: (Character, Int) -> Void) {
  if character.printableASCII != nil { return body(character, 1) }
  let scalars = character.unicodeScalars.prefix(scalarsDrawn)
  if let first = scalars.first, scalars.index(after: scalars.startIndex) == scalars.endIndex, !isSpecial(first) {
    let width = cellWidth(of: first)
    if width > 0 { return body(character, width) }
  }
  if isJoinedEmoji(scalars) { return body("\u{FFFD}", 1) }
  var cluster = String.UnicodeScalarView()
  var clusterWidth = 0
  func flush() {
    let glyph = String(cluster)
    if glyph.count == 1 {
      body(Character(glyph), clusterWidth)
    } else if clusterWidth > 0 {
      // A lone vowel or final of Hangul takes no cell, but doesn't join a space either.
      body("\u{FFFD}", 1)
    }
    cluster = String.UnicodeScalarView()
    clusterWidth = 0
  }
  for scalar in scalars {
    if scalar == "\t" {
      flush()
      for _ in 0..<tabWidth { body(" ", 1) }
    } else if let picture = scalar.picture {
      flush()
      body(Character(picture), 1)
    } else {
      let width = cellWidth(of: scalar)
      if width > 0 {
        flush()
        cluster.append(scalar)
        clusterWidth = width
      } else if scalar.properties.generalCategory != .format, !isVariationSelector(scalar) {
        if clusterWidth == 0 {
          cluster.append(" ")
          clusterWidth = 1
        }
        if cluster.count <= marksInCell { cluster.append(scalar) }
      }
    }
  }
  flush()
}

private func isSpecial(_ scalar: Unicode.Scalar) -> Bool {
  scalar.picture != nil || isRegionalIndicator(scalar)
}

private func isRegionalIndicator(_ scalar: Unicode.Scalar) -> Bool { (0x1F1E6...0x1F1FF).contains(scalar.value) }

private func isVariationSelector(_ scalar: Unicode.Scalar) -> Bool {
  (0xFE00...0xFE0F).contains(scalar.value) || (0xE0100...0xE01EF).contains(scalar.value)
}

private func isJoinedEmoji(_ scalars: Substring.UnicodeScalarView) -> Bool {
  var hasJoiner = false
  var hasEmoji = false
  for scalar in scalars where scalar.value > 0x2000 {
    if isRegionalIndicator(scalar) || (0x1F3FB...0x1F3FF).contains(scalar.value) { return true }
    if scalar.value == 0x200D { hasJoiner = true }
    if scalar.properties.isEmojiPresentation || scalar.properties.isEmoji { hasEmoji = true }
  }
  return hasJoiner && hasEmoji
}
