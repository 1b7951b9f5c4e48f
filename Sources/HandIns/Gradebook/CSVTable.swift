/// A table of separated values that knows where each cell is in its file, so that one cell can be replaced while every
/// other byte stays.
package struct CSVTable: Sendable {
  /// A cell of a row.
  package struct Cell: Sendable, Equatable {
    /// Its value, without quotes.
    package var text: String
    /// Where its value is in the file; within the quotes if it has them.
    package var range: Range<Int>
    /// Whether it is in quotes.
    package var isQuoted: Bool
  }

  /// The bytes of the file.
  package let bytes: [UInt8]
  /// What separates two cells: a comma, a semicolon or a tab.
  package let separator: UInt8
  /// The rows that have anything in them. A row may have fewer cells than the first one, or more.
  package let rows: [[Cell]]

  /// Reads a file.
  ///
  /// Cells may be quoted, with newlines in them. A byte order mark at the start is no part of the first cell. Text that is
  /// not UTF-8 is read as Latin-1, which is what older spreadsheets write.
  package init(_ bytes: [UInt8]) throws(GradebookError) {
    if bytes.starts(with: [0xFF, 0xFE]) || bytes.starts(with: [0xFE, 0xFF]) { throw .isUTF16 }
    let start = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0
    let separator = Self.separator(of: bytes[start...])
    let isUTF8 = String(validating: bytes, as: UTF8.self) != nil
    var scanner = Scanner(bytes: bytes, separator: separator, position: start, isUTF8: isUTF8)
    var rows: [[Cell]] = []
    while let row = try scanner.row(number: rows.count + 1) {
      if row.contains(where: { !$0.text.isEmpty }) { rows.append(row) }
    }
    (self.bytes, self.separator, self.rows) = (bytes, separator, rows)
  }

  /// The text of a cell without the white space around it; empty if the row is too short.
  func text(_ row: Int, _ column: Int) -> String {
    guard rows.indices.contains(row), rows[row].indices.contains(column) else { return "" }
    return withoutSpace(rows[row][column].text)
  }

  /// The file with other values in some cells. A value that has a separator in it is quoted.
  ///
  /// - Parameter values: Numbers as they are to be written, by cell.
  package func replacing(_ values: [(cell: Cell, text: String)]) -> [UInt8] {
    var result: [UInt8] = []
    result.reserveCapacity(bytes.count + values.count * 4)
    var position = 0
    for (cell, text) in values.sorted(by: { $0.cell.range.lowerBound < $1.cell.range.lowerBound }) {
      result += bytes[position..<cell.range.lowerBound]
      let needsQuotes = !cell.isQuoted && text.utf8.contains(separator)
      result += Array((needsQuotes ? "\"\(text)\"" : text).utf8)
      position = cell.range.upperBound
    }
    return result + bytes[position...]
  }

  /// The sign that is most often between the cells of the first line.
  private static func separator(of bytes: ArraySlice<UInt8>) -> UInt8 {
    var counts: [UInt8: Int] = [:]
    var isQuoted = false
    for byte in bytes {
      if byte == quote { isQuoted.toggle() }
      if isQuoted { continue }
      if byte == UInt8(ascii: "\n") || byte == UInt8(ascii: "\r") { break }
      counts[byte, default: 0] += 1
    }
    let signs = [UInt8(ascii: ","), UInt8(ascii: ";"), UInt8(ascii: "\t")]
    return signs.max { counts[$0, default: 0] < counts[$1, default: 0] } ?? UInt8(ascii: ",")
  }
}

private let quote = UInt8(ascii: "\"")

/// Takes one row after another from the bytes of a file.
private struct Scanner {
  let bytes: [UInt8]
  let separator: UInt8
  var position: Int
  let isUTF8: Bool

  /// The next row, which may be empty; `nil` at the end.
  mutating func row(number: Int) throws(GradebookError) -> [CSVTable.Cell]? {
    guard position < bytes.count else { return nil }
    var cells: [CSVTable.Cell] = []
    while true {
      cells.append(try cell(ofRow: number))
      guard position < bytes.count else { return cells }
      let byte = bytes[position]
      position += 1
      if byte == separator { continue }
      if byte == UInt8(ascii: "\r"), position < bytes.count, bytes[position] == UInt8(ascii: "\n") { position += 1 }
      return cells
    }
  }

  /// The next cell, up to what ends it.
  private mutating func cell(ofRow number: Int) throws(GradebookError) -> CSVTable.Cell {
    guard position < bytes.count, bytes[position] == quote else {
      let range = position..<end(from: position)
      position = range.upperBound
      return CSVTable.Cell(text: text(bytes[range]), range: range, isQuoted: false)
    }
    let start = position + 1
    var value: [UInt8] = []
    var index = start
    while index < bytes.count {
      if bytes[index] == quote {
        guard index + 1 < bytes.count, bytes[index + 1] == quote else { break }
        index += 1
      }
      value.append(bytes[index])
      index += 1
    }
    guard index < bytes.count else { throw .openQuote(row: number) }
    // What comes between a closing quote and the separator belongs to nothing; no system writes it.
    position = end(from: index + 1)
    return CSVTable.Cell(text: text(value[...]), range: start..<index, isQuoted: true)
  }

  /// The next separator or end of a line.
  private func end(from start: Int) -> Int {
    bytes[start...].firstIndex { $0 == separator || $0 == UInt8(ascii: "\n") || $0 == UInt8(ascii: "\r") }
      ?? bytes.count
  }

  private func text(_ bytes: ArraySlice<UInt8>) -> String {
    if isUTF8 { return String(decoding: bytes, as: UTF8.self) }
    return bytes.reduce(into: "") { $0.unicodeScalars.append(Unicode.Scalar($1)) }
  }
}

/// A text without the white space at its start and its end.
func withoutSpace(_ text: some StringProtocol) -> String {
  var scalars = String(text).unicodeScalars[...]
  while let first = scalars.first, first.properties.isWhitespace { scalars.removeFirst() }
  while let last = scalars.last, last.properties.isWhitespace { scalars.removeLast() }
  return String(scalars)
}
