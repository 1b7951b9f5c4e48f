internal import Canvas

/// The lines of a text and their rows; an edit wraps only the lines it changes again.
struct EditorText: Sendable, Equatable {
  private(set) var lines: [[Character]]
  private(set) var rows: [[Range<Int>]]
  /// Columns of a row.
  private(set) var width: Int

  init(_ text: String, width: Int) {
    lines = EditorText.lines(of: text)
    self.width = width
    rows = lines.map { EditorText.rows(of: $0, width: width) }
  }

  /// The text with its newlines.
  var string: String {
    var result = ""
    for (number, line) in lines.enumerated() {
      if number > 0 { result.append("\n") }
      result.append(contentsOf: line)
    }
    return result
  }

  /// The position after the last grapheme.
  var end: EditorPosition { EditorPosition(line: lines.count - 1, column: lines[lines.count - 1].count) }

  /// A text as lines; a carriage return before a newline is dropped.
  static func lines(of text: String) -> [[Character]] {
    var lines: [[Character]] = []
    var line: [Character] = []
    for character in text {
      if character == "\n" || character == "\r\n" {
        lines.append(line)
        line = []
      } else {
        line.append(character)
      }
    }
    lines.append(line)
    return lines
  }

  /// Wraps all lines for another width.
  mutating func rewrap(width: Int) {
    guard width != self.width else { return }
    self.width = width
    rows = lines.map { EditorText.rows(of: $0, width: width) }
  }

  /// The text between two positions, as lines.
  func slice(_ start: EditorPosition, _ end: EditorPosition) -> [[Character]] {
    if start.line == end.line { return [Array(lines[start.line][start.column..<end.column])] }
    var slice = [Array(lines[start.line][start.column...])]
    slice += lines[(start.line + 1)..<end.line]
    slice.append(Array(lines[end.line][..<end.column]))
    return slice
  }

  /// Replaces the text between two positions; returns the position after the new text.
  @discardableResult
  mutating func replace(
    _ start: EditorPosition, _ end: EditorPosition, with new: [[Character]]
  ) -> EditorPosition {
    let after = EditorText.end(of: new, from: start)
    if start.line == end.line, new.count == 1 {
      // The common case of a single key: no line is copied.
      lines[start.line].replaceSubrange(start.column..<end.column, with: new[0])
      rows[start.line] = EditorText.rows(of: lines[start.line], width: width)
      return after
    }
    var inserted = new
    inserted[0].insert(contentsOf: lines[start.line][..<start.column], at: 0)
    inserted[inserted.count - 1] += lines[end.line][end.column...]
    lines.replaceSubrange(start.line...end.line, with: inserted)
    let width = width
    rows.replaceSubrange(start.line...end.line, with: inserted.map { EditorText.rows(of: $0, width: width) })
    return after
  }

  /// The position after lines inserted at a position.
  static func end(of lines: [[Character]], from start: EditorPosition) -> EditorPosition {
    let last = lines.last?.count ?? 0
    return lines.count <= 1
      ? EditorPosition(line: start.line, column: start.column + last)
      : EditorPosition(line: start.line + lines.count - 1, column: last)
  }

  private static func rows(of line: [Character], width: Int) -> [Range<Int>] {
    if line.isEmpty { return [0..<0] }
    return lineBreaks(line, widths: line.map { cellWidth(of: $0) }, width: width)
  }
}
