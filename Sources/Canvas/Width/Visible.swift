/// A text with its control characters made visible as on a canvas (`␛`, `␀`; U+FFFD for C1 and bidirectional controls).
///
/// Newlines and tabs stay, and so does everything else: the result is safe to write to a terminal as plain lines.
/// With `ascii`, a control character becomes caret notation (`^[`) and all else what `asciiStandIn` says.
public func visible(_ text: String, ascii: Bool = false) -> String {
  let needsWork = text.utf8.contains { $0 < 0x20 && $0 != 0x0A && $0 != 0x09 || $0 >= 0x7F }
  if !needsWork { return text }
  var result = ""
  result.reserveCapacity(text.utf8.count)
  for character in text {
    if character == "\r\n" {
      result.append("\n")
      continue
    }
    var shown = String.UnicodeScalarView()
    for scalar in character.unicodeScalars {
      if scalar == "\n" || scalar == "\t" {
        shown.append(scalar)
      } else if let picture = picture(of: scalar) {
        shown.append(contentsOf: ascii ? caretNotation(of: scalar).unicodeScalars : picture.unicodeScalars)
      } else {
        shown.append(scalar)
      }
    }
    let piece = String(shown)
    if ascii { for part in piece { result.append(asciiStandIn(for: part)) } } else { result += piece }
  }
  return result
}

/// A text with each tab replaced by the spaces up to its next stop.
public func expandingTabs(_ text: some StringProtocol, every stop: Int = 8) -> String {
  var result = ""
  var column = 0
  for character in text {
    if character == "\t" {
      let spaces = stop - column % stop
      result += String(repeating: " ", count: spaces)
      column += spaces
    } else {
      result.append(character)
      column = character.isNewline ? 0 : column + cellWidth(of: character)
    }
  }
  return result
}

private func caretNotation(of scalar: Unicode.Scalar) -> String {
  guard scalar.value < 0x20, let letter = Unicode.Scalar(scalar.value + 0x40) else {
    return scalar.value == 0x7F ? "^?" : "?"
  }
  return "^" + String(Character(letter))
}
