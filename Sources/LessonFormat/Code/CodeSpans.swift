/// What a piece of code is, so that a page can colour it.
package enum CodeInk: Sendable, Equatable {
  case plain, keyword, string, comment, number
}

/// Splits code into lines, and each line into pieces of one ink. The joined pieces of a line are the line.
///
/// - Parameter language: The word of a fence: `python`, `bash` or a usual short form of them. All others stay plain.
package func codeSpans(_ code: String, language: String?) -> [[(text: String, ink: CodeInk)]] {
  var painter: Painter
  switch language?.lowercased() {
  case "python", "py", "python3":
    painter = Painter(code)
    painter.paintPython()
  case "bash", "sh", "shell", "slurm", "zsh":
    painter = Painter(code)
    painter.paintBash()
  default:
    painter = Painter(code)
    painter.rest(.plain)
  }
  return painter.lines
}

/// Goes through code from start to end and splits it into pieces of one ink. The languages are in extensions.
struct Painter {
  /// The characters of the code.
  let code: [Character]
  /// The position of the next character to ink.
  private(set) var place = 0
  /// The inked lines; the last one is still growing.
  private(set) var lines: [[(text: String, ink: CodeInk)]] = [[]]

  init(_ code: String) { self.code = Array(code) }

  /// The next character, or one further on; `nil` after the end.
  func peek(_ ahead: Int = 0) -> Character? {
    code.indices.contains(place + ahead) ? code[place + ahead] : nil
  }

  /// Whether a text comes next.
  func isNext(_ text: String) -> Bool {
    var index = place
    for character in text {
      guard index < code.count, code[index] == character else { return false }
      index += 1
    }
    return true
  }

  /// Inks the next characters.
  mutating func ink(_ count: Int, _ ink: CodeInk) {
    let end = min(code.count, place + count)
    for piece in code[place..<end].split(separator: "\n", omittingEmptySubsequences: false).enumerated() {
      if piece.offset > 0 { lines.append([]) }
      guard !piece.element.isEmpty else { continue }
      let line = lines.count - 1
      if let last = lines[line].last, last.ink == ink {
        lines[line][lines[line].count - 1].text += String(piece.element)
      } else {
        lines[line].append((String(piece.element), ink))
      }
    }
    place = end
  }

  /// Inks the next characters while they satisfy a condition.
  mutating func ink(_ ink: CodeInk, while fits: (Character) -> Bool) {
    var count = 0
    while let next = peek(count), fits(next) { count += 1 }
    self.ink(count, ink)
  }

  /// Inks the rest.
  mutating func rest(_ ink: CodeInk) { self.ink(code.count - place, ink) }

  /// The word that comes next; empty if there is none.
  func word() -> String {
    String(code[place...].prefix { $0.isLetter || $0.isNumber || $0 == "_" })
  }
}
