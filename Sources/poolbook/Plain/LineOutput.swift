import Glibc
import Text

/// Lines for a reader, a screen reader or a pipe: no cursor movement, no colour, control characters made visible.
final class LineOutput {
  /// Whether the last write failed because nobody reads any more.
  private(set) var isGone = false
  /// Why it failed, as an error number; 0 if it did not.
  private(set) var failure: Int32 = 0
  private let ascii: Bool

  /// Makes an output, which uses nothing but ASCII if asked to.
  init(ascii: Bool) { self.ascii = ascii }

  /// Writes lines as they are.
  func lines(_ lines: [String]) {
    guard !lines.isEmpty else { return }
    write(lines.map { visible($0, ascii: ascii) + "\n" }.joined())
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
