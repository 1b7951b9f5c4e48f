/// A piece of text in one style.
package struct StyledRun: Sendable, Equatable, Hashable {
  /// The text.
  package var text: String
  /// How it looks.
  package var style: Style

  /// Makes a run.
  package init(_ text: String, _ style: Style = .plain) {
    self.text = text
    self.style = style
  }
}

/// One row of wrapped text.
package struct TextLine: Sendable, Equatable {
  /// The text, without the indent and the spaces at a wrapped end.
  package var runs: [StyledRun]
  /// Blank cells before it.
  package var indent: Int
  /// The graphemes of the source in this row, counted over all runs; all rows together cover the source.
  package var source: Range<Int>

  /// Makes a row.
  package init(runs: [StyledRun], indent: Int = 0, source: Range<Int> = 0..<0) {
    self.runs = runs
    self.indent = indent
    self.source = source
  }

  /// The row without its styles and its indent.
  package var text: String { runs.map(\.text).joined() }
  /// The cells it takes, indent included.
  package var width: Int { indent + cellWidth(of: runs) }
}

/// How many cells runs of text take in one row.
package func cellWidth(of runs: [StyledRun]) -> Int { runs.reduce(0) { $0 + cellWidth(of: $1.text) } }

extension Canvas {
  /// Writes a wrapped row with its indent; returns the column after its last cell.
  @discardableResult
  package mutating func put(_ line: TextLine, x: Int, y: Int, in clip: Rect? = nil) -> Int {
    put(line.runs, x: x + line.indent, y: y, in: clip)
  }

  /// Writes wrapped rows below one another.
  package mutating func put(_ lines: [TextLine], x: Int, y: Int, in clip: Rect? = nil) {
    for (row, line) in lines.enumerated() { put(line, x: x, y: y + row, in: clip) }
  }

  /// Makes a canvas of these rows, as wide as the widest or of this width.
  package init(lines: [[StyledRun]], width: Int? = nil) {
    self.init(size: Size(width: width ?? lines.map { cellWidth(of: $0) }.max() ?? 0, height: lines.count))
    for (y, line) in lines.enumerated() { put(line, x: 0, y: y) }
  }
}
