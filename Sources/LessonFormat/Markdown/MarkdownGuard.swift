/// Refuses text for which the Markdown library would need a disproportionate amount of time.
///
/// Some of its rules look back over a paragraph at every special character, so the text between two blank lines is
/// limited.
enum MarkdownGuard {
  /// The most bytes between two blank lines.
  private static let largestBlock = 32 << 10

  /// The maximum number of columns of a table: the library fills up every row to as many as the header has.
  private static let mostColumns = 32

  /// Returns what is wrong, or `nil` if the text may be parsed.
  static func refusal(_ lines: [String], source: SourceText) -> Diagnostic? {
    var size = 0
    var first = 0
    for (index, line) in lines.enumerated() {
      if line.utf8.allSatisfy({ $0 == 0x20 || $0 == 0x09 }) {
        size = 0
        first = index + 1
        continue
      }
      size += line.utf8.count + 1
      if isRuleOfWideTable(line) {
        return source.diagnostic(
          line: index + 1, column: 1, "This table has more than \(mostColumns) columns.",
          fix: "Remove columns, or swap rows and columns.")
      }
      if size > largestBlock {
        return source.diagnostic(
          line: first + 1, column: 1, "More than 32 kB follow without a blank line.",
          fix: "Divide the text into paragraphs.")
      }
    }
    return nil
  }

  /// Whether a line is the line of dashes below a table header, with too many columns.
  private static func isRuleOfWideTable(_ line: String) -> Bool {
    line.utf8.count { $0 == UInt8(ascii: "|") } > mostColumns
      && line.allSatisfy { "|-: \t>*+0123456789.)".contains($0) }
  }
}
