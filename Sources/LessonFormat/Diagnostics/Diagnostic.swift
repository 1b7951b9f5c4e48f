import Text

/// One fault of a lesson file: where it is, what is wrong, and how to fix it.
package struct Diagnostic: Sendable, Equatable {
  /// How serious a fault is.
  package enum Severity: Sendable, Equatable {
    /// The lesson can't be opened.
    case error
    /// The lesson can be opened, but something in it is probably not what its author meant.
    case warning
  }

  /// How serious it is.
  package var severity = Severity.error
  /// The file's name as it was given.
  package var file: String
  /// The line, counted from 1.
  package var line: Int
  /// The position in the line, in characters from 1.
  package var column: Int
  /// The line itself, safe to print.
  package var source: String
  /// What is wrong, in one sentence.
  package var message: String
  /// How to fix it, in one sentence.
  package var fix: String

  /// Makes a diagnostic from its parts.
  package init(
    severity: Severity = .error, file: String, line: Int, column: Int, source: String, message: String, fix: String
  ) {
    self.severity = severity
    self.file = file
    self.line = line
    self.column = column
    self.source = source
    self.message = message
    self.fix = fix
  }
}

extension Diagnostic: CustomStringConvertible {
  /// Four lines: the place and the fault, the line itself, a caret below the place, and how to fix it.
  package var description: String {
    let number = String(line)
    let excerpt = Excerpt(of: source, column: column)
    return """
      \(file):\(line):\(column): \(severity == .warning ? "warning: " : "")\(message)
        \(number) | \(excerpt.text)
        \(String(repeating: " ", count: number.utf8.count)) | \(excerpt.indent)^
        \(String(repeating: " ", count: number.utf8.count)) = \(fix)
      """
  }
}

/// The part of a line around the place of a fault.
private struct Excerpt {
  /// The most characters to show.
  private static let width = 96

  /// The part of the line.
  let text: String
  /// Blanks as wide as the text before the place.
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

  /// Replaces tabs by blanks: a terminal's tab stops depend on what is printed before the line.
  private static func spread(_ text: String) -> String { text.replacing("\t", with: "    ") }
}
