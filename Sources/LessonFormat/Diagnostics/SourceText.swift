import Text

/// A lesson's text, ready to be parsed: valid UTF-8, safe to print, and with lines of limited length.
///
/// Every repair replaces one character by one character, so that positions are those of the file.
struct SourceText {
  /// The maximum length of a line, in bytes.
  static let longestLine = 4 << 10

  /// The file's name for diagnostics.
  let file: String
  /// The lines, without their line endings.
  let lines: [String]
  /// The faults that were repaired.
  private(set) var diagnostics: [Diagnostic] = []

  /// Repairs and splits the bytes; throws if the rest is not worth parsing.
  init(_ bytes: [UInt8], file: String) throws(LessonErrors) {
    self.file = visible(file, onOneLine: true)
    guard bytes.count <= Lesson.largestFile else {
      throw LessonErrors(
        file: self.file,
        sentence: "The file is larger than 1 MiB, the limit for a lesson; split it into several lessons.")
    }
    let text = String(decoding: bytes, as: UTF8.self)
    let mark = text.unicodeScalars.first == "\u{FEFF}"
    lines = Self.split(mark ? String(text.unicodeScalars.dropFirst()) : text)
    if let long = lines.firstIndex(where: { $0.utf8.count > Self.longestLine }) {
      throw LessonErrors([
        diagnostic(
          line: long + 1, column: 1, "This line has \(lines[long].utf8.count) bytes; the limit is \(Self.longestLine).",
          fix: "Break it into shorter lines.")
      ])
    }
    if String(validating: bytes, as: UTF8.self) == nil { diagnostics.append(brokenEncoding()) }
  }

  /// Makes a diagnostic for a line and a column, both from 1; the column in characters.
  func diagnostic(
    line: Int, column: Int, severity: Diagnostic.Severity = .error, _ message: String, fix: String
  ) -> Diagnostic {
    let source = lines.indices.contains(line - 1) ? lines[line - 1] : ""
    return Diagnostic(
      severity: severity, file: file, line: max(line, 1), column: max(column, 1), source: source,
      message: visible(message), fix: visible(fix))
  }

  /// Converts a column in bytes, as cmark counts, into one in characters; both from 1.
  func column(line: Int, byte: Int) -> Int {
    guard lines.indices.contains(line - 1) else { return 1 }
    return String(decoding: lines[line - 1].utf8.prefix(max(byte - 1, 0)), as: UTF8.self).count + 1
  }

  /// Converts a column in Unicode scalars, as libyaml counts, into one in characters; both from 1.
  func column(line: Int, scalar: Int) -> Int {
    guard lines.indices.contains(line - 1) else { return 1 }
    return String(String.UnicodeScalarView(lines[line - 1].unicodeScalars.prefix(max(scalar - 1, 0)))).count + 1
  }

  /// Splits at `\n`, `\r\n` and `\r`, and makes the lines safe to print.
  private static func split(_ text: String) -> [String] {
    var lines: [String] = []
    var line = String.UnicodeScalarView()
    var afterReturn = false
    for scalar in text.unicodeScalars {
      defer { afterReturn = scalar == "\r" }
      if scalar == "\n", afterReturn { continue }
      if scalar == "\n" || scalar == "\r" {
        lines.append(String(line))
        line = .init()
      } else {
        line.append(scalar.shown)
      }
    }
    if !line.isEmpty || lines.isEmpty { lines.append(String(line)) }
    return lines
  }

  /// One diagnostic for all invalid bytes, at the first of them.
  private func brokenEncoding() -> Diagnostic {
    let line = lines.firstIndex { $0.contains("\u{FFFD}") } ?? 0
    let column = Array(lines[line]).firstIndex(of: "\u{FFFD}") ?? 0
    return diagnostic(
      line: line + 1, column: column + 1, "This is not UTF-8; invalid bytes are shown as \u{FFFD}.",
      fix: "Save the file as UTF-8.")
  }
}
