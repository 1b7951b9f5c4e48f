/// A node of the document tree as cmark made it, copied out of cmark's memory.
struct MarkdownNode {
  /// What it is, by cmark's own word: `paragraph`, `code_block`, `html_block`, `text` …
  var type: String
  /// Where it starts: line from 1, place in the line in bytes from 1.
  var line: Int
  /// See `line`.
  var byte: Int
  /// The last line it reaches to.
  var endLine: Int
  /// Text of a leaf: text, code, HTML.
  var literal: String = ""
  /// The words after a fence; a link's or picture's target.
  var detail: String = ""
  /// A heading's level; a numbered list's first number; 0 elsewhere.
  var number: Int = 0
  /// Whether a list's items stand close together.
  var tight = false
  /// A table's columns: `l`, `c`, `r` or 0 for each.
  var columns: [UInt8] = []
  /// What is inside it.
  var children: [MarkdownNode] = []
}
