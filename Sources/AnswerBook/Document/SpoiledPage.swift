/// The longest run of backticks at the beginning of a line, which may be indented.
func longestFence(in bytes: [UInt8]) -> Int {
  var longest = 0
  for line in markdownLines(of: bytes) {
    let text = bytes[line].drop { $0 == UInt8(ascii: " ") || $0 == UInt8(ascii: "\t") }
    longest = max(longest, text.prefix { $0 == UInt8(ascii: "`") }.count)
  }
  return longest
}

/// Whether a text in a Markdown page could hide a part of itself or of what follows: an open fence, HTML, or a link
/// definition. If in doubt it returns true, and the text is written in a fence.
package func spoilsPage(_ bytes: [UInt8]) -> Bool {
  var fence: (byte: UInt8, length: Int)?
  for line in markdownLines(of: bytes) {
    let indent = bytes[line].prefix { $0 == UInt8(ascii: " ") }.count
    let text = bytes[line].dropFirst(indent)
    let run = fenceRun(text)
    if let open = fence {
      let isClosing = text.dropFirst(run).allSatisfy { $0 == UInt8(ascii: " ") || $0 == UInt8(ascii: "\t") }
      if indent < 4, run >= open.length, text.first == open.byte, isClosing { fence = nil }
    } else if indent < 4, run >= 3, let byte = text.first {
      // With more backticks in the same line it is inline code, not a fence.
      if byte == UInt8(ascii: "~") || !text.dropFirst(run).contains(byte) { fence = (byte, run) }
    } else if hasHTML(bytes[line]) || isLinkDefinition(text) {
      return true
    }
  }
  return fence != nil
}

private func fenceRun(_ text: ArraySlice<UInt8>) -> Int {
  guard let first = text.first, first == UInt8(ascii: "`") || first == UInt8(ascii: "~") else { return 0 }
  return text.prefix { $0 == first }.count
}

/// Whether there is a `<` followed by a letter, `/`, `!` or `?`. The `>` may be in another line.
private func hasHTML(_ line: ArraySlice<UInt8>) -> Bool {
  zip(line, line.dropFirst()).contains { byte, next in
    byte == UInt8(ascii: "<")
      && (next | 0x20 >= UInt8(ascii: "a") && next | 0x20 <= UInt8(ascii: "z") || "/!?".utf8.contains(next))
  }
}

private func isLinkDefinition(_ text: ArraySlice<UInt8>) -> Bool {
  guard text.first == UInt8(ascii: "[") else { return false }
  return zip(text, text.dropFirst()).contains { $0 == UInt8(ascii: "]") && $1 == UInt8(ascii: ":") }
}

/// The lines as Markdown defines them: ended by `\n`, `\r` or both.
private func markdownLines(of bytes: [UInt8]) -> [Range<Int>] {
  var lines: [Range<Int>] = []
  var start = 0
  for index in bytes.indices where bytes[index] == newline || bytes[index] == UInt8(ascii: "\r") {
    lines.append(start..<index)
    start = index + 1
  }
  if start < bytes.count { lines.append(start..<bytes.count) }
  return lines
}
