package import Canvas

/// A visible row of an edited text.
package struct EditorRow: Sendable, Equatable {
  /// The line it belongs to, counted from 0.
  package var line: Int
  /// The graphemes of that line in this row.
  package var columns: Range<Int>
  /// Its text.
  package var text: String
}

extension TextEditor {
  /// The visible rows of the field.
  package var visibleRows: [EditorRow] {
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

  /// Whether the text is longer than people write, so that keys must not take longer with its length.
  var isLong: Bool { content.hasMoreRows(than: 400) }

  /// Where the cursor is among the visible rows.
  package var visibleCursor: Canvas.Cursor {
    if mode == .line {
      return Canvas.Cursor(x: content.width(of: 0, top.column..<max(top.column, cursor.column)), y: 0)
    }
    return Canvas.Cursor(x: cursorCell.x, y: content.rowDistance(from: top, to: cursor, limit: size.height))
  }

  /// All rows, for a field that grows with its text, and the cursor's place among them.
  package func lines(width: Int) -> (rows: [EditorRow], cursor: Canvas.Cursor) {
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

  /// The cursor's column in its row, in cells.
  var cursorCell: Canvas.Cursor { Canvas.Cursor(x: content.cell(of: cursor, width: size.width), y: 0) }

  /// Scrolls as little as possible to show the cursor.
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
