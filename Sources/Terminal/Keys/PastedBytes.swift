internal import Canvas

/// What arrives between the brackets of a paste.
struct PastedBytes {
  /// How many bytes of a paste are kept: more than any field has room for, so that the field can say what is lost.
  static let limit = 16 << 20

  private static let end = Array("\u{1B}[201~".utf8)

  private var bytes: [UInt8] = []
  private var matched = 0

  /// Takes a byte; returns whether the paste has ended.
  mutating func take(_ byte: UInt8) -> Bool {
    if byte == Self.end[matched] {
      matched += 1
      return matched == Self.end.count
    }
    // What looked like the end was part of the text.
    if matched > 0 { keep(Self.end[..<matched]) }
    matched = 0
    if byte == Self.end[0] { matched = 1 } else { keep(CollectionOfOne(byte)) }
    return false
  }

  private mutating func keep(_ new: some Collection<UInt8>) {
    if bytes.count < Self.limit { bytes += new.prefix(Self.limit - bytes.count) }
  }

  /// The paste as a key; none if it has no text.
  var keys: [Key] {
    let text = pastedText(bytes)
    return text.isEmpty ? [] : [.paste(text)]
  }
}

/// The text in bytes that were pasted: line ends as line feeds, without other control characters and without bytes that
/// aren't UTF-8.
func pastedText(_ bytes: [UInt8]) -> String {
  var text = String.UnicodeScalarView()
  var decoder = UTF8()
  var iterator = bytes.makeIterator()
  var lastWasReturn = false
  while true {
    switch decoder.decode(&iterator) {
    case .emptyInput: return String(text)
    case .error: lastWasReturn = false
    case .scalarValue(let scalar):
      defer { lastWasReturn = scalar == "\r" }
      switch scalar.value {
      case 0x0A: if !lastWasReturn { text.append("\n") }
      case 0x0D: text.append("\n")
      case 0x09: text.append(scalar)
      case 0x00..<0x20, 0x7F..<0xA0: break
      default: text.append(scalar)
      }
    }
  }
}
