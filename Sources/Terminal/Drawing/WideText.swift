internal import CNcurses
internal import Canvas
internal import Text

/// Turns cells into the wide characters curses takes, so that curses counts as many columns as the canvas did.
struct WideText {
  let isUTF8: Bool

  /// Appends what a cell shows; `width` is what the canvas gave it.
  func append(_ glyph: Character, width: Int, to text: inout [wchar_t]) {
    if let ascii = glyph.asciiValue {
      // A carriage return with a line feed counts as one ASCII character too; neither may reach curses.
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

  /// The scalars of a glyph, where the C library agrees on its width and on its marks; it is what curses goes by.
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
