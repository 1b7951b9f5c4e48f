/// Finds where to break a text without newlines into rows; the ranges are adjacent and cover the whole text.
///
/// A break comes after spaces, after a hyphen within a word and between wide graphemes; a word longer than a row is
/// broken where the row is full. Spaces at the end of a row belong to it and may be beyond its edge.
///
/// - Parameters:
///   - widths: the cells of each grapheme.
///   - first: columns of the first row; `width`: columns of the others; both at least 1.
package func lineBreaks(_ characters: [Character], widths: [Int], width: Int, first: Int? = nil) -> [Range<Int>] {
  let width = max(1, width)
  var limit = max(1, first ?? width)
  var rows: [Range<Int>] = []
  var start = 0
  var used = 0
  var lastBreak = 0
  var usedAtBreak = 0
  var index = 0
  while index < characters.count {
    let isSpace = characters[index] == " "
    if !isSpace, used + widths[index] > limit, index > start {
      let end = lastBreak > start ? lastBreak : index
      rows.append(start..<end)
      used -= lastBreak > start ? usedAtBreak : used
      start = end
      limit = width
      // The rest may be too long for the next row, too: look at this grapheme again.
      lastBreak = start
      usedAtBreak = 0
      continue
    }
    used += widths[index]
    index += 1
    if canBreak(characters, widths, after: index - 1) {
      lastBreak = index
      usedAtBreak = used
    }
  }
  if start < characters.count || rows.isEmpty { rows.append(start..<characters.count) }
  return rows
}

private func canBreak(_ characters: [Character], _ widths: [Int], after index: Int) -> Bool {
  let character = characters[index]
  if character == " " { return true }
  guard index + 1 < characters.count else { return false }
  if characters[index + 1] == " " { return false }
  if character == "-" || character == "–" || character == "—" {
    return index > 0 && characters[index - 1].isLetter && characters[index + 1].isLetter
  }
  return widths[index] == 2 && characters[index].isLetter
    || (widths[index + 1] == 2 && characters[index + 1].isLetter)
}
