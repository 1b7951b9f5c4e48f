/// A string that a terminal sends, such as the reply to a question about its colours. All of it is dropped.
struct ControlString {
  /// What a byte did to it.
  enum Step {
    /// It goes on.
    case more
    /// It is complete, or was broken off.
    case ended
    /// After an escape in it came this byte, so the string is lost and another sequence begins.
    case broken
  }

  /// The character after the escape; `nil` if it began with a single byte.
  let introducer: Character?
  /// Whether nothing has arrived after its beginning.
  private(set) var isEmpty = true
  /// Whether the last byte was an escape, with which its end may begin.
  private(set) var hasEscape = false
  /// The bytes of a scalar in UTF-8 that are still to come.
  private var left = 0
  private var before: UInt8 = 0

  init(introducer: Character?) { self.introducer = introducer }

  mutating func take(_ byte: UInt8) -> Step {
    if hasEscape { return byte == UInt8(ascii: "\\") ? .ended : .broken }
    defer { before = byte }
    switch byte {
    // The end is BEL, `ESC \`, or ST. CAN and SUB break off.
    case 0x07, 0x18, 0x1A: return .ended
    case 0x1B:
      hasEscape = true
      return .more
    case 0x9C where left == 0 || before == 0xC2: return .ended
    case 0x80..<0xC0: left = max(0, left - 1)
    case 0xC2..<0xF5: left = byte < 0xE0 ? 1 : byte < 0xF0 ? 2 : 3
    default: left = 0
    }
    isEmpty = false
    return .more
  }
}
