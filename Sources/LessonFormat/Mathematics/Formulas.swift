/// The formulas of a text, and the text with its formulas covered by letters that Markdown doesn't change.
///
/// In Markdown, `\{`, `*` and `_` have a meaning that they don't have in formulas. So a first parse finds the formulas (in
/// paragraphs, headings and tables, never in code). Then each is covered by as many bytes as it has, so that positions
/// stay the same, and the reader of the second parse puts the formulas back.
struct Formulas {
  /// The maximum number of formulas in a text: the number of private characters.
  private static let most = 6400

  /// The cover of a formula: a private character followed by letters `x`.
  struct Cover {
    /// The number of letters `x` after the private character.
    var letters: Int
    /// The TeX between the dollar signs.
    var tex: String
    /// The line of its first dollar sign.
    var line = 0
    /// Where in that line it is, in bytes from 1.
    var byte = 0
  }

  /// Lines of running text.
  private struct Region {
    var first: Int
    /// Where the text starts in its first line, in bytes from 1.
    var byte: Int
    var last: Int
    /// In how many quotes it is, each of which may begin every line with `>`.
    var quotes: Int
  }

  /// In how many quotes the text that is being read is.
  private var depth = 0
  /// The line where that text starts.
  private var first = 0
  /// The covers in the order of their private characters, from U+E000.
  private(set) var covers: [Cover] = []
  /// The text with all formulas covered.
  private(set) var text: String

  /// Finds and covers the formulas in the lines that are running text according to the first parse.
  init(lines: [String], tree: [MarkdownNode]) {
    var lines = lines
    text = ""
    var regions: [Region] = []
    Self.collect(tree, quotes: 0, into: &regions)
    for region in regions where region.first >= 1 && region.last <= lines.count {
      let joined = lines[(region.first - 1)..<region.last].joined(separator: "\n")
      guard joined.utf8.contains(UInt8(ascii: "$")) else { continue }
      var bytes = Array(joined.utf8)
      depth = region.quotes
      first = region.first
      for range in formulaRanges(in: bytes, from: min(region.byte - 1, bytes.count)) where covers.count < Self.most {
        cover(range, in: &bytes)
      }
      let covered = String(decoding: bytes, as: UTF8.self).split(separator: "\n", omittingEmptySubsequences: false)
      lines.replaceSubrange((region.first - 1)..<region.last, with: covered.map(String.init))
    }
    text = lines.joined(separator: "\n")
  }

  /// Collects the lines of running text, paragraph by paragraph and table row by table row: cmark doesn't say where a cell is.
  private static func collect(_ nodes: [MarkdownNode], quotes: Int, into regions: inout [Region]) {
    for node in nodes {
      switch node.kind {
      case .paragraph, .heading:
        regions.append(Region(first: node.line, byte: node.byte, last: node.endLine, quotes: quotes))
      case .table:
        if node.endLine >= node.line {
          regions += (node.line...node.endLine).map { Region(first: $0, byte: 1, last: $0, quotes: quotes) }
        }
      case .list, .item: collect(node.children, quotes: quotes, into: &regions)
      case .blockQuote: collect(node.children, quotes: quotes + 1, into: &regions)
      default: break
      }
    }
  }

  private mutating func cover(_ range: Range<Int>, in bytes: inout [UInt8]) {
    let fence = bytes[range].starts(with: [UInt8(ascii: "$"), UInt8(ascii: "$")]) ? 2 : 1
    let inner = bytes[(range.lowerBound + fence)..<(range.upperBound - fence)]
    // The private character has three bytes, which must not replace a line end: `$x$` has three, and so has `$$x`.
    guard let sign = Unicode.Scalar(0xE000 + UInt32(covers.count)) else { return }
    let head = Array(String(Character(sign)).utf8)
    guard range.count >= head.count, !bytes[range].prefix(head.count).contains(UInt8(ascii: "\n")) else {
      coverBroken(range, head: head, inner: inner, in: &bytes)
      return
    }
    var letters = 0
    for place in range.dropFirst(head.count) where bytes[place] != 0x20 && bytes[place] != 0x0A {
      bytes[place] = UInt8(ascii: "x")
      letters += 1
    }
    bytes.replaceSubrange(range.lowerBound..<(range.lowerBound + head.count), with: head)
    addCover(of: range, letters: letters, inner: inner, before: bytes[..<range.lowerBound])
  }

  /// Covers a display formula whose `$$` is alone on its line: the private character replaces both signs.
  private mutating func coverBroken(
    _ range: Range<Int>, head: [UInt8], inner: ArraySlice<UInt8>, in bytes: inout [UInt8]
  ) {
    // This is one byte longer than the signs, which does no harm because the line has nothing else.
    var letters = 0
    for place in range.dropFirst(2) where bytes[place] != 0x20 && bytes[place] != 0x0A {
      bytes[place] = UInt8(ascii: "x")
      letters += 1
    }
    addCover(of: range, letters: letters, inner: inner, before: bytes[..<range.lowerBound])
    bytes.replaceSubrange(range.lowerBound..<(range.lowerBound + 2), with: head)
  }

  /// The TeX without the marks of the quotes it is in, which begin its lines from the second on.
  private func withoutQuoteMarks(_ tex: String) -> String {
    guard depth > 0, tex.contains("\n") else { return tex }
    return tex.split(separator: "\n", omittingEmptySubsequences: false).enumerated().map { number, line in
      var line = line
      for _ in 0..<(number == 0 ? 0 : depth) {
        let rest = line.drop { $0 == " " }
        guard rest.first == ">" else { break }
        line = rest.dropFirst()
      }
      return String(line)
    }.joined(separator: "\n")
  }

  private mutating func addCover(
    of range: Range<Int>, letters: Int, inner: ArraySlice<UInt8>, before: ArraySlice<UInt8>
  ) {
    let newline = UInt8(ascii: "\n")
    covers.append(
      Cover(
        letters: letters, tex: withoutQuoteMarks(String(decoding: inner, as: UTF8.self)),
        line: first + before.count { $0 == newline },
        byte: range.lowerBound - (before.lastIndex(of: newline) ?? -1)))
  }
}
