/// Finds where to break a text without newlines into rows; the ranges are adjacent and cover the whole text.
///
/// A break comes after spaces (but not inside a number such as 100 000 000), after a hyphen within a word and between
/// wide graphemes; a word longer than a row is broken where the row is full. Spaces at the end of a row belong to it and
/// may be beyond its edge.
///
/// - Parameter first: columns of the first row; `width`: columns of the others; both at least 1.
package func lineBreaks(_ characters: [Character], width: Int, first: Int? = nil) -> [Range<Int>] {
  var rows: [Range<Int>] = []
  breakLine(characters, width: width, first: first) { row in
    rows.append(row)
    return true
  }
  return rows
}

/// Breaks a text into rows as `lineBreaks` does, from the start of a row and as far as they are wanted.
///
/// - Parameters:
///   - start: where a row begins.
///   - body: takes a row, and returns whether it wants more.
package func breakLine(
  _ characters: [Character], from start: Int = 0, width: Int, first: Int? = nil, _ body: (Range<Int>) -> Bool
) {
  let width = max(1, width)
  var limit = max(1, first ?? width)
  var start = start
  var used = 0
  var lastBreak = start
  var usedAtBreak = 0
  var index = start
  var hasRow = false
  var next = index < characters.count ? Piece(characters[index]) : nil
  while let piece = next {
    if !piece.isSpace, used + piece.cells > limit, index > start {
      let end = lastBreak > start ? lastBreak : index
      guard body(start..<end) else { return }
      hasRow = true
      used -= lastBreak > start ? usedAtBreak : used
      start = end
      limit = width
      // The rest may be too long for the next row, too: look at this grapheme again.
      lastBreak = start
      usedAtBreak = 0
      continue
    }
    used += piece.cells
    index += 1
    next = index < characters.count ? Piece(characters[index]) : nil
    if canBreak(characters, after: index - 1, piece, next) {
      lastBreak = index
      usedAtBreak = used
    }
  }
  if start < characters.count || !hasRow { _ = body(start..<characters.count) }
}

/// What of a grapheme decides where rows are broken. Each grapheme of a long text is looked at only once, and none is
/// compared with a string: that takes long if the text isn't ASCII or if the grapheme has many marks.
private struct Piece {
  /// The cells it takes.
  let cells: Int
  /// Whether it is a space.
  let isSpace: Bool
  /// Whether it is a hyphen or a dash.
  let isDash: Bool
  /// Whether it is a letter of two cells, which is a word by itself.
  let isWideLetter: Bool

  init(_ character: Character) {
    if let byte = character.printableASCII {
      cells = 1
      isSpace = byte == UInt8(ascii: " ")
      isDash = byte == UInt8(ascii: "-")
      isWideLetter = false
    } else {
      cells = cellWidth(of: character)
      isSpace = false
      isDash = character.utf8.count == 3 && character.unicodeScalars.first.map { $0 == "–" || $0 == "—" } ?? false
      isWideLetter = cells == 2 && character.isLetter
    }
  }
}

private func canBreak(_ characters: [Character], after index: Int, _ piece: Piece, _ next: Piece?) -> Bool {
  if piece.isSpace { return !isInsideNumber(characters, at: index) }
  guard let next, !next.isSpace else { return false }
  if piece.isDash { return index > 0 && characters[index - 1].isLetter && characters[index + 1].isLetter }
  return piece.isWideLetter || next.isWideLetter
}

/// Whether a space separates two groups of a number's digits. More than five groups are a list, not a number.
private func isInsideNumber(_ characters: [Character], at space: Int) -> Bool {
  func groups(from start: Int, by step: Int) -> Int {
    var count = 0
    var index = start
    while count <= 5, characters.indices.contains(index), characters[index].printableASCII == UInt8(ascii: " ") {
      let length = digits(characters, from: index + step, by: step)
      // Only the first group of a number may be shorter than three digits.
      guard length == 3 || (step < 0 && (1...2).contains(length)) else { break }
      count += 1
      if length < 3 { break }
      index += step * 4
    }
    return count
  }
  let before = groups(from: space, by: -1)
  let after = groups(from: space, by: 1)
  return before > 0 && after > 0 && before + after <= 5
}

/// How many digits follow each other in one direction, up to four.
private func digits(_ characters: [Character], from start: Int, by step: Int) -> Int {
  var count = 0
  var index = start
  while characters.indices.contains(index), count < 4, let byte = characters[index].printableASCII,
    (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
  {
    count += 1
    index += step
  }
  return count
}
