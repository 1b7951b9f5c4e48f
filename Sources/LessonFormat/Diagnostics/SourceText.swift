import Text

/// A lesson's text as it is parsed: valid UTF-8, `\n` between lines, control characters visible, every line within limits.
///
/// Repairs keep characters in their places, so that a position here is the position in the file.
struct SourceText {
  /// Bytes a line may have.
  static let longestLine = 4 << 10

  /// The name diagnostics give.
  let file: String
  /// The lines without their ends.
  let lines: [String]
  /// What had to be repaired.
  private(set) var diagnostics: [Diagnostic] = []

  /// Repairs and splits `bytes`; throws where it is not worth parsing on.
  init(_ bytes: [UInt8], file: String) throws(LessonErrors) {
    self.file = visible(file, onOneLine: true)
    guard bytes.count <= Lesson.largestFile else {
      throw LessonErrors(
        file: self.file, sentence: "The file is larger than 1 MiB, the most a lesson may have: split it into several.")
    }
    let text = String(decoding: bytes, as: UTF8.self)
    let mark = text.unicodeScalars.first == "\u{FEFF}"
    lines = Self.split(mark ? String(text.unicodeScalars.dropFirst()) : text)
    if let long = lines.firstIndex(where: { $0.utf8.count > Self.longestLine }) {
      throw LessonErrors([
        diagnostic(
          line: long + 1, column: 1, "This line has \(lines[long].utf8.count) bytes; \(Self.longestLine) is the most.",
          mend: "Break it into shorter lines.")
      ])
    }
    if String(validating: bytes, as: UTF8.self) == nil { diagnostics.append(brokenEncoding()) }
  }

  /// The diagnostic for a place, counted from 1; the column in characters.
  func diagnostic(line: Int, column: Int, _ message: String, mend: String) -> Diagnostic {
    let source = lines.indices.contains(line - 1) ? lines[line - 1] : ""
    return Diagnostic(
      file: file, line: max(line, 1), column: max(column, 1), source: source, message: visible(message),
      mend: visible(mend))
  }

  /// The column in characters for a place given in bytes (as cmark counts), both from 1.
  func column(line: Int, byte: Int) -> Int {
    guard lines.indices.contains(line - 1) else { return 1 }
    return String(decoding: lines[line - 1].utf8.prefix(max(byte - 1, 0)), as: UTF8.self).count + 1
  }

  /// The column in characters for a place given in Unicode scalars (as libyaml counts), both from 1.
  func column(line: Int, scalar: Int) -> Int {
    guard lines.indices.contains(line - 1) else { return 1 }
    return String(String.UnicodeScalarView(lines[line - 1].unicodeScalars.prefix(max(scalar - 1, 0)))).count + 1
  }

  /// Splits at `\n`, `\r\n` and `\r`, and makes control characters visible.
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

  /// One diagnostic for all places that are not UTF-8, at the first of them.
  private func brokenEncoding() -> Diagnostic {
    let line = lines.firstIndex { $0.contains("\u{FFFD}") } ?? 0
    let column = Array(lines[line]).firstIndex(of: "\u{FFFD}") ?? 0
    return diagnostic(
      line: line + 1, column: column + 1, "This is not UTF-8; what is not is shown as \u{FFFD}, here and below.",
      mend: "Save the file as UTF-8.")
  }
}
