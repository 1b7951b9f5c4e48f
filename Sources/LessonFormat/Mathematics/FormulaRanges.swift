/// Finds formulas in running text: byte ranges including the dollar signs, last first so that they can be replaced.
///
/// No space follows an opening `$`, and no word is directly before it. No space is before a closing `$`, and no letter or
/// digit directly after it. So `$5 and $10` are prices. Code spans and `\$` are skipped.
func formulaRanges(in bytes: [UInt8], from start: Int = 0) -> [Range<Int>] {
  let dollar = UInt8(ascii: "$")
  let tick = UInt8(ascii: "`")
  let backslash = UInt8(ascii: "\\")
  var result: [Range<Int>] = []
  // Lengths of backtick runs that are known to have no end, so that the search for an end is not repeated.
  var unclosed: Set<Int> = []
  var index = start
  while index < bytes.count {
    switch bytes[index] {
    case backslash: index += 2
    case tick:
      let length = run(of: tick, in: bytes, at: index)
      if !unclosed.contains(length), let end = closing(tick, length, in: bytes, from: index + length) {
        index = end
      } else {
        unclosed.insert(length)
        index += length
      }
    case dollar:
      let fence = run(of: dollar, in: bytes, at: index)
      if fence <= 2, opens(bytes, index, fence), let end = formulaEnd(bytes, from: index + fence, fence) {
        result.append(index..<end)
        index = end
      } else {
        index += fence
      }
    default: index += 1
    }
  }
  return result.reversed()
}

/// The maximum length of a formula in bytes, longer than any sentence.
private let longestFormula = 2000

private func run(of byte: UInt8, in bytes: [UInt8], at start: Int) -> Int {
  var end = start
  while end < bytes.count, bytes[end] == byte { end += 1 }
  return end - start
}

/// The end of the next run of exactly `length` bytes.
private func closing(_ byte: UInt8, _ length: Int, in bytes: [UInt8], from start: Int) -> Int? {
  var index = start
  while index < bytes.count {
    guard bytes[index] == byte else {
      index += 1
      continue
    }
    let found = run(of: byte, in: bytes, at: index)
    index += found
    if found == length { return index }
  }
  return nil
}

private func opens(_ bytes: [UInt8], _ index: Int, _ fence: Int) -> Bool {
  if index > 0, isWord(bytes[index - 1]) { return false }
  guard index + fence < bytes.count else { return false }
  return fence == 2 || !isSpace(bytes[index + fence])
}

private func formulaEnd(_ bytes: [UInt8], from start: Int, _ fence: Int) -> Int? {
  var index = start
  let limit = min(bytes.count, start + longestFormula)
  while index < limit {
    switch bytes[index] {
    case UInt8(ascii: "\\"): index += 2
    case UInt8(ascii: "`"): return nil
    case UInt8(ascii: "$"):
      let end = index + fence
      let found = run(of: UInt8(ascii: "$"), in: bytes, at: index)
      guard found == fence, index > start else { return nil }
      if fence == 1, isSpace(bytes[index - 1]) { return nil }
      return end < bytes.count && isWord(bytes[end]) ? nil : end
    default: index += 1
    }
  }
  return nil
}

private func isSpace(_ byte: UInt8) -> Bool { byte == 0x20 || byte == 0x09 || byte == 0x0A }

private func isWord(_ byte: UInt8) -> Bool {
  switch byte {
  case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
    UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "_"), 0x80...:
    true
  default: false
  }
}
