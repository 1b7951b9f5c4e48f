/// The longest run of backticks that begins a line, as far as a fence may be set in.
func longestFence(in bytes: [UInt8]) -> Int {
  var longest = 0
  for line in markdownLines(of: bytes) {
    let text = bytes[line].drop { $0 == UInt8(ascii: " ") || $0 == UInt8(ascii: "\t") }
    longest = max(longest, text.prefix { $0 == UInt8(ascii: "`") }.count)
  }
  return longest
}

/// Whether a text, put on a page as Markdown, would swallow what follows it or be partly invisible: an open fence, HTML, a
/// link definition. When in doubt it would; it then stands in a fence, where nothing can happen.
func spoilsPage(_ bytes: [UInt8]) -> Bool {
  var fence: (byte: UInt8, length: Int)?
  for line in markdownLines(of: bytes) {
    let indent = bytes[line].prefix { $0 == UInt8(ascii: " ") }.count
    let text = bytes[line].dropFirst(indent)
    let run = fenceRun(text)
    if let open = fence {
      let isClosing = text.dropFirst(run).allSatisfy { $0 == UInt8(ascii: " ") || $0 == UInt8(ascii: "\t") }
      if indent < 4, run >= open.length, text.first == open.byte, isClosing { fence = nil }
    } else if indent < 4, run >= 3, let byte = text.first {
      // Where backticks follow on the same line it is code within a line and no fence.
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

/// A `<` that a letter, `/`, `!` or `?` follows. Also where no `>` follows on this line: it may on the next.
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

/// Lines as Markdown has them: ended by `\n`, `\r` or both.
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
