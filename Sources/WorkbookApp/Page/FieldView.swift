internal import Canvas

/// A field on the page: a bar, its text and, while it is being written in, the cursor.
struct FieldView: Sendable, Equatable {
  /// The rows.
  private(set) var lines: Lines
  /// The cursor among them.
  private(set) var cursor: Canvas.Cursor?

  /// What is before the text: a label, the bar and a blank.
  private static func gutter(
    _ label: String, _ bar: Style, _ glyphs: Glyphs, mark: StyledRun? = nil
  ) -> [StyledRun] {
    (label.isEmpty ? [] : [StyledRun(fit(label, to: labelWidth), .dim)])
      + [mark ?? StyledRun("\(glyphs.fieldBar)", bar), StyledRun(" ")]
  }

  /// Columns of a label before the bar.
  static let labelWidth = 8

  /// The columns of text in a field of a width.
  static func textWidth(_ width: Int, hasLabel: Bool) -> Int { max(4, width - 2 - (hasLabel ? labelWidth : 0)) }

  /// A field that isn't being written in.
  ///
  /// - Parameter marks: What is shown in place of the bar at lines, counted from 1.
  init(text: [[StyledRun]], label: String = "", marks: [Int: StyledRun] = [:], width: Int, glyphs: Glyphs) {
    let room = FieldView.textWidth(width, hasLabel: !label.isEmpty)
    lines = []
    for (index, line) in text.enumerated() {
      for (number, row) in wrap(line, width: room).enumerated() {
        let before = FieldView.gutter(
          lines.isEmpty ? label : blank(label), .dim, glyphs, mark: number == 0 ? marks[index + 1] : nil)
        lines.append(TextLine(runs: before + row.runs))
      }
    }
  }

  /// A field that is being written in; program text is coloured.
  ///
  /// - Parameters:
  ///   - marks: What is shown in place of the bar at lines, counted from 1.
  ///   - highlights: Characters that are shown in another style.
  ///   - scrolls: Whether a text that is higher than the editor scrolls in the field, which otherwise grows with its text.
  init(
    editor: TextEditor, language: String? = nil, label: String = "", marks: [Int: StyledRun] = [:],
    highlights: [TextMark] = [], scrolls: Bool = false, glyphs: Glyphs
  ) {
    let gutter = FieldView.gutter(label, .bold, glyphs)
    let left = cellWidth(of: gutter)
    lines = []
    if editor.mode == .line {
      for row in editor.visibleRows { lines.append(TextLine(runs: gutter + [StyledRun(row.text)])) }
      cursor = Canvas.Cursor(x: left + editor.visibleCursor.x, y: 0)
      return
    }
    // A field grows with its text, up to a length that takes no time to lay out. A longer text scrolls in its field.
    var (rows, place) =
      editor.isLong ? (editor.visibleRows, editor.visibleCursor) : editor.lines(width: editor.size.width)
    if scrolls, rows.count > editor.size.height { (rows, place) = (editor.visibleRows, editor.visibleCursor) }
    let inks = editor.isLong ? nil : language.map { InkedText(editor.text, language: $0) }
    for row in rows {
      let mark = row.columns.lowerBound == 0 ? marks[row.line + 1] : nil
      let before = FieldView.gutter(lines.isEmpty ? label : blank(label), .bold, glyphs, mark: mark)
      var runs = inks?.runs(line: row.line, row.columns) ?? [StyledRun(row.text)]
      for mark in highlights where mark.line == row.line { runs = runs.marked(mark, from: row.columns.lowerBound) }
      lines.append(TextLine(runs: before + runs))
    }
    cursor = Canvas.Cursor(x: left + place.x, y: place.y)
  }
}

extension [StyledRun] {
  /// The runs with a mark applied, of a row that begins at a column of its line.
  fileprivate func marked(_ mark: TextMark, from first: Int) -> [StyledRun] {
    var start = first
    var runs: [StyledRun] = []
    for run in self {
      let end = start + run.text.count
      let inner = mark.columns.clamped(to: start..<end)
      if inner.isEmpty {
        runs.append(run)
      } else {
        let text = run.text
        let head = text.prefix(inner.lowerBound - start)
        let tail = text.dropFirst(inner.upperBound - start)
        let middle = text.dropFirst(head.count).dropLast(tail.count)
        if !head.isEmpty { runs.append(StyledRun(String(head), run.style)) }
        runs.append(StyledRun(String(middle), mark.applied(to: run.style)))
        if !tail.isEmpty { runs.append(StyledRun(String(tail), run.style)) }
      }
      start = end
    }
    return runs
  }
}

private func blank(_ label: String) -> String { label.isEmpty ? "" : " " }

/// A program text in colours, of which some of the lines can be shown.
private struct InkedText {
  private let lines: [[StyledRun]]

  init(_ text: String, language: String) {
    // Columns are counted in graphemes, so that tabs stay as they are.
    lines = codeRuns(text + "\n", language: language, keepsTabs: true)
  }

  /// Some graphemes of a line in their colours.
  func runs(line: Int, _ columns: Range<Int>) -> [StyledRun] {
    var runs: [StyledRun] = []
    var start = 0
    for run in lines[safe: line] ?? [] {
      let end = start + run.text.count
      let part = max(start, columns.lowerBound)..<max(max(start, columns.lowerBound), min(end, columns.upperBound))
      if !part.isEmpty {
        let text = run.text.dropFirst(part.lowerBound - start).prefix(part.count)
        runs.append(StyledRun(String(text), run.style))
      }
      start = end
    }
    return runs
  }
}
