import Glibc
import Posix

/// What a program has written and nobody has taken yet.
struct LineBuffer {
  static let newline = UInt8(ascii: "\n")
  private var bytes: [UInt8] = []
  /// Where what is left begins.
  private var start = 0
  /// Up to where there is no line end.
  private var looked = 0
  /// The beginning of the last line that wasn't text.
  private var unreadable: String?

  /// How many bytes are there.
  var count: Int { bytes.count - start }
  /// True if nothing is there.
  var isEmpty: Bool { count == 0 }
  /// True if there is a whole line.
  var hasLine: Bool { bytes[start...].contains(LineBuffer.newline) }

  /// The beginning of what is there, up to the end of the line, for a sentence.
  var beginning: String {
    if let unreadable { return unreadable }
    let line = bytes[start...].prefix(400).prefix { $0 != LineBuffer.newline }
    return shortened(String(decoding: line, as: UTF8.self))
  }

  /// Reads what is there: the number of bytes, 0 at the end of the file, `nil` if nothing is there.
  mutating func fill(from output: Descriptor) -> Int? {
    withUnsafeTemporaryAllocation(byteCount: 1 << 16, alignment: 1) { memory in
      let count = read(output.number, memory.baseAddress, memory.count)
      if count > 0 { bytes.append(contentsOf: memory[..<count]) }
      return count >= 0 ? count : errno == EAGAIN || errno == EINTR ? nil : 0
    }
  }

  /// The length of the first line; `nil` if there is no whole line.
  var endOfLine: Int? {
    mutating get {
      let from = max(looked, start)
      let end = bytes.withUnsafeBytes { all -> Int? in
        guard let base = all.baseAddress, from < all.count,
          let found = memchr(base + from, Int32(LineBuffer.newline), all.count - from)
        else { return nil }
        return UnsafeRawPointer(found) - base
      }
      looked = end ?? bytes.count
      return end.map { $0 - start }
    }
  }

  /// Takes the first line, which has this length; `nil` if it isn't UTF-8.
  mutating func takeLine(upTo length: Int) -> String? {
    let line = String(validating: bytes[start..<start + length], as: UTF8.self)
    if line == nil { unreadable = beginning }
    start += length + 1
    if start >= bytes.count {
      bytes.removeAll(keepingCapacity: bytes.count < 1 << 17)
      (start, looked) = (0, 0)
    } else if start > 1 << 17 {
      bytes.removeFirst(start)
      (start, looked) = (0, 0)
    }
    return line
  }
}
