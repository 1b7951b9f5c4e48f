import Glibc
import Posix

/// Reads standard input line by line without blocking, so that the session can wait for other things, too.
struct LineInput {
  /// Whether a person may be at the other end.
  let isTerminal = isatty(STDIN_FILENO) == 1
  private var buffer: [UInt8] = []
  /// Bytes from here on have not been looked at for the end of a line.
  private var searched = 0
  /// Whether the input has ended.
  private(set) var isAtEnd = false

  /// A line longer than this is cut into several: nobody types that much, and memory is limited.
  private static let longest = 1 << 20

  /// The next line that has arrived, without its newline; the last line of the input needs none.
  mutating func next() -> String? {
    if let end = buffer[searched...].firstIndex(of: UInt8(ascii: "\n")) {
      return take(upTo: end, dropping: 1)
    }
    searched = buffer.count
    if buffer.count >= Self.longest || isAtEnd && !buffer.isEmpty { return take(upTo: buffer.count, dropping: 0) }
    return nil
  }

  /// The next line that has arrived, if it is one of those wanted; otherwise it stays for later.
  mutating func next<Wanted>(as wanted: (String) -> Wanted?) -> Wanted? {
    guard let end = buffer.firstIndex(of: UInt8(ascii: "\n")), let found = wanted(Self.text(buffer[..<end])) else {
      return nil
    }
    _ = take(upTo: end, dropping: 1)
    return found
  }

  /// Whether the input has ended and every line was taken.
  var isDone: Bool { isAtEnd && buffer.isEmpty }

  /// Reads what is there; call it when standard input is readable.
  mutating func read() {
    var bytes = [UInt8](repeating: 0, count: 65536)
    let count = bytes.withUnsafeMutableBytes { readSome(from: STDIN_FILENO, into: $0) }
    if count > 0 {
      buffer += bytes[..<count]
    } else if count == 0 || errno != EAGAIN {
      isAtEnd = true
    }
  }

  private mutating func take(upTo end: Int, dropping ending: Int) -> String {
    var line = buffer[..<end]
    if line.last == UInt8(ascii: "\r") { line.removeLast() }
    let text = Self.text(line)
    buffer.removeFirst(end + ending)
    searched = 0
    return text
  }

  /// UTF-8; a line that is not is taken for Latin-1, which old terminals send, rather than spoilt.
  private static func text(_ bytes: ArraySlice<UInt8>) -> String {
    String(validating: bytes, as: UTF8.self)
      ?? String(String.UnicodeScalarView(bytes.map { Unicode.Scalar($0) }))
  }
}
