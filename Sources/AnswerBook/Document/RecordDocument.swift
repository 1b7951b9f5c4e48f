/// `answers.md` taken apart: marked blocks, which are ours, and everything else, which is the student's and is never
/// touched. Put together again, a document that was not changed is the same byte for byte.
struct RecordDocument: Equatable {
  /// Its parts in the order of the file.
  var parts: [Part]

  /// A part of the file.
  enum Part: Equatable {
    /// Bytes that are not ours.
    case loose([UInt8])
    /// The mark at the top, as it is to be written.
    case head(Mark, raw: [UInt8])
    /// The mark at the end: where it is missing, something cut the file off.
    case tail(raw: [UInt8])
    /// A marked block.
    case block(MarkedBlock)
    /// A block that never closes, up to the next mark or the end.
    case torn(Mark, body: [UInt8], raw: [UInt8])
    /// A closing mark without an opening one.
    case stray(Mark, raw: [UInt8])
  }

  /// The file.
  var bytes: [UInt8] {
    parts.reduce(into: []) { bytes, part in
      switch part {
      case .loose(let raw), .tail(let raw), .head(_, let raw), .torn(_, _, let raw), .stray(_, let raw): bytes += raw
      case .block(let block): bytes += block.raw
      }
    }
  }

  /// The mark at the top.
  var head: Mark? {
    for case .head(let mark, _) in parts { return mark }
    return nil
  }

  /// The mark at the end.
  var tail: Mark? {
    for case .tail(let raw) in parts { return Mark(raw[...].prefix { $0 != newline }) }
    return nil
  }

  /// Whether the file is whole to its end.
  var hasTail: Bool { parts.contains { if case .tail = $0 { true } else { false } } }

  /// The first block of a kind for an id; a second one is the student's copy and counts for nothing.
  func index(of kind: Mark.Kind, _ id: String) -> Int? {
    parts.firstIndex {
      if case .block(let block) = $0 { block.open.kind == kind && block.open.id == id } else { false }
    }
  }

  /// The first block of a kind for an id.
  func block(_ kind: Mark.Kind, _ id: String) -> MarkedBlock? {
    guard let index = index(of: kind, id), case .block(let block) = parts[index] else { return nil }
    return block
  }

  /// Makes a document of parts.
  init(parts: [Part]) { self.parts = parts }

  /// Takes a file apart; any bytes will do.
  init(_ bytes: [UInt8]) {
    let lines = lines(of: bytes)
    let marks = lines.enumerated().compactMap { number, line -> Found? in
      // Some editors begin a file with a byte order mark.
      let skip = number == 0 && bytes.starts(with: [0xef, 0xbb, 0xbf]) ? 3 : 0
      return Mark(bytes[(line.lowerBound + skip)..<line.upperBound]).map {
        Found(mark: $0, start: line.lowerBound + skip, end: min(line.upperBound + 1, bytes.count))
      }
    }
    self.init(parts: [])
    take(marks, of: bytes)
  }

  /// A mark and where its line stands, the newline included.
  private struct Found {
    var mark: Mark
    var start: Int
    var end: Int
  }

  private mutating func take(_ marks: [Found], of bytes: [UInt8]) {
    // Where the marks of each kind, id and number stand, last first, so that looking for one never walks the file again.
    var places: [String: [Int]] = [:]
    for index in marks.indices.reversed() { places[marks[index].mark.close.line, default: []].append(index) }
    var position = 0
    var index = 0
    while index < marks.count {
      let (mark, start, end) = (marks[index].mark, marks[index].start, marks[index].end)
      if position < start { parts.append(.loose(Array(bytes[position..<start]))) }
      position = end
      let raw = Array(bytes[start..<end])
      switch (mark.kind, mark.closes) {
      case (.poolbook, false): parts.append(head == nil ? .head(mark, raw: raw) : .loose(raw))
      case (.poolbook, true): parts.append(hasTail ? .loose(raw) : .tail(raw: raw))
      case (_, true): parts.append(.stray(mark, raw: raw))
      case (_, false):
        let key = mark.close.line
        while let last = places[key]?.last, last <= index { places[key]?.removeLast() }
        // Our own blocks never have a mark of their own kind, id and number inside: the next one closes it or it is torn.
        if let last = places[key]?.last, marks[last].mark.closes {
          let body = Array(bytes[end..<marks[last].start])
          position = marks[last].end
          let isConverted = raw.suffix(2) == [UInt8(ascii: "\r"), UInt8(ascii: "\n")]
          let block = MarkedBlock(
            open: mark, body: isConverted ? withoutCarriageReturns(body) : body, raw: Array(bytes[start..<position]))
          parts.append(.block(block))
          index = last
        } else {
          let next = index + 1 < marks.count ? marks[index + 1].start : bytes.count
          parts.append(.torn(mark, body: Array(bytes[end..<next]), raw: Array(bytes[start..<next])))
          position = next
        }
      }
      index += 1
    }
    if position < bytes.count { parts.append(.loose(Array(bytes[position...]))) }
  }
}

/// Every `\r\n` as `\n`: a mark's own line shows that an editor converted the whole file.
private func withoutCarriageReturns(_ bytes: [UInt8]) -> [UInt8] {
  var result: [UInt8] = []
  result.reserveCapacity(bytes.count)
  for (index, byte) in bytes.enumerated() {
    if byte == UInt8(ascii: "\r"), index + 1 < bytes.count, bytes[index + 1] == UInt8(ascii: "\n") { continue }
    result.append(byte)
  }
  return result
}
