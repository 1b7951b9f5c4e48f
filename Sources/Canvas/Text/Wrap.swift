/// Wraps runs of text into rows of a width, by words; newlines in the text end a row.
///
/// - Parameters:
///   - width: columns of a row, indent included; each row has at least one grapheme, however narrow it is.
///   - indent: blank columns before the first row, and `hanging` before all others (also after a newline).
/// - Returns: at least one row; `source` says which graphemes a row covers.
package func wrap(_ runs: [StyledRun], width: Int, indent: Int = 0, hanging: Int = 0) -> [TextLine] {
  var lines: [TextLine] = []
  var paragraph = Paragraph()
  var offset = 0
  var sourceStart = 0

  func end(atNewline: Bool) {
    let before = lines.isEmpty ? indent : hanging
    let rows = lineBreaks(paragraph.characters, width: width - hanging, first: width - before)
    for (number, row) in rows.enumerated() {
      let isLast = number == rows.count - 1
      lines.append(
        TextLine(
          runs: paragraph.runs(in: row, trimmed: !isLast), indent: lines.isEmpty ? indent : hanging,
          source: sourceStart + row.lowerBound..<sourceStart + row.upperBound + (isLast && atNewline ? 1 : 0)))
    }
  }

  for run in runs {
    for character in run.text {
      offset += 1
      if character == "\n" || character == "\r\n" {
        end(atNewline: true)
        paragraph = Paragraph()
        sourceStart = offset
      } else {
        paragraph.append(character, run.style)
      }
    }
  }
  end(atNewline: false)
  return lines
}

/// Wraps a text in one style; see the function for runs.
package func wrap(_ text: String, width: Int, style: Style = .plain, indent: Int = 0, hanging: Int = 0) -> [TextLine] {
  wrap([StyledRun(text, style)], width: width, indent: indent, hanging: hanging)
}

/// Fills rows with the items of a list, with commas between them. No row ends within an item.
///
/// - Parameter width: Columns of a row; a longer item has a row of its own.
package func fill(_ items: [String], width: Int) -> [String] {
  var rows: [String] = []
  for (index, item) in items.enumerated() {
    let item = index + 1 < items.count ? item + "," : item
    if let last = rows.last, cellWidth(of: last) + 1 + cellWidth(of: item) <= width {
      rows[rows.count - 1] += " " + item
    } else {
      rows.append(item)
    }
  }
  return rows
}

/// The graphemes between two newlines, with their styles.
private struct Paragraph {
  var characters: [Character] = []
  var styles: [Style] = []

  mutating func append(_ character: Character, _ style: Style) {
    characters.append(character)
    styles.append(style)
  }

  func runs(in row: Range<Int>, trimmed: Bool) -> [StyledRun] {
    var end = row.upperBound
    while trimmed, end > row.lowerBound, characters[end - 1] == " " { end -= 1 }
    var runs: [StyledRun] = []
    for index in row.lowerBound..<end {
      if let last = runs.indices.last, runs[last].style == styles[index] {
        runs[last].text.append(characters[index])
      } else {
        runs.append(StyledRun(String(characters[index]), styles[index]))
      }
    }
    return runs
  }
}
