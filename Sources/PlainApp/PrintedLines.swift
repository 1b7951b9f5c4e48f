internal import Text

/// What a program has printed, line by line, safe to print.
struct PrintedLines: Sendable {
  /// The most lines that are said while it runs.
  static let mostSaid = 400

  private var bytes: [UInt8] = []
  private var said = 0

  /// Takes bytes that the program has written; returns the lines that are whole now.
  mutating func add(_ more: [UInt8]) -> [String] {
    let old = bytes.count
    bytes += more
    guard let end = bytes[old...].lastIndex(of: UInt8(ascii: "\n")) else { return [] }
    let lines = bytes[..<end].split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
    defer { bytes.removeSubrange(...end) }
    return lines.flatMap { line($0) }
  }

  /// The last line, if it doesn't end with a newline.
  mutating func end() -> [String] {
    defer { bytes = [] }
    return bytes.isEmpty ? [] : line(bytes[...])
  }

  private mutating func line(_ bytes: ArraySlice<UInt8>) -> [String] {
    said += 1
    if said > PrintedLines.mostSaid {
      return said == PrintedLines.mostSaid + 1 ? ["It prints more lines, which are not shown."] : []
    }
    let text = bytes.last == UInt8(ascii: "\r") ? bytes.dropLast() : bytes
    return ["printed: " + visible(String(decoding: text, as: UTF8.self))]
  }
}
