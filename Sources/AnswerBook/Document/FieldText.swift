/// Writes and reads a text of an answer between its marks.
///
/// Free text is written as it was typed, because it is Markdown. Programs, and free text that would spoil the rest of the
/// page or be invisible, are written in a fence. Reading always gives back the same bytes.
struct FieldText {
  /// The language of the fence; `nil` for free text.
  var language: String?

  /// Writes a text, with notes in the mark about how to read it.
  func block(_ text: String, kind: RecordMark.Kind, id: String) -> MarkedBlock {
    var mark = RecordMark(kind: kind, id: id)
    var bytes = Array(text.utf8)
    guard !bytes.isEmpty else { return MarkedBlock(open: mark, body: [newline]) }
    if bytes.contains(0) {
      // Tools treat a file with a NUL as binary, so it is written as `\0`.
      mark["escaped"] = ""
      bytes = escaped(bytes)
    }
    guard language != nil || spoilsPage(bytes) else {
      return MarkedBlock(open: mark, body: [newline] + bytes + [newline, newline])
    }
    mark["fenced"] = ""
    if bytes.last != newline {
      mark["unended"] = ""
      bytes.append(newline)
    }
    let fence = [UInt8](repeating: UInt8(ascii: "`"), count: max(3, longestFence(in: bytes) + 1))
    let opening = fence + Array((language ?? "text").utf8.filter { $0 > 0x20 && $0 != UInt8(ascii: "`") })
    return MarkedBlock(open: mark, body: [newline] + opening + [newline] + bytes + fence + [newline, newline])
  }

  /// Reads a text, whether the program or the student wrote it. Bytes that are not UTF-8 become `\u{FFFD}`.
  func text(in block: MarkedBlock) -> String {
    var bytes = block.body[...]
    if language != nil || block.open["fenced"] != nil, let inner = insideFence(bytes) {
      bytes = inner
      if block.open["unended"] != nil, bytes.last == newline { bytes.removeLast() }
    } else {
      if bytes.first == newline { bytes.removeFirst() }
      for _ in 0..<2 where bytes.last == newline { bytes.removeLast() }
    }
    return String(decoding: block.open["escaped"] == nil ? Array(bytes) : unescaped(bytes), as: UTF8.self)
  }

  /// The text inside the fence; `nil` if the body is not exactly one fence.
  private func insideFence(_ body: ArraySlice<UInt8>) -> ArraySlice<UInt8>? {
    var bytes = body
    while bytes.first == newline { bytes.removeFirst() }
    while let last = bytes.last, last == newline || last == UInt8(ascii: " ") { bytes.removeLast() }
    let ticks = bytes.prefix { $0 == UInt8(ascii: "`") }.count
    guard ticks >= 3, let end = bytes.firstIndex(of: newline), let start = bytes.lastIndex(of: newline) else {
      return nil
    }
    let closing = bytes[(start + 1)...]
    guard closing.count == ticks, closing.allSatisfy({ $0 == UInt8(ascii: "`") }) else { return nil }
    return bytes[(end + 1)..<(start + 1)]
  }

  private func escaped(_ bytes: [UInt8]) -> [UInt8] {
    bytes.flatMap { byte -> [UInt8] in
      switch byte {
      case 0: Array("\\0".utf8)
      case UInt8(ascii: "\\"): Array("\\\\".utf8)
      default: [byte]
      }
    }
  }

  private func unescaped(_ bytes: ArraySlice<UInt8>) -> [UInt8] {
    var result: [UInt8] = []
    var rest = bytes
    while let byte = rest.popFirst() {
      if byte == UInt8(ascii: "\\"), let next = rest.first, next == UInt8(ascii: "0") || next == byte {
        result.append(next == byte ? byte : 0)
        rest.removeFirst()
      } else {
        result.append(byte)
      }
    }
    return result
  }
}

/// The byte that ends a line.
let newline = UInt8(ascii: "\n")
