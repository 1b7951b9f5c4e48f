import Glibc
import Posix
import Text

/// Lines for a reader, a screen reader or a pipe: no cursor movement, no colour, control characters made visible.
final class LineOutput {
  /// Why a write failed; from then on, nothing is written.
  private(set) var failure: SystemError?
  /// Whether the last line is a prompt.
  private(set) var isPrompting = false
  private let ascii: Bool

  /// Whether writing has failed: perhaps nobody reads any more.
  var isGone: Bool { failure != nil }

  /// Makes an output, which uses nothing but ASCII if asked to.
  init(ascii: Bool) { self.ascii = ascii }

  /// Writes lines as they are, below a prompt if there is one.
  func lines(_ lines: [String]) {
    guard !lines.isEmpty else { return }
    endPrompt()
    write(lines.map { visible($0, ascii: ascii) + "\n" }.joined())
  }

  /// Writes a prompt, which ends without a new line.
  func prompt(_ text: String) {
    write(visible(text, ascii: ascii) + "> ")
    isPrompting = true
  }

  /// Ends the line of a prompt.
  ///
  /// - Parameter isTyped: Whether someone has typed the end of the line, so that it is there already.
  func endPrompt(isTyped: Bool = false) {
    if isPrompting, !isTyped { write("\n") }
    isPrompting = false
  }

  private func write(_ text: String) {
    guard !isGone else { return }
    do throws(SystemError) { try writeAll(text, to: STDOUT_FILENO) } catch { failure = error }
  }
}
