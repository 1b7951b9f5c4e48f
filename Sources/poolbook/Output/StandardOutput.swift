import FoundationEssentials
import Glibc
import Posix
import Terminal
import Text

/// Standard output, checked: a command that can't write all of its output doesn't end as if it had.
enum StandardOutput {
  /// Prints lines for people, in the terminal's encoding and with control characters made visible.
  static func print(_ lines: [String]) throws {
    try write(lines.map { visible($0, ascii: isASCII) + "\n" }.joined())
  }

  /// Prints a value as one JSON object on one line, in UTF-8. The keys are in alphabetical order, so that two outputs can be
  /// compared.
  static func json(_ value: some Encodable) throws {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    try write(String(decoding: try encoder.encode(value), as: UTF8.self) + "\n")
  }

  /// Writes a text as it is, in UTF-8.
  ///
  /// - Throws: `QuietEnd` if the reader is gone, as `head` is once it has its lines. Otherwise a `Refusal`.
  static func write(_ text: String) throws {
    do throws(SystemError) { try writeAll(text, to: STDOUT_FILENO) } catch {
      if error.code == EPIPE { throw QuietEnd(code: 0) }
      throw Refusal("Standard output can't be written (\(error.reason)); free some space or write to another file.")
    }
  }

  /// Whether the terminal can only show ASCII.
  static let isASCII = !TerminalSurvey.now().isUTF8
}
