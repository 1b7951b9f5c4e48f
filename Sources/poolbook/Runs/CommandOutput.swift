import Glibc
import Terminal

/// Where the commands for people write.
enum CommandOutput {
  /// Lines in the encoding of the surroundings; where nobody reads any more they are dropped without a word.
  static var lines: LineOutput { LineOutput(ascii: !TerminalSurvey.now().isUTF8) }

  /// Writes lines; throws one sentence where they can't be written, as on a full disk.
  static func write(_ text: [String]) throws(Refusal) { try write(text, to: lines) }

  /// A line for programs, which is UTF-8 everywhere.
  static func json(_ value: some Encodable) throws { try write([jsonText(value)], to: LineOutput(ascii: false)) }

  private static func write(_ text: [String], to output: LineOutput) throws(Refusal) {
    output.lines(text)
    // A reader that went away is no failure: `head` has its lines.
    guard output.isGone, output.failure != EPIPE else { return }
    throw Refusal(
      "The standard output can't be written (\(String(cString: strerror(output.failure)))); make room or name another.")
  }
}
