/// Text in which nothing can steer a terminal: control characters show as themselves (␛ for escape), and characters
/// that turn the direction of text or have no agreed look show as U+FFFD. Line breaks and tabs stay.
public func visible(_ text: String) -> String {
  guard text.unicodeScalars.contains(where: { $0.shown != $0 }) else { return text }
  return String(String.UnicodeScalarView(text.unicodeScalars.map(\.shown)))
}

extension Unicode.Scalar {
  /// The scalar itself, or what stands for it where it can't be shown.
  var shown: Unicode.Scalar {
    switch value {
    case 0x09, 0x0A: self
    case 0x00...0x1F: Unicode.Scalar(0x2400 + value) ?? "\u{FFFD}"
    case 0x7F: "\u{2421}"
    case 0x80...0x9F, 0x200E, 0x200F, 0x2028...0x202E, 0x2066...0x2069, 0xFEFF, 0xFFF9...0xFFFB: "\u{FFFD}"
    case 0xE000...0xF8FF, 0xF0000...0x10FFFF: "\u{FFFD}"
    default: self
    }
  }
}
