/// The formulas of a text, and the text with something in their place that Markdown leaves alone.
///
/// In Markdown, `\{`, `*` and `_` mean something of their own; in a formula they don't. So formulas are found first (in
/// paragraphs, headings and tables of a first parse, never in code), covered with letters that keep every place in
/// the text where it was, and put back when the second parse is read.
struct Formulas {
  /// Formulas that fit one text: there are as many private characters.
  private static let most = 6400

  /// What a formula was covered with: how many `x` follow its private character, and its TeX.
  struct Cover {
    /// Letters `x` after the private character.
    var letters: Int
    /// The TeX between the dollar signs.
    var tex: String
  }

  /// The covers, by their private character: U+E000 is the first.
  private(set) var covers: [Cover] = []
  /// The text with every formula covered.
  private(set) var text: String

  /// Finds the formulas in the lines that `tree`, the first parse of them, shows as running text.
  init(lines: [String], tree: [MarkdownNode]) {
    var lines = lines
    text = ""
    var regions: [(first: Int, byte: Int, last: Int)] = []
    Self.collect(tree, into: &regions)
    for region in regions where region.first >= 1 && region.last <= lines.count {
      let joined = lines[(region.first - 1)..<region.last].joined(separator: "\n")
      guard joined.utf8.contains(UInt8(ascii: "$")) else { continue }
      var bytes = Array(joined.utf8)
      for range in formulaRanges(in: bytes, from: min(region.byte - 1, bytes.count)) where covers.count < Self.most {
        cover(range, in: &bytes)
      }
      let covered = String(decoding: bytes, as: UTF8.self).split(separator: "\n", omittingEmptySubsequences: false)
      lines.replaceSubrange((region.first - 1)..<region.last, with: covered.map(String.init))
    }
    text = lines.joined(separator: "\n")
  }

  /// Lines of running text, table by table and paragraph by paragraph. A table cell has no lines of its own.
  private static func collect(_ nodes: [MarkdownNode], into regions: inout [(first: Int, byte: Int, last: Int)]) {
    for node in nodes {
      switch node.kind {
      case .paragraph, .heading: regions.append((node.line, node.byte, node.endLine))
      case .table:
        if node.endLine >= node.line { regions += (node.line...node.endLine).map { ($0, 1, $0) } }
      case .list, .item, .blockQuote: collect(node.children, into: &regions)
      default: break
      }
    }
  }

  private mutating func cover(_ range: Range<Int>, in bytes: inout [UInt8]) {
    let fence = bytes[range].starts(with: [UInt8(ascii: "$"), UInt8(ascii: "$")]) ? 2 : 1
    let inner = bytes[(range.lowerBound + fence)..<(range.upperBound - fence)]
    // The three bytes of a private character go where no line ends: `$x$` has three, and so has `$$` with what follows.
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
    covers.append(Cover(letters: letters, tex: String(decoding: inner, as: UTF8.self)))
  }

  /// A display formula whose `$$` stands alone on its line: the private character takes the place of both signs.
  private mutating func coverBroken(
    _ range: Range<Int>, head: [UInt8], inner: ArraySlice<UInt8>, in bytes: inout [UInt8]
  ) {
    // One byte longer than the signs: harmless, since nothing but the signs is on that line.
    var letters = 0
    for place in range.dropFirst(2) where bytes[place] != 0x20 && bytes[place] != 0x0A {
      bytes[place] = UInt8(ascii: "x")
      letters += 1
    }
    covers.append(Cover(letters: letters, tex: String(decoding: inner, as: UTF8.self)))
    bytes.replaceSubrange(range.lowerBound..<(range.lowerBound + 2), with: head)
  }
}
