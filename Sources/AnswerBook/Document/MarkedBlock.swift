/// What stands between an opening mark and its closing one.
struct MarkedBlock: Equatable {
  /// The mark that opens it.
  var open: Mark
  /// The bytes between the two lines, newlines as `\n`.
  var body: [UInt8]
  /// The whole block as it stands in the file, both marks and the last newline included.
  var raw: [UInt8]

  /// A block as it was read.
  init(open: Mark, body: [UInt8], raw: [UInt8]) {
    self.open = open
    self.body = body
    self.raw = raw
  }

  /// A block to be written. A body with a mark in it that could be taken for ours gets marks with another number.
  init(open: Mark, body: [UInt8]) {
    var open = open
    open["until"] = nil
    let taken = Set(
      lines(of: body).compactMap { Mark(body[$0]) }.filter { $0.kind == open.kind && $0.id == open.id }
        .map { $0["until"] ?? "" })
    if taken.contains("") { open["until"] = (2...).lazy.map { String($0) }.first { !taken.contains($0) } }
    self.open = open
    self.body = body
    raw = Array((open.line + "\n").utf8) + body + Array((open.close.line + "\n").utf8)
  }

  /// The same block with other notes in its opening mark.
  func with(_ mark: Mark) -> MarkedBlock {
    guard mark != open else { return self }
    let rest = raw.firstIndex(of: UInt8(ascii: "\n")).map { raw[$0...] } ?? []
    var changed = self
    changed.open = mark
    changed.open["until"] = open["until"]
    let isCarriageReturn = raw[..<rest.startIndex].last == UInt8(ascii: "\r")
    changed.raw = Array(changed.open.line.utf8) + (isCarriageReturn ? [UInt8(ascii: "\r")] : []) + rest
    return changed
  }

  /// Whether what we wrote is still as we wrote it; only then may it be renewed.
  var isOurs: Bool { open["as"] == fingerprint(body) }
}

/// The lines of a file, without their newlines; a newline at the very end begins no further line.
func lines(of bytes: [UInt8]) -> [Range<Int>] {
  var lines: [Range<Int>] = []
  var start = 0
  while start < bytes.count {
    let end = bytes[start...].firstIndex(of: UInt8(ascii: "\n")) ?? bytes.count
    lines.append(start..<end)
    start = end + 1
  }
  return lines
}
