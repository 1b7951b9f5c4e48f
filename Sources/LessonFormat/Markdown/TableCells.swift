/// How many cells a line of a table has. Bars in formulas and bars after a backslash don't divide cells.
func tableCells(in line: String, from byte: Int) -> Int {
  var bytes = Array(line.utf8)
  for formula in formulaRanges(in: bytes) {
    for place in formula { bytes[place] = UInt8(ascii: "x") }
  }
  var row = bytes.dropFirst(max(byte - 1, 0)).drop { $0 == 0x20 || $0 == 0x09 }
  while let last = row.last, last == 0x20 || last == 0x09 { row.removeLast() }
  if row.first == UInt8(ascii: "|") { row.removeFirst() }
  var cells = 1
  var escaped = false
  for (index, byte) in zip(row.indices, row) {
    if byte == UInt8(ascii: "|"), !escaped, index != row.endIndex - 1 { cells += 1 }
    escaped = byte == UInt8(ascii: "\\") && !escaped
  }
  return cells
}
