/// What a worker's code prints: passed on in lines, its end kept for the case that it dies.
struct OutputTap {
  private var partial: [UInt8] = []
  private var tail: [UInt8] = []
  private var passed = 0

  /// Bytes that are passed on for each worker; what comes after is read, so that the worker can go on, and dropped.
  static let most = 1 << 18

  /// Takes what came; the whole lines in it, if there is one.
  mutating func take(_ bytes: UnsafeRawBufferPointer) -> String? {
    tail.append(contentsOf: bytes.suffix(2048))
    if tail.count > 2048 { tail.removeFirst(tail.count - 2048) }
    guard passed < OutputTap.most else { return nil }
    partial.append(contentsOf: bytes.prefix(OutputTap.most - passed))
    passed += bytes.count
    if passed >= OutputTap.most {
      partial.append(contentsOf: "\n(more output is left out)\n".utf8)
    }
    guard let newline = partial.lastIndex(of: UInt8(ascii: "\n")) else { return partial.count > 4096 ? rest() : nil }
    defer { partial.removeFirst(newline + 1) }
    return String(decoding: partial[...newline], as: UTF8.self)
  }

  /// What is left without an end of line.
  mutating func rest() -> String? {
    defer { partial.removeAll() }
    return partial.isEmpty ? nil : String(decoding: partial, as: UTF8.self)
  }

  /// The last that was written.
  var lastWords: String { String(decoding: tail, as: UTF8.self) }
}
