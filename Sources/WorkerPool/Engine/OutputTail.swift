/// Passes on what a worker's code prints, in lines, and keeps the end of it in case the worker dies.
struct OutputTail {
  private var partial: [UInt8] = []
  private var tail: [UInt8] = []
  private var passed = 0

  /// The maximum number of bytes to pass on for each worker. The rest is read and dropped, so that the worker can
  /// continue.
  static let most = 1 << 18

  /// Adds what came, and returns the whole lines in it; `nil` if there are none.
  mutating func append(_ bytes: UnsafeRawBufferPointer) -> String? {
    tail.append(contentsOf: bytes.suffix(2048))
    if tail.count > 2048 { tail.removeFirst(tail.count - 2048) }
    guard passed < OutputTail.most else { return nil }
    partial.append(contentsOf: bytes.prefix(OutputTail.most - passed))
    passed += bytes.count
    if passed >= OutputTail.most {
      partial.append(contentsOf: "\n(more output is left out: let the program write it to a file)\n".utf8)
    }
    guard let newline = partial.lastIndex(of: UInt8(ascii: "\n")) else { return partial.count > 4096 ? rest() : nil }
    defer { partial.removeFirst(newline + 1) }
    return String(decoding: partial[...newline], as: UTF8.self)
  }

  /// Returns what is left without a line end; `nil` if nothing is.
  mutating func rest() -> String? {
    defer { partial.removeAll() }
    return partial.isEmpty ? nil : String(decoding: partial, as: UTF8.self)
  }

  /// The end of what was printed.
  var lastWords: String { String(decoding: tail, as: UTF8.self) }
}
