public import Canvas

/// A visible row of an edited text.
public struct EditorRow: Sendable, Equatable {
  /// The line it is part of, counted from 0.
  public var line: Int
  /// Which graphemes of that line it shows.
  public var columns: Range<Int>
  /// What it shows.
  public var text: String
}

extension TextEditor {
  /// The rows the field shows, from the first visible one.
  public var visibleRows: [EditorRow] {
    if mode == .line {
      let line = content.lines[0]
      var end = top.column
      var room = size.width
      while end < line.count, cellWidth(of: line[end]) <= room {
        room -= cellWidth(of: line[end])
        end += 1
      }
      return [row(0, top.column..<end)]
    }
    var rows: [EditorRow] = []
    var line = top.line
    var number = content.rowNumber(of: top)
    while rows.count < size.height, line < content.lines.count {
      rows.append(row(line, content.rows[line][number]))
      number += 1
      if number == content.rows[line].count {
        line += 1
        number = 0
      }
    }
    return rows
  }

  /// Where the cursor is among the visible rows.
  public var visibleCursor: Canvas.Cursor {
    if mode == .line {
      return Canvas.Cursor(x: content.width(of: 0, top.column..<max(top.column, cursor.column)), y: 0)
    }
    return Canvas.Cursor(x: cursorCell.x, y: content.rowDistance(from: top, to: cursor, limit: size.height))
  }

  /// All rows for a field that grows with its text, and where the cursor is among them.
  public func lines(width: Int) -> (rows: [EditorRow], cursor: Canvas.Cursor) {
    var content = content
    content.rewrap(width: max(1, width - 1))
    var rows: [EditorRow] = []
    var place = Canvas.Cursor(x: 0, y: 0)
    for line in content.lines.indices {
      if line == cursor.line {
        place = Canvas.Cursor(x: content.cell(of: cursor, width: width), y: rows.count + content.rowNumber(of: cursor))
      }
      for range in content.rows[line] { rows.append(row(line, range)) }
    }
    return (rows, place)
  }

  /// Rows of the whole text at the field's width.
  public var rowCount: Int { content.rows.reduce(0) { $0 + $1.count } }

  /// Rows of the text above the first visible one.
  public var rowsAbove: Int { content.rows[..<top.line].reduce(0) { $0 + $1.count } + content.rowNumber(of: top) }

  /// Draws the visible rows, and the cursor where the field has the keys.
  public func draw(on canvas: inout Canvas, in area: Rect, style: Style = .plain, isActive: Bool = true) {
    for (y, row) in visibleRows.enumerated() { canvas.put(row.text, x: area.x, y: area.y + y, style: style, in: area) }
    if isActive { canvas.cursor = Canvas.Cursor(x: area.x + visibleCursor.x, y: area.y + visibleCursor.y) }
  }

  /// The cursor's column in its row, in cells.
  var cursorCell: Canvas.Cursor { Canvas.Cursor(x: content.cell(of: cursor, width: size.width), y: 0) }

  /// Scrolls as little as brings the cursor into view.
  mutating func reveal() {
    if mode == .line {
      top.column = min(top.column, cursor.column)
      while top.column < cursor.column, content.width(of: 0, top.column..<cursor.column) > size.width - 1 {
        top.column += 1
      }
      return
    }
    top = content.rowStart(of: content.clamped(top))
    let row = content.rowStart(of: cursor)
    if row < top {
      top = row
    } else if content.rowDistance(from: top, to: row, limit: size.height) >= size.height {
      top = content.row(row, movedBy: 1 - size.height)
    }
  }

  private func row(_ line: Int, _ columns: Range<Int>) -> EditorRow {
    EditorRow(line: line, columns: columns, text: String(content.lines[line][columns]))
  }
}
