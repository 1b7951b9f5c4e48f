/// An opening mark, its closing mark, and what is between them.
struct MarkedBlock: Equatable {
  /// The opening mark.
  var open: RecordMark
  /// The bytes between the marks, with `\n` as line endings.
  var body: [UInt8]
  /// The whole block as it is in the file, including both marks and the last newline.
  var raw: [UInt8]

  /// A block that was read.
  init(open: RecordMark, body: [UInt8], raw: [UInt8]) {
    self.open = open
    self.body = body
    self.raw = raw
  }

  /// A block to be written. If its body contains a line that looks like its closing mark, its own marks get a number.
  init(open: RecordMark, body: [UInt8]) {
    var open = open
    open["until"] = nil
    let taken = Set(
      lineRanges(of: body).compactMap { RecordMark(body[$0]) }.filter { $0.kind == open.kind && $0.id == open.id }
        .map { $0["until"] ?? "" })
    if taken.contains("") { open["until"] = (2...).lazy.map { String($0) }.first { !taken.contains($0) } }
    self.open = open
    self.body = body
    raw = Array((open.line + "\n").utf8) + body + Array((open.close.line + "\n").utf8)
  }

  /// The same block with a different opening mark.
  func with(_ mark: RecordMark) -> MarkedBlock {
    guard mark != open else { return self }
    let rest = raw.firstIndex(of: UInt8(ascii: "\n")).map { raw[$0...] } ?? []
    var changed = self
    changed.open = mark
    changed.open["until"] = open["until"]
    let isCarriageReturn = raw[..<rest.startIndex].last == UInt8(ascii: "\r")
    changed.raw = Array(changed.open.line.utf8) + (isCarriageReturn ? [UInt8(ascii: "\r")] : []) + rest
    return changed
  }

  /// Whether the body is unchanged since the program wrote it; only then may it be replaced.
  var isOurs: Bool { open["as"] == fingerprint(body) }
}

/// The lines of a file, without their newlines; a newline at the very end doesn't begin another line.
func lineRanges(of bytes: [UInt8]) -> [Range<Int>] {
  var lines: [Range<Int>] = []
  var start = 0
  while start < bytes.count {
    let end = bytes[start...].firstIndex(of: UInt8(ascii: "\n")) ?? bytes.count
    lines.append(start..<end)
    start = end + 1
  }
  return lines
}

/// A short name for some bytes (FNV-1a, 64 bits, hexadecimal), used to notice an edit. It doesn't protect against
/// deliberate changes; it is the student's own record.
func fingerprint(_ bytes: some Sequence<UInt8>) -> String {
  var hash: UInt64 = 0xcbf2_9ce4_8422_2325
  for byte in bytes { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01b3 }
  let digits = String(hash, radix: 16)
  return String(repeating: "0", count: 16 - digits.count) + digits
}
