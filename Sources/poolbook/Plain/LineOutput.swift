import Canvas
import Glibc
import Text

/// Lines for a reader, a screen reader or a pipe: no cursor movement, no colour, control characters made visible.
final class LineOutput {
  /// Columns that running text is wrapped at.
  static let width = 76

  /// Whether what was written last could not be: nobody reads any more.
  private(set) var isGone = false
  /// Why not, as an error number; 0 while all is well.
  private(set) var failure: Int32 = 0
  private let ascii: Bool

  /// Makes an output that keeps to ASCII where asked.
  init(ascii: Bool) { self.ascii = ascii }

  /// Writes lines as they are.
  func lines(_ lines: [String]) {
    guard !lines.isEmpty else { return }
    write(lines.map { visible($0, ascii: ascii) + "\n" }.joined())
  }

  /// Writes a text wrapped by words.
  func text(_ text: String, indent: Int = 0, hanging: Int = 0) {
    lines(wrapped(text, indent: indent, hanging: indent + hanging))
  }

  /// Writes an empty line.
  func gap() { write("\n") }

  /// Writes a prompt, which ends without a new line.
  func prompt(_ text: String) { write(visible(text, ascii: ascii) + "> ") }

  private func write(_ text: String) {
    var bytes = Array(text.utf8)[...]
    while !bytes.isEmpty, !isGone {
      let count = bytes.withUnsafeBytes { Glibc.write(STDOUT_FILENO, $0.baseAddress, $0.count) }
      if count < 0, errno == EINTR { continue }
      if count < 0, errno == EAGAIN {
        var room = pollfd(fd: STDOUT_FILENO, events: Int16(POLLOUT), revents: 0)
        _ = poll(&room, 1, -1)
        continue
      }
      if count <= 0 { (isGone, failure) = (true, errno) } else { bytes = bytes.dropFirst(count) }
    }
  }
}

/// A text wrapped at the width of plain output, every line without spaces at its end.
func wrapped(_ text: String, indent: Int = 0, hanging: Int = 0) -> [String] {
  wrap(text, width: LineOutput.width, indent: indent, hanging: hanging).map { line in
    let words = line.text
    return words.isEmpty ? "" : String(repeating: " ", count: line.indent) + words
  }
}
