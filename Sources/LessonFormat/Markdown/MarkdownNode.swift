/// A node of the document tree that cmark made, copied out of cmark's memory.
struct MarkdownNode {
  /// What the node is.
  var kind: Kind
  /// The line where it starts, from 1.
  var line: Int
  /// Where in that line it starts, in bytes from 1.
  var byte: Int
  /// Its last line.
  var endLine: Int
  /// The text of a leaf: text, code or HTML.
  var literal: String = ""
  /// The words after a fence; the target of a link or an image.
  var detail: String = ""
  /// The title of a link or an image.
  var title: String = ""
  /// A heading's level; the first number of a numbered list, -1 for other lists; 0 for all other nodes.
  var number: Int = 0
  /// Whether the items of a list have no space between them.
  var tight = false
  /// The alignment of a table's columns: `l`, `c`, `r` or 0 for each.
  var columns: [UInt8] = []
  /// The nodes inside it.
  var children: [MarkdownNode] = []

  /// The kinds of nodes, by cmark's own words.
  enum Kind: String {
    // Blocks.
    case paragraph, heading, list, item, table
    case tableHeader = "table_header"
    case tableRow = "table_row"
    case tableCell = "table_cell"
    case blockQuote = "block_quote"
    case codeBlock = "code_block"
    case htmlBlock = "html_block"
    case thematicBreak = "thematic_break"
    // Inlines.
    case text, code, strong, strikethrough, link, image
    case emphasis = "emph"
    case softBreak = "softbreak"
    case lineBreak = "linebreak"
    case htmlInline = "html_inline"
    /// Anything else; its text and what is inside it count.
    case other = ""

    /// Whether cmark's walk enters the node without leaving it.
    var isLeaf: Bool {
      switch self {
      case .htmlBlock, .thematicBreak, .codeBlock, .text, .softBreak, .lineBreak, .code, .htmlInline: true
      default: false
      }
    }
  }

  /// Whether it is a fence of experiment data.
  var isExperiment: Bool { kind == .codeBlock && detail.split(separator: " ").first == "experiment" }
}
