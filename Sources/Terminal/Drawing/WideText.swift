internal import CNcurses
internal import Canvas
internal import Text

/// Converts cells to the wide characters that curses takes, so that curses counts the same columns as the canvas.
struct WideText {
  let isUTF8: Bool

  /// Appends the characters for a cell; `width` is its width on the canvas.
  func append(_ glyph: Character, width: Int, to text: inout [wchar_t]) {
    if let ascii = glyph.asciiValue {
      // Swift counts CR LF as one ASCII character; neither control character may reach curses.
      text.append(wchar_t(ascii >= 0x20 && ascii < 0x7F ? ascii : 0x3F))
    } else if !isUTF8 {
      text.append(wchar_t(asciiStandIn(for: glyph).asciiValue ?? 0x3F))
      if width == 2 { text.append(0x20) }
    } else if let characters = drawable(glyph, width: width) {
      text.append(contentsOf: characters)
    } else {
      text.append(0xFFFD)
      if width == 2 { text.append(0x20) }
    }
  }

  /// The scalars of a glyph; `nil` if the C library, which curses uses, measures another width.
  private func drawable(_ glyph: Character, width: Int) -> [wchar_t]? {
    var characters: [wchar_t] = []
    for scalar in glyph.unicodeScalars {
      let character = wchar_t(bitPattern: scalar.value)
      guard wcwidth(character) == (characters.isEmpty ? Int32(width) : 0) else { return nil }
      characters.append(character)
    }
    return characters.count <= 5 ? characters : nil
  }
}
