import Text

/// Converts a TeX formula to one line of Unicode that a terminal can show: `\frac{\pi}{4}` becomes `π/4`, `x^2` becomes `x²`.
///
/// Unknown commands become their name without the backslash. It accepts any text.
package func unicodeFormula(_ tex: String) -> String {
  var reader = FormulaReader(tex: Array(visible(tex).unicodeScalars))
  let text = reader.sequence(until: nil)
  let spaced = text.split { $0 == " " || $0 == "\n" || $0 == "\t" }.joined(separator: " ")
  return spaced.replacing(" ⌉", with: "⌉").replacing(" ⌋", with: "⌋")
}

/// Reads TeX from left to right.
private struct FormulaReader {
  /// The deepest nesting of braces; what is nested more deeply is left out.
  private static let deepest = 40

  let tex: [Unicode.Scalar]
  var place = 0
  var depth = 0

  init(tex: [Unicode.Scalar]) { self.tex = tex }

  /// Reads up to a character or to the end of the formula.
  mutating func sequence(until end: Unicode.Scalar?) -> String {
    var text = ""
    while place < tex.count, tex[place] != end {
      let next = tex[place]
      switch next {
      case "^", "_":
        place += 1
        let script = argument()
        text += raised(script, by: next == "^" ? superscripts : subscripts, mark: next)
      case "-":
        place += 1
        text += "−"
      case "}", "&":
        place += 1
      case "~":
        place += 1
        text += " "
      default: text += atom()
      }
    }
    if end != nil, place < tex.count { place += 1 }
    return text
  }

  /// Reads one character, one group in braces, or one command with its arguments.
  private mutating func atom() -> String {
    guard place < tex.count else { return "" }
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
    default: return String(Character(next))
    }
  }

  private mutating func argument() -> String {
    while place < tex.count, tex[place] == " " { place += 1 }
    depth += 1
    defer { depth -= 1 }
    return depth <= Self.deepest ? atom() : ""
  }

  private mutating func command() -> String {
    guard place < tex.count else { return "\\" }
    var name = String.UnicodeScalarView()
    while place < tex.count, tex[place].properties.isAlphabetic, tex[place].isASCII {
      name.append(tex[place])
      place += 1
    }
    if name.isEmpty {
      let sign = tex[place]
      place += 1
      return texSigns[String(Character(sign))] ?? String(Character(sign))
    }
    return meaning(of: String(name))
  }

  private mutating func meaning(of name: String) -> String {
    switch name {
    case "frac", "dfrac", "tfrac":
      let above = argument()
      return grouped(above) + "/" + grouped(argument())
    case "sqrt":
      if place < tex.count, tex[place] == "[" {
        place += 1
        let degree = sequence(until: "]")
        return (["3": "∛", "4": "∜"][degree] ?? raised(degree, by: superscripts, mark: "^") + "√") + grouped(argument())
      }
      return "√" + grouped(argument())
    case "text", "mathrm", "mathit", "mathbf", "mathsf", "mathtt", "operatorname", "textrm", "textit": return argument()
    case "bar", "overline": return argument() + "\u{0304}"
    case "hat": return argument() + "\u{0302}"
    case "left", "right", "big", "Big", "bigl", "bigr", "Bigl", "Bigr", "displaystyle", "limits", "begin", "end":
      if place < tex.count, tex[place] == ".", name == "left" || name == "right" { place += 1 }
      if name == "begin" || name == "end" { _ = argument() }
      return ""
    default:
      while place < tex.count, tex[place] == " " { place += 1 }
      guard let symbol = texSymbols[name] else { return name + " " }
      return symbol
    }
  }

  /// Writes a script with raised or lowered characters, or as `x^(a+b)` if a character has no such form.
  private func raised(_ script: String, by forms: [Character: Character], mark: Unicode.Scalar) -> String {
    let packed = script.filter { $0 != " " }
    let characters = packed.map { forms[$0] }
    guard !packed.isEmpty, !characters.contains(nil) else { return String(Character(mark)) + grouped(script) }
    return String(characters.compactMap(\.self))
  }

  /// Adds parentheses if the text would be ambiguous in a fraction.
  private func grouped(_ text: String) -> String {
    let trimmed = text.split(separator: " ").joined(separator: " ")
    let whole = trimmed.allSatisfy { $0.isLetter || $0.isNumber || $0 == "." || $0 == "√" }
    return whole || trimmed.count <= 1 ? trimmed : "(\(trimmed))"
  }
}
