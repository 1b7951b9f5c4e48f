internal import Canvas

/// A line of a starter that the student replaces, and the part of it that goes with the first character typed.
struct Placeholder: Sendable, Equatable {
  /// The whole line.
  var line: [Character]
  /// The part that is replaced.
  var columns: Range<Int>

  private static let words = ["Replace this line", "Your program goes here"]

  /// The placeholders of a starter: `...` in Python, and comments that say so.
  static func all(in starter: String, isPython: Bool) -> [Placeholder] {
    let lines = EditorText.lines(of: starter)
    let scan = isPython ? PythonScan(lines) : nil
    return lines.indices.compactMap { number in
      let line = lines[number]
      if let scan, let start = ellipsis(in: scan.lines[number].codes) {
        let isWhole = says(line[start...])
        return Placeholder(line: line, columns: start..<(isWhole ? line.count : start + 3))
      }
      guard says(line[...]), let start = line.firstIndex(of: "#") else { return nil }
      return Placeholder(line: line, columns: start..<line.count)
    }
  }

  private static func says(_ text: ArraySlice<Character>) -> Bool {
    let text = String(text)
    return words.contains { text.contains($0) }
  }

  /// Where `...` begins, if nothing but a comment follows it.
  private static func ellipsis(in codes: [UInt8]) -> Int? {
    let end = codes.lastIndex { !$0.isPythonBlank && $0 != PythonScan.Code.comment } ?? 0
    let dot = UInt8(ascii: ".")
    guard end >= 2, codes[end - 2...end].allSatisfy({ $0 == dot }) else { return nil }
    return end == 2 || codes[end - 3].isPythonBlank ? end - 2 : nil
  }
}

extension TextEditor {
  /// Notes what of a starter is to be replaced, and puts the cursor at the first such place that is still there.
  mutating func begin(at placeholders: [Placeholder]) {
    self.placeholders = placeholders
    moveCursor(to: EditorPosition())
    for (number, line) in content.lines.enumerated() {
      guard let place = placeholders.first(where: { $0.line == line }) else { continue }
      return moveCursor(to: EditorPosition(line: number, column: place.columns.lowerBound))
    }
  }

  /// The end of the placeholder at the cursor; moves the cursor to its start. `nil` if there is none.
  mutating func enterPlaceholder() -> EditorPosition? {
    guard !placeholders.isEmpty else { return nil }
    let line = content.lines[cursor.line]
    guard let place = placeholders.first(where: { $0.line == line })?.columns else { return nil }
    let isInIndent = line[..<place.lowerBound].allSatisfy { $0 == " " || $0 == "\t" }
    guard cursor.column >= place.lowerBound || isInIndent else { return nil }
    moveCursor(to: EditorPosition(line: cursor.line, column: place.lowerBound))
    return EditorPosition(line: cursor.line, column: place.upperBound)
  }
}
