/// Makes text safe to print: nothing in the result can command a terminal or change the direction of the text.
///
/// A control character becomes its picture (`␛` for escape). A character that reorders text, or that has no agreed
/// shape, becomes U+FFFD. Newlines and tabs stay, and `\r\n` becomes `\n`.
///
/// - Parameters:
///   - onOneLine: Show newlines and tabs as pictures too, for a name inside a sentence.
///   - ascii: For terminals without UTF-8: control characters become caret notation (`^[`), everything else becomes
///     what `asciiStandIn` says.
package func visible(_ text: String, onOneLine: Bool = false, ascii: Bool = false) -> String {
  if text.utf8.allSatisfy({ isHarmless($0, onOneLine: onOneLine) }) { return text }
  var shown = String.UnicodeScalarView()
  for character in text {
    if character == "\r\n", !onOneLine {
      shown.append("\n")
      continue
    }
    for scalar in character.unicodeScalars {
      if !onOneLine, scalar == "\n" || scalar == "\t" {
        shown.append(scalar)
      } else if let picture = scalar.picture {
        shown.append(contentsOf: ascii ? caretNotation(of: scalar).unicodeScalars : String(picture).unicodeScalars)
      } else {
        shown.append(scalar)
      }
    }
  }
  return ascii ? String(String(shown).map(asciiStandIn)) : String(shown)
}

extension Unicode.Scalar {
  /// The scalar to show instead of one that must not reach a terminal; `nil` for all others.
  ///
  /// Newlines and tabs have pictures too; `shown` leaves them as they are.
  package var picture: Unicode.Scalar? {
    switch value {
    case 0x00...0x1F: Unicode.Scalar(0x2400 + value)
    case 0x7F: "\u{2421}"
    case 0x80...0x9F, 0x061C, 0x200E, 0x200F, 0x2028...0x202E, 0x2066...0x2069: "\u{FFFD}"
    case 0xE000...0xF8FF, 0xFEFF, 0xFFF9...0xFFFB, 0xF0000...0x10FFFF: "\u{FFFD}"
    default: nil
    }
  }

  /// The scalar as `visible` shows it within a text.
  package var shown: Unicode.Scalar { self == "\n" || self == "\t" ? self : picture ?? self }
}

private func isHarmless(_ byte: UInt8, onOneLine: Bool) -> Bool {
  (0x20..<0x7F).contains(byte) || (!onOneLine && (byte == UInt8(ascii: "\n") || byte == UInt8(ascii: "\t")))
}

private func caretNotation(of scalar: Unicode.Scalar) -> String {
  guard scalar.value < 0x20, let letter = Unicode.Scalar(scalar.value + 0x40) else {
    return scalar.value == 0x7F ? "^?" : "?"
  }
  return "^" + String(Character(letter))
}
