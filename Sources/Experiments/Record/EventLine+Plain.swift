extension EventLine {
  /// Reads a line in the form that this program writes: no spaces, whole numbers, and no escapes in strings.
  ///
  /// Most lines of a long run have this form, and reading them takes a small part of the time that a decoder needs.
  /// For every other line it returns `nil`, and the decoder decides what the line means.
  init?(plain line: UnsafeBufferPointer<UInt8>) {
    var line = PlainJSON(line)
    var time: UInt64?
    var name: String?
    var seen: UInt8 = 0
    self.init()
    guard line.take("{") else { return nil }
    repeat {
      guard let key = line.string(), line.take(":") else { return nil }
      switch key {
      case "t" where time == nil: time = line.integer().flatMap { UInt64(exactly: $0) }
      case "e" where name == nil: name = line.string()
      case "w" where seen & 1 == 0:
        w = line.integer()
        seen |= 1
      case "n" where seen & 2 == 0:
        n = line.integer()
        seen |= 2
      case "pid" where seen & 4 == 0:
        pid = line.integer().flatMap { Int32(exactly: $0) }
        seen |= 4
      case "code" where seen & 8 == 0:
        code = line.integer().flatMap { Int32(exactly: $0) }
        seen |= 8
      case "signal" where seen & 16 == 0:
        signal = line.integer().flatMap { Int32(exactly: $0) }
        seen |= 16
      case "items" where seen & 32 == 0:
        items = line.pair()
        seen |= 32
      case "text" where seen & 64 == 0:
        text = line.string()
        seen |= 64
      case "host" where seen & 128 == 0:
        host = line.string()
        seen |= 128
      default: return nil
      }
    } while line.take(",")
    guard line.take("}"), line.isDone, !line.hasFailed, let time, let name else { return nil }
    (t, e) = (time, name)
  }
}

/// The parts of a line of JSON in its plainest form, one after another. What it can't read makes it fail for good.
private struct PlainJSON {
  private let bytes: UnsafeBufferPointer<UInt8>
  private var index = 0
  /// Whether something could not be read.
  private(set) var hasFailed = false

  init(_ bytes: UnsafeBufferPointer<UInt8>) { self.bytes = bytes }

  /// Whether everything was read.
  var isDone: Bool { index == bytes.count }

  /// Takes a sign if it is the next byte.
  mutating func take(_ sign: Unicode.Scalar) -> Bool {
    guard index < bytes.count, bytes[index] == UInt8(ascii: sign) else { return false }
    index += 1
    return true
  }

  /// Takes a string without escapes and control characters.
  mutating func string() -> String? {
    guard take("\"") else { return fail() }
    let start = index
    while index < bytes.count, bytes[index] != UInt8(ascii: "\"") {
      guard bytes[index] >= 0x20, bytes[index] != UInt8(ascii: "\\") else { return fail() }
      index += 1
    }
    let end = index
    guard take("\"") else { return fail() }
    return String(decoding: UnsafeBufferPointer(rebasing: bytes[start..<end]), as: UTF8.self)
  }

  /// Takes a whole number of at most 18 digits.
  mutating func integer() -> Int? {
    let isNegative = take("-")
    let start = index
    var value = 0
    while index < bytes.count, let digit = digit(bytes[index]), index - start < 18 {
      value = value * 10 + digit
      index += 1
    }
    // JSON has no numbers like 007. A decimal point or an exponent makes the next `take` fail.
    guard index > start, index == start + 1 || bytes[start] != UInt8(ascii: "0") else { return fail() }
    return isNegative ? -value : value
  }

  /// Takes a list of two whole numbers.
  mutating func pair() -> [Int]? {
    guard take("["), let first = integer(), take(","), let second = integer(), take("]") else { return fail() }
    return [first, second]
  }

  private func digit(_ byte: UInt8) -> Int? {
    (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) ? Int(byte & 15) : nil
  }

  private mutating func fail<Value>() -> Value? {
    hasFailed = true
    return nil
  }
}
