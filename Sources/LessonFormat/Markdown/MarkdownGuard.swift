/// Refuses text that would cost the Markdown library time out of proportion to its size, before it sees it.
///
/// Some of its rules look back over a paragraph for each sign in it, so the text between two blank lines is bounded.
enum MarkdownGuard {
  /// Bytes that may stand together without a blank line between them.
  private static let largestBlock = 32 << 10

  /// Columns a table may have: the library fills every row up to them.
  private static let mostColumns = 32

  /// What is wrong; nothing where the text may be parsed.
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
          mend: "Leave columns out, or turn the table on its side.")
      }
      if size > largestBlock {
        return source.diagnostic(
          line: first + 1, column: 1, "From here on more than 32 kB stand together without a blank line.",
          mend: "Part them into paragraphs.")
      }
    }
    return nil
  }

  /// Whether it is the line of dashes under a table's header, with too many columns.
  private static func isRuleOfWideTable(_ line: String) -> Bool {
    line.utf8.count { $0 == UInt8(ascii: "|") } > mostColumns
      && line.allSatisfy { "|-: \t>*+0123456789.)".contains($0) }
  }
}
