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

  /// Prints a value as one JSON object on one line, in UTF-8.
  static func json(_ value: some Encodable) throws { try write(jsonText(value)) }

  /// A value as one JSON object on one line. The keys are in alphabetical order, so that two outputs can be compared.
  static func jsonText(_ value: some Encodable) throws -> String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    return escaped(String(decoding: try encoder.encode(value), as: UTF8.self)) + "\n"
  }

  /// JSON without a character that could command a terminal: the encoder escapes only some of them. They can only be
  /// within strings, where an escape means the same.
  static func escaped(_ json: String) -> String {
    if json.utf8.allSatisfy({ (0x20..<0x7F).contains($0) }) { return json }
    var escaped = String.UnicodeScalarView()
    for scalar in json.unicodeScalars {
      guard scalar.picture != nil else {
        escaped.append(scalar)
        continue
      }
      for unit in String(scalar).utf16 {
        let digits = String(unit, radix: 16)
        escaped.append(contentsOf: "\\u\(String(repeating: "0", count: 4 - digits.count))\(digits)".unicodeScalars)
      }
    }
    return String(escaped)
  }

  /// Writes a text as it is, in UTF-8.
  ///
  /// - Throws: `QuietEnd` if the reader is gone, as `head` is once it has its lines. Otherwise a `Refusal`.
  static func write(_ text: String) throws {
    do throws(SystemError) { try writeAll(text, to: STDOUT_FILENO) } catch {
      if error.code == EPIPE { throw QuietEnd(code: 0) }
      throw refusal(error)
    }
  }

  /// The sentence for an error of writing.
  static func refusal(_ error: SystemError) -> Refusal {
    Refusal("Standard output can't be written (\(error.reason)); free some space or write to another file.")
  }

  /// Whether the terminal can only show ASCII.
  static let isASCII = !TerminalSurvey.sendsUTF8
}
