internal import Archive
import FoundationEssentials

/// The digests by which the lines of a journal hang together: each line that the program writes begins with the digest of
/// itself and of all lines before it.
///
/// A line that was changed, added or removed by hand shows at the next line of the program. The digests are no secret: who
/// wants to can compute them again, and lines that are missing at the end aren't noticed.
struct JournalChain {
  /// The digest of the lines so far.
  private(set) var digest = ""

  /// How many hexadecimal digits of the SHA-256 are written.
  private static let length = 16
  private static let opening = Array(#"{"chain":""#.utf8)

  /// Adds a line without its newline; returns whether it fits, which a line without a digest always does.
  mutating func add(_ line: ArraySlice<UInt8>) -> Bool {
    let (written, contents) = Self.split(line)
    digest = Self.next(digest, contents)
    guard let written, written != digest else { return true }
    // What follows was written after this line as it is.
    digest = written
    // A line that a crash has cut off is no edit.
    return contents.last != UInt8(ascii: "}")
  }

  /// Adds lines that have no digests yet, and returns them with theirs.
  mutating func link(_ lines: [UInt8]) -> [UInt8] {
    lines.split(separator: newline).reduce(into: []) { linked, line in
      digest = Self.next(digest, line)
      linked += Self.opening + Array(digest.utf8) + Array("\",".utf8) + line.dropFirst() + [newline]
    }
  }

  /// Goes on after a line that has a digest; returns `nil` if it has none.
  init?(after line: ArraySlice<UInt8>) {
    guard let written = Self.split(line).written else { return nil }
    digest = written
  }

  /// Goes on after all lines of a journal.
  init(_ bytes: [UInt8] = []) {
    for line in lineRanges(of: bytes) where !line.isEmpty { _ = add(bytes[line]) }
  }

  /// The numbers of the lines that don't fit to those before them, from 1.
  static func breaks(in bytes: [UInt8]) -> [Int] {
    var chain = JournalChain()
    return lineRanges(of: bytes).enumerated().compactMap { number, line in
      line.isEmpty || chain.add(bytes[line]) ? nil : number + 1
    }
  }

  private static func next(_ digest: String, _ line: some Collection<UInt8>) -> String {
    String(sha256(Array(digest.utf8) + line).prefix(length))
  }

  /// The digest that a line begins with, and the line without it.
  private static func split(_ line: ArraySlice<UInt8>) -> (written: String?, contents: [UInt8]) {
    let line = Array(line.last == UInt8(ascii: "\r") ? line.dropLast() : line.dropLast(0))
    let end = opening.count + length
    guard line.starts(with: opening), line.count > end + 2, line[end] == UInt8(ascii: "\""),
      line[end + 1] == UInt8(ascii: ",")
    else { return (nil, line) }
    let written = String(decoding: line[opening.count..<end], as: UTF8.self)
    return (written, [UInt8(ascii: "{")] + line[(end + 2)...])
  }
}

extension Journal {
  /// Appends lines without digests to the journal, and gives them digests.
  static func append(_ lines: [UInt8], to directory: Directory) throws(BookError) -> Directory.Appended {
    try directory.append(name) { tail in
      var chain = tail.lastLine.flatMap { JournalChain(after: $0[...]) } ?? JournalChain(tail.everything)
      return chain.link(lines)
    }
  }

  /// The line about a run that was recorded.
  ///
  /// - Parameter digest: The SHA-256 of its file.
  static func line(run: RunLine) -> [UInt8] {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    // Encoding texts can't fail.
    return ((try? encoder.encode(run)).map { Array($0) } ?? []) + [newline]
  }

  /// A line that says which run was recorded when.
  struct RunLine: Codable {
    /// The id.
    var run: String
    /// The SHA-256 of its file.
    var sha256: String
    /// When it was saved, UTC.
    var when: String
  }
}
