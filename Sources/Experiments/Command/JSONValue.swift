import FoundationEssentials

/// Any JSON value: an item that a program gets, or its result.
package enum JSONValue: Sendable, Equatable {
  /// `null`.
  case null
  /// `true` or `false`.
  case bool(Bool)
  /// A whole number of 64 bits.
  case integer(Int)
  /// A larger whole number, of at most 38 digits.
  case large(Decimal)
  /// Any other number.
  case double(Double)
  /// A string.
  case string(String)
  /// An array.
  case array([JSONValue])
  /// An object; its keys have no order.
  case object([String: JSONValue])

  /// Reads one value; `nil` if the text is not JSON, has a number too large for a `Double`, or is nested more than 100 deep.
  package init?(_ text: String) {
    // A recorded run contains the value a few levels down, and the decoder that reads it has a limit of its own.
    guard JSONValue.depth(of: text) <= 100, let value = try? JSONDecoder().decode(JSONValue.self, from: Data(text.utf8))
    else { return nil }
    self = value
  }

  /// Whether a text is one value. Most answers are a short number or a plain string, which need no decoder.
  package static func isOne(_ text: String) -> Bool {
    var text = text
    return text.withUTF8(isPlain) || JSONValue(text) != nil
  }

  private static func isPlain(_ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
    guard let first = bytes.first, let last = bytes.last else { return false }
    if first == UInt8(ascii: "\"") {
      return bytes.count > 1 && last == first
        && bytes[1..<bytes.count - 1].allSatisfy {
          (0x20...0x7e).contains($0) && $0 != UInt8(ascii: "\"") && $0 != UInt8(ascii: "\\")
        }
    }
    // At most 18 digits always fit, and more than one don't begin with 0.
    let digits = first == UInt8(ascii: "-") ? bytes[1...] : bytes[...]
    guard let leading = digits.first, digits.count <= 18, leading != UInt8(ascii: "0") || digits.count == 1 else {
      return false
    }
    return digits.allSatisfy { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }
  }

  /// The value in one line, keys in alphabetical order, whole numbers without a decimal point.
  package var text: String {
    switch self {
    case .null: "null"
    case .bool(let value): value ? "true" : "false"
    case .integer(let number): String(number)
    case .large(let number): number.description
    case .double(let number): formatItem(number)
    case .string(let text): JSONValue.quoted(text)
    case .array(let values): "[" + values.map(\.text).joined(separator: ", ") + "]"
    case .object(let values):
      "{"
        + values.sorted { $0.key < $1.key }.map { JSONValue.quoted($0.key) + ": " + $0.value.text }
        .joined(separator: ", ") + "}"
    }
  }

  /// The value as a `Double`; `nil` if it isn't a number, or if a `Double` can't hold it exactly.
  var number: Double? {
    switch self {
    case .integer(let number): Double(exactly: number)
    case .double(let number): number
    default: nil
    }
  }

  /// How deep brackets are nested, not counting those in strings.
  private static func depth(of text: String) -> Int {
    var (depth, deepest, isQuoted, isEscaped) = (0, 0, false, false)
    for byte in text.utf8 {
      switch byte {
      case _ where isEscaped: isEscaped = false
      case UInt8(ascii: "\\"): isEscaped = isQuoted
      case UInt8(ascii: "\""): isQuoted.toggle()
      case UInt8(ascii: "["), UInt8(ascii: "{"):
        depth += isQuoted ? 0 : 1
        deepest = max(deepest, depth)
      case UInt8(ascii: "]"), UInt8(ascii: "}"): depth -= isQuoted ? 0 : 1
      default: break
      }
    }
    return deepest
  }

  private static func quoted(_ text: String) -> String {
    var quoted = "\""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\"": quoted += "\\\""
      case "\\": quoted += "\\\\"
      case "\n": quoted += "\\n"
      case "\t": quoted += "\\t"
      case "\0"..."\u{1f}", "\u{7f}"..."\u{9f}":
        let digits = String(scalar.value, radix: 16)
        quoted += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
      default: quoted.unicodeScalars.append(scalar)
      }
    }
    return quoted + "\""
  }
}

extension JSONValue: Codable {
  /// Reads a value of any kind.
  package init(from decoder: any Decoder) throws {
    let box = try decoder.singleValueContainer()
    if box.decodeNil() {
      self = .null
    } else if let number = try? box.decode(Int.self) {
      self = .integer(number)
    } else if let text = try? box.decode(String.self) {
      self = .string(text)
    } else if let number = try? box.decode(Double.self) {
      // Whole numbers of more than 64 bits stay exact if a `Decimal` holds them.
      let whole = number == number.rounded() && abs(number) < 1e38 ? try? box.decode(Decimal.self) : nil
      self = whole.map(JSONValue.large) ?? .double(number)
    } else if let value = try? box.decode(Bool.self) {
      self = .bool(value)
    } else if let values = try? box.decode([JSONValue].self) {
      self = .array(values)
    } else {
      self = .object(try box.decode([String: JSONValue].self))
    }
  }

  /// Writes the value itself.
  package func encode(to encoder: any Encoder) throws {
    var box = encoder.singleValueContainer()
    switch self {
    case .null: try box.encodeNil()
    case .bool(let value): try box.encode(value)
    case .integer(let number): try box.encode(number)
    case .large(let number): try box.encode(number)
    case .double(let number): try box.encode(number)
    case .string(let text): try box.encode(text)
    case .array(let values): try box.encode(values)
    case .object(let values): try box.encode(values)
    }
  }
}
