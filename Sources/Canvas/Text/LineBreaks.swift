/// Finds where to break a text without newlines into rows; the ranges are adjacent and cover the whole text.
///
/// A break comes after spaces (but not inside a number such as 100 000 000), after a hyphen within a word and between
/// wide graphemes; a word longer than a row is broken where the row is full. Spaces at the end of a row belong to it and
/// may be beyond its edge.
///
/// - Parameters:
///   - widths: the cells of each grapheme.
///   - first: columns of the first row; `width`: columns of the others; both at least 1.
package func lineBreaks(_ characters: [Character], widths: [Int], width: Int, first: Int? = nil) -> [Range<Int>] {
  var rows: [Range<Int>] = []
  breakLine(characters, width: width, first: first, cells: { widths[$0] }) { row in
    rows.append(row)
    return true
  }
  return rows
}

/// Breaks a text into rows as `lineBreaks` does, from the start of a row and as far as they are wanted.
///
/// - Parameters:
///   - start: where a row begins.
///   - cells: the cells of the grapheme at an index.
///   - body: takes a row, and returns whether it wants more.
package func breakLine(
  _ characters: [Character], from start: Int = 0, width: Int, first: Int? = nil, cells: (Int) -> Int,
  _ body: (Range<Int>) -> Bool
) {
  let width = max(1, width)
  var limit = max(1, first ?? width)
  var start = start
  var used = 0
  var lastBreak = start
  var usedAtBreak = 0
  var index = start
  var hasRow = false
  while index < characters.count {
    let isSpace = characters[index] == " "
    let needed = cells(index)
    if !isSpace, used + needed > limit, index > start {
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
    used += needed
    index += 1
    if canBreak(characters, cells, after: index - 1) {
      lastBreak = index
      usedAtBreak = used
    }
  }
  if start < characters.count || !hasRow { _ = body(start..<characters.count) }
}

private func canBreak(_ characters: [Character], _ cells: (Int) -> Int, after index: Int) -> Bool {
  let character = characters[index]
  if character == " " { return !isInsideNumber(characters, at: index) }
  guard index + 1 < characters.count else { return false }
  if characters[index + 1] == " " { return false }
  if character == "-" || character == "–" || character == "—" {
    return index > 0 && characters[index - 1].isLetter && characters[index + 1].isLetter
  }
  return cells(index) == 2 && characters[index].isLetter
    || (cells(index + 1) == 2 && characters[index + 1].isLetter)
}

/// Whether a space separates two groups of a number's digits. More than five groups are a list, not a number.
private func isInsideNumber(_ characters: [Character], at space: Int) -> Bool {
  func groups(from start: Int, by step: Int) -> Int {
    var count = 0
    var index = start
    while count <= 5, characters.indices.contains(index), characters[index] == " " {
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
  while characters.indices.contains(index), count < 4, ("0"..."9").contains(characters[index]) {
    count += 1
    index += step
  }
  return count
}
