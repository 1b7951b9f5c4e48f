internal import Canvas

extension TextEditor {
  /// Characters of a text that is longer than programs are; it isn't scanned.
  static let mostScanned = 1 << 17

  /// Starts a new line of Python, with the indent that the next statement or the open bracket needs.
  mutating func breakPythonLine() {
    let line = content.lines[cursor.line]
    let before = line[..<cursor.column]
    let indent = Array(before.prefix { $0 == " " || $0 == "\t" })
    guard indent.count < before.count, content.count <= TextEditor.mostScanned else {
      return insertLines([[], indent])
    }
    let scan = PythonScan(content.lines[..<cursor.line] + [Array(before)])
    if scan.endsInString { return insertLines([[], indent]) }
    let blanks = line[cursor.column...].prefix { $0 == " " || $0 == "\t" }.count
    let codes = scan.lines[cursor.line].codes
    let last = codes.lastIndex { !$0.isPythonBlank && $0 != PythonScan.Code.comment }
    if let open = scan.open.last {
      let bracket = scan.brackets[open]
      guard bracket.position.line == cursor.line else { return insertLines([[], indent], over: blanks) }
      guard bracket.position.column == last else {
        let column = content.width(of: cursor.line, 0..<bracket.position.column + 1)
        return insertLines([[], Array(repeating: " ", count: column)], over: blanks)
      }
      let inner = indent + TextEditor.level(like: indent)
      let next = cursor.column + blanks < line.count ? line[cursor.column + blanks].printableASCII : nil
      guard next == PythonScan.closer(of: bracket.code) else { return insertLines([[], inner], over: blanks) }
      let row = cursor.line + 1
      insertLines([[], inner, indent], over: blanks)
      return moveCursor(to: EditorPosition(line: row, column: inner.count))
    }
    insertLines([[], statementIndent(scan, codes, last)], over: blanks)
  }

  /// The indent of the statement after the one that ends before the cursor.
  private func statementIndent(_ scan: PythonScan, _ codes: [UInt8], _ last: Int?) -> [Character] {
    var first = cursor.line
    while first > 0, !scan.lines[first].beginsStatement { first -= 1 }
    let indent = Array(content.lines[first].prefix { $0 == " " || $0 == "\t" })
    guard let last else { return Array(content.lines[cursor.line].prefix { $0 == " " || $0 == "\t" }) }
    if codes[last] == UInt8(ascii: ":") { return indent + TextEditor.level(like: indent) }
    if codes[last] == UInt8(ascii: "\\"), last == codes.count - 1 {
      if first < cursor.line { return Array(content.lines[cursor.line].prefix { $0 == " " || $0 == "\t" }) }
      return indent + TextEditor.level(like: indent)
    }
    let word = String(
      decoding: scan.lines[first].codes.dropFirst(indent.count).prefix { $0.isPythonWord }, as: UTF8.self)
    guard PythonNames.endings.contains(word) else { return indent }
    if indent.last == "\t" { return Array(indent.dropLast()) }
    return Array(indent.prefix((indent.count - 1).clamped / TextEditor.indentWidth * TextEditor.indentWidth))
  }

  /// One level of indent: a tab where the text has tabs.
  private static func level(like indent: [Character]) -> [Character] {
    indent.last == "\t" ? ["\t"] : Array(repeating: " ", count: indentWidth)
  }

  /// Replaces blanks after the cursor by lines: one step that can be undone.
  private mutating func insertLines(_ lines: [[Character]], over blanks: Int = 0) {
    endUndoStep()
    change(cursor, EditorPosition(line: cursor.line, column: cursor.column + blanks), to: lines, .other)
    endUndoStep()
  }

  /// Brackets to show: the one at or before the cursor, and the one that belongs to it.
  var bracketMarks: [TextMark] {
    guard let scan, let index = scan.bracket(near: cursor) else { return [] }
    let bracket = scan.brackets[index]
    func mark(_ place: EditorPosition, _ kind: TextMark.Kind) -> TextMark {
      TextMark(line: place.line, columns: place.column..<place.column + 1, kind: kind)
    }
    guard let partner = bracket.partner else { return [mark(bracket.position, .unmatched)] }
    return [mark(bracket.position, .bracket), mark(scan.brackets[partner].position, .bracket)]
  }
}

extension Int {
  /// The number, or 0 if it is negative.
  fileprivate var clamped: Int { Swift.max(0, self) }
}

/// Characters of a text that are shown in another style.
struct TextMark: Sendable, Equatable {
  /// Why they are shown so.
  enum Kind: Sendable, Equatable { case bracket, unmatched, mistake }

  /// The line, counted from 0.
  var line: Int
  /// Its graphemes.
  var columns: Range<Int>
  var kind: Kind

  /// The style that they have instead of another one.
  func applied(to style: Style) -> Style {
    var style = style
    switch kind {
    case .bracket: (style.bold, style.underline) = (true, true)
    case .unmatched: (style.bold, style.reverse) = (true, true)
    case .mistake: style.underline = true
    }
    return style
  }
}
