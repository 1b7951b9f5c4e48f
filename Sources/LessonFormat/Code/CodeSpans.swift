/// What a piece of code is, so that a page can give it a colour.
public enum CodeInk: Sendable, Equatable {
  case plain, keyword, string, comment, number
}

/// Code line by line, each cut into pieces of one ink; the pieces of a line joined give the line.
///
/// - Parameter language: a fence's word, `python` or `bash` or one of their usual short forms; others stay plain.
public func codeSpans(_ code: String, language: String?) -> [[(text: String, ink: CodeInk)]] {
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

/// Walks over code and cuts it into inked pieces. Knows no language; what it walks over never goes back.
struct Painter {
  /// The characters of the code.
  let code: [Character]
  /// The next character to be inked.
  private(set) var place = 0
  /// Lines inked so far, the last of them still growing.
  private(set) var lines: [[(text: String, ink: CodeInk)]] = [[]]

  init(_ code: String) { self.code = Array(code) }

  /// The character at the place, or further on.
  func peek(_ ahead: Int = 0) -> Character? {
    code.indices.contains(place + ahead) ? code[place + ahead] : nil
  }

  /// Whether the code goes on with these characters.
  func goesOn(with text: String) -> Bool {
    var index = place
    for character in text {
      guard index < code.count, code[index] == character else { return false }
      index += 1
    }
    return true
  }

  /// Inks so many characters.
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

  /// Inks as long as characters fit.
  mutating func ink(_ ink: CodeInk, while fits: (Character) -> Bool) {
    var count = 0
    while let next = peek(count), fits(next) { count += 1 }
    self.ink(count, ink)
  }

  /// Inks what is left.
  mutating func rest(_ ink: CodeInk) { self.ink(code.count - place, ink) }

  /// The word that begins at the place.
  func word() -> String {
    String(code[place...].prefix { $0.isLetter || $0.isNumber || $0 == "_" })
  }
}
