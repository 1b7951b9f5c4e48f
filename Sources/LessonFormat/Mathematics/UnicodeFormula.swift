import Text

/// Converts a TeX formula to one line of Unicode that a terminal can show: `\frac{\pi}{4}` becomes `π/4`, `x^2` becomes `x²`.
///
/// Rows of a matrix or of aligned equations are divided by `;`. Unknown commands become their name without the
/// backslash. It accepts any text.
package func unicodeFormula(_ tex: String) -> String {
  var reader = FormulaReader(tex)
  return tidied(reader.whole().line)
}

/// Converts a TeX formula that has a paragraph of its own to one or more lines, with the rows and columns of matrices and
/// aligned equations. It accepts any text.
package func formulaLines(_ tex: String) -> [String] {
  var reader = FormulaReader(tex)
  let formula = reader.whole()
  return formula.isTall ? formula.block.rows.map(\.withoutSpacesAtEnd) : [tidied(formula.line)]
}

/// What a formula has that can't be shown, in its order.
func formulaFaults(_ tex: String) -> [FormulaFault] {
  var reader = FormulaReader(tex)
  _ = reader.whole()
  return reader.faults
}

/// Something in a formula that can't be shown.
struct FormulaFault: Equatable {
  /// The TeX to look for, to find the place.
  var tex: String
  var message: String
  var fix: String
}

private func tidied(_ text: String) -> String {
  let spaced = text.split { $0 == " " || $0 == "\n" || $0 == "\t" }.joined(separator: " ")
  return spaced.replacing(" ⌉", with: "⌉").replacing(" ⌋", with: "⌋")
}

/// Reads TeX from left to right.
struct FormulaReader {
  /// The deepest nesting of braces; what is nested more deeply is left out.
  static let deepest = 40

  let tex: [Unicode.Scalar]
  var place = 0
  var depth = 0
  /// What can't be shown.
  var faults: [FormulaFault] = []

  init(_ tex: String) { self.tex = Array(visible(tex).unicodeScalars) }

  /// Reads up to a character or to the end of the formula; within a table, up to the end of a cell.
  mutating func sequence(until end: Unicode.Scalar?, inTable: Bool = false) -> FormulaText {
    var text = FormulaText()
    while place < tex.count, tex[place] != end, !(inTable && isEndOfCell) {
      let next = tex[place]
      switch next {
      case "^", "_":
        place += 1
        let script = argument()
        text.append(raised(script, by: next == "^" ? superscripts : subscripts, mark: next))
      case "-":
        place += 1
        text.append("−")
      case "}", "&":
        place += 1
      case "~":
        place += 1
        text.append(" ")
      default: text.append(atom())
      }
    }
    if end != nil, place < tex.count { place += 1 }
    return text
  }

  /// Whether a cell of a table ends here.
  var isEndOfCell: Bool { tex[place] == "&" || starts("\\\\") || starts("\\end{") }

  /// Whether the rest of the formula begins with some characters.
  func starts(_ word: String) -> Bool { tex[place...].starts(with: word.unicodeScalars) }

  /// Reads one character, one group in braces, or one command with its arguments.
  private mutating func atom() -> FormulaText {
    guard place < tex.count else { return FormulaText() }
    let next = tex[place]
    place += 1
    switch next {
    case "\\": return command()
    case "{":
      depth += 1
      defer { depth -= 1 }
      guard depth <= Self.deepest else {
        place = tex.count
        return "…"
      }
      return sequence(until: "}")
    default: return FormulaText(String(Character(next)))
    }
  }

  /// Reads the argument of a command as one line.
  mutating func argument() -> String {
    while place < tex.count, tex[place] == " " || tex[place] == "\n" { place += 1 }
    depth += 1
    defer { depth -= 1 }
    return depth <= Self.deepest ? atom().line : ""
  }

  private mutating func command() -> FormulaText {
    guard place < tex.count else { return "\\" }
    var name = String.UnicodeScalarView()
    while place < tex.count, tex[place].properties.isAlphabetic, tex[place].isASCII {
      name.append(tex[place])
      place += 1
    }
    if name.isEmpty {
      let sign = tex[place]
      place += 1
      return FormulaText(texSigns[String(Character(sign))] ?? String(Character(sign)))
    }
    return meaning(of: String(name))
  }

  /// Writes a script with raised or lowered characters, or as `x^(a+b)` if a character has no such form.
  func raised(_ script: String, by forms: [Character: Character], mark: Unicode.Scalar) -> String {
    let packed = script.filter { $0 != " " }
    let characters = packed.map { forms[$0] }
    guard !packed.isEmpty, !characters.contains(nil) else { return String(Character(mark)) + grouped(script) }
    return String(characters.compactMap(\.self))
  }

  /// Adds parentheses if the text would be ambiguous in a fraction.
  func grouped(_ text: String) -> String {
    let trimmed = text.split(separator: " ").joined(separator: " ")
    let whole = trimmed.allSatisfy { $0.isLetter || $0.isNumber || $0 == "." || $0 == "√" }
    return whole || trimmed.count <= 1 ? trimmed : "(\(trimmed))"
  }
}
