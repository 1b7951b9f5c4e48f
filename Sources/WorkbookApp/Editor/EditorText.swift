internal import Canvas

/// The lines of a text and their rows; an edit wraps only the lines it changes again.
struct EditorText: Sendable, Equatable {
  private(set) var lines: [[Character]]
  private(set) var rows: [[Range<Int>]]
  /// Columns of a row.
  private(set) var width: Int
  /// How many characters there are, newlines included.
  private(set) var count: Int

  init(_ text: String, width: Int) {
    lines = EditorText.lines(of: text)
    self.width = width
    rows = lines.map { EditorText.rows(of: $0, width: width) }
    count = lines.reduce(lines.count - 1) { $0 + $1.count }
  }

  /// How many characters are between two positions, newlines included.
  func count(from start: EditorPosition, to end: EditorPosition) -> Int {
    if start.line == end.line { return end.column - start.column }
    let between = lines[(start.line + 1)..<end.line].reduce(0) { $0 + $1.count + 1 }
    return lines[start.line].count - start.column + 1 + between + end.column
  }

  /// The text with its newlines.
  var string: String {
    var bytes: [UInt8] = []
    bytes.reserveCapacity(count)
    for (number, line) in lines.enumerated() {
      if number > 0 { bytes.append(UInt8(ascii: "\n")) }
      for character in line {
        if let byte = character.printableASCII { bytes.append(byte) } else { bytes += character.utf8 }
      }
    }
    return String(decoding: bytes, as: UTF8.self)
  }

  /// The position after the last grapheme.
  var end: EditorPosition { EditorPosition(line: lines.count - 1, column: lines[lines.count - 1].count) }

  /// A text as lines; a carriage return before a newline is dropped.
  static func lines(of text: String) -> [[Character]] {
    var text = text
    return text.withUTF8 { bytes in
      var lines = bytes.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
      for index in lines.indices.dropLast() where lines[index].last == UInt8(ascii: "\r") { lines[index].removeLast() }
      return lines.map { characters(of: $0) }
    }
  }

  /// The graphemes of a line. Two ASCII characters are never one grapheme, so only the others are left to the library,
  /// with the ASCII characters next to them, which may belong to their graphemes.
  private static func characters(of line: Slice<UnsafeBufferPointer<UInt8>>) -> [Character] {
    var characters: [Character] = []
    characters.reserveCapacity(line.count)
    var index = line.startIndex
    while index < line.endIndex {
      if isBreak(line, after: index) {
        characters.append(Character(Unicode.Scalar(line[index])))
        index += 1
      } else {
        let start = index
        while !isBreak(line, after: index) { index += 1 }
        index += 1
        characters += String(decoding: line[start..<index], as: UTF8.self)
      }
    }
    return characters
  }

  /// Whether there is an ASCII character at an index, and another one or the end of the line after it.
  private static func isBreak(_ line: Slice<UnsafeBufferPointer<UInt8>>, after index: Int) -> Bool {
    let next = index + 1
    if next >= line.endIndex { return true }
    return line[index] < 0x80 && line[next] < 0x80
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
    count += new.reduce(new.count - 1) { $0 + $1.count } - count(from: start, to: end)
    if start.line == end.line, new.count == 1 {
      // The common case of a single key: no line is copied, and only the rows around it are wrapped.
      lines[start.line].replaceSubrange(start.column..<end.column, with: new[0])
      rewrap(start.line, from: start.column, removed: end.column - start.column, inserted: new[0].count)
      return after
    }
    let tail = Array(lines[end.line][end.column...])
    let removed = lines[start.line].count - start.column
    lines.replaceSubrange((start.line + 1)..<(end.line + 1), with: new.dropFirst())
    lines[start.line].replaceSubrange(start.column..., with: new[0])
    lines[start.line + new.count - 1] += tail
    let width = width
    let below = lines[(start.line + 1)..<(start.line + new.count)].map { EditorText.rows(of: $0, width: width) }
    rows.replaceSubrange((start.line + 1)..<(end.line + 1), with: below)
    let inserted = lines[start.line].count - start.column
    rewrap(start.line, from: start.column, removed: removed, inserted: inserted)
    return after
  }

  /// Whether there are only spaces before a position in its line.
  func isIndent(before position: EditorPosition) -> Bool {
    lines[position.line][..<position.column].allSatisfy { $0 == " " }
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
    return lineBreaks(line, width: width)
  }
}

extension EditorText {
  /// Characters around a change that can decide where rows are broken: those of a long number.
  private static let reach = 24

  /// Wraps a line again after a change, from the rows before it to the first row that is as it was.
  private mutating func rewrap(_ number: Int, from column: Int, removed: Int, inserted: Int) {
    let line = lines[number]
    let old = rows[number]
    let shift = inserted - removed
    // The first row that can change ends within reach of the change.
    let near = old.partitioningIndex { $0.upperBound + EditorText.reach >= column }
    let first = max(0, min(near, old.count - 1) - 1)
    guard old.count > 8, old[first].lowerBound < line.count else {
      rows[number] = EditorText.rows(of: line, width: width)
      return
    }
    var fresh: [Range<Int>] = []
    breakLine(line, from: old[first].lowerBound, width: width) { row in
      if row.lowerBound >= column + inserted + EditorText.reach {
        let same = old.partitioningIndex { $0.lowerBound + shift >= row.lowerBound }
        if same < old.count, old[same].lowerBound + shift == row.lowerBound {
          fresh += old[same...].map { $0.lowerBound + shift..<$0.upperBound + shift }
          return false
        }
      }
      fresh.append(row)
      return true
    }
    rows[number].replaceSubrange(first..., with: fresh)
  }
}

extension Array {
  /// The first index whose element fulfils a condition that all elements after it fulfil, too; `count` if none does.
  fileprivate func partitioningIndex(_ condition: (Element) -> Bool) -> Int {
    var low = 0
    var high = count
    while low < high {
      let middle = (low + high) / 2
      if condition(self[middle]) { high = middle } else { low = middle + 1 }
    }
    return low
  }
}
