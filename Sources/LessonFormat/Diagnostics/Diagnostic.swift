import Text

/// One fault of a lesson file: where it is, what is wrong there, and what mends it.
public struct Diagnostic: Sendable, Equatable {
  /// The file as it was named.
  public var file: String
  /// The line, counted from 1.
  public var line: Int
  /// The place in the line, in characters, counted from 1.
  public var column: Int
  /// The line as it stands in the file, control characters made visible.
  public var source: String
  /// What is wrong, in one sentence.
  public var message: String
  /// What to write instead, in one sentence.
  public var mend: String

  /// Makes a diagnostic from its parts.
  public init(file: String, line: Int, column: Int, source: String, message: String, mend: String) {
    self.file = file
    self.line = line
    self.column = column
    self.source = source
    self.message = message
    self.mend = mend
  }
}

extension Diagnostic: CustomStringConvertible {
  /// Four lines: place and fault, the line itself, a caret under the place, the mend.
  public var description: String {
    let number = String(line)
    let excerpt = Excerpt(of: source, column: column)
    return """
      \(file):\(line):\(column): \(message)
        \(number) | \(excerpt.text)
        \(String(repeating: " ", count: number.utf8.count)) | \(excerpt.indent)^
        \(String(repeating: " ", count: number.utf8.count)) = \(mend)
      """
  }
}

/// As much of a line as fits on a screen, with the place in question in it.
private struct Excerpt {
  /// Characters shown at most.
  private static let width = 96

  /// The part of the line.
  let text: String
  /// What brings a caret under the place: as wide as the text before it.
  let indent: String

  init(of line: String, column: Int) {
    let characters = Array(line)
    let place = min(max(column - 1, 0), characters.count)
    let first = characters.count <= Self.width ? 0 : max(0, min(place - Self.width / 2, characters.count - Self.width))
    let last = min(characters.count, first + Self.width)
    let before = (first > 0 ? "…" : "") + String(characters[first..<place])
    text = Self.spread(before + String(characters[place..<last]) + (last < characters.count ? "…" : ""))
    indent = String(repeating: " ", count: Self.spread(before).unicodeScalars.reduce(0) { $0 + cellWidth(of: $1) })
  }

  /// Tabs as blanks: how far a terminal's tab goes depends on what stands before the line.
  private static func spread(_ text: String) -> String { text.replacing("\t", with: "    ") }
}
