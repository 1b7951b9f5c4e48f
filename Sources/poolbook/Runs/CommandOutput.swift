import Terminal

/// Where the commands for people write.
enum CommandOutput {
  /// Lines in the encoding of the surroundings; where nobody reads any more they are dropped without a word.
  static var lines: LineOutput { LineOutput(ascii: !TerminalSurvey.now().isUTF8) }

  /// A line for programs, which is UTF-8 everywhere.
  static func json(_ value: some Encodable) throws { LineOutput(ascii: false).lines([try jsonText(value)]) }
}
