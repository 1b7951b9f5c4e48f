extension FormulaReader {
  /// Commands without a meaning on a terminal.
  static let ignored: Set<String> = [
    "left", "right", "middle", "big", "Big", "bigg", "Bigg", "bigl", "bigr", "bigm", "Bigl", "Bigr", "Bigm", "biggl",
    "biggr", "Biggl", "Biggr", "displaystyle", "textstyle", "scriptstyle", "limits", "nolimits", "hline", "nonumber",
    "notag", "mathstrut", "strut", "rm", "bf", "it", "cal",
  ]
  /// Commands that only change how their argument looks.
  static let fonts: Set<String> = [
    "mathrm", "mathit", "mathbf", "mathsf", "mathtt", "mathcal", "mathfrak", "mathscr", "boldsymbol", "bm", "pmb",
    "mathop", "mathrel", "mathbin", "mathord", "mathopen", "mathclose", "mathpunct", "mathnormal", "underbrace",
    "overbrace", "underline", "ensuremath", "substack", "smash",
  ]
  static let texts: Set<String> = [
    "text", "textrm", "textit", "textbf", "texttt", "textsf", "textnormal", "mbox", "hbox",
  ]
  /// Commands whose argument gets a mark above it.
  private static let accents: [String: String] = [
    "bar": "\u{0304}", "overline": "\u{0304}", "hat": "\u{0302}", "widehat": "\u{0302}", "tilde": "\u{0303}",
    "widetilde": "\u{0303}", "vec": "\u{20D7}", "overrightarrow": "\u{20D7}", "dot": "\u{0307}", "ddot": "\u{0308}",
    "check": "\u{030C}", "breve": "\u{0306}", "acute": "\u{0301}", "grave": "\u{0300}",
  ]
  /// Letters of `\mathbb` that every terminal's font has.
  static let doubleStruck: [Character: Character] = [
    "C": "ℂ", "H": "ℍ", "N": "ℕ", "P": "ℙ", "Q": "ℚ", "R": "ℝ", "Z": "ℤ",
  ]

  /// Reads what follows a command's name and returns what both mean.
  mutating func meaning(of name: String) -> FormulaText {
    switch name {
    case "begin": return environment()
    case "end":
      let name = rawGroup()
      report(
        "\\end{\(name)", "`\\end{\(name.prefix(40))}` has no `\\begin{\(name.prefix(40))}`.", "Write both or none.")
      return FormulaText()
    case "frac", "dfrac", "tfrac", "cfrac":
      let above = argument()
      return FormulaText(grouped(above) + "/" + grouped(argument()))
    case "binom", "dbinom", "tbinom":
      let above = argument()
      return FormulaText("binom(\(above), \(argument()))")
    case "sqrt": return FormulaText(root())
    case "overset", "stackrel":
      let above = argument()
      return FormulaText(argument() + raised(above, by: superscripts, mark: "^"))
    case "underset":
      let below = argument()
      return FormulaText(argument() + raised(below, by: subscripts, mark: "_"))
    case "pmod": return FormulaText(" (mod \(argument()))")
    case "tag": return FormulaText("  (\(argument()))")
    case "boxed": return FormulaText("[\(argument())]")
    case "not": return FormulaText(argument() + "\u{0338}")
    case "operatorname":
      if place < tex.count, tex[place] == "*" { place += 1 }
      return FormulaText(argument() + " ")
    case "mathbb", "Bbb": return FormulaText(String(argument().map { Self.doubleStruck[$0] ?? $0 }))
    case "label", "hspace", "vspace", "phantom", "hphantom", "vphantom", "mspace":
      if place < tex.count, tex[place] == "*" { place += 1 }
      _ = rawGroup()
      return FormulaText(name == "label" || name.first == "v" ? "" : " ")
    default: return FormulaText(simpleMeaning(of: name))
    }
  }

  private mutating func simpleMeaning(of name: String) -> String {
    if Self.fonts.contains(name) { return argument() }
    if Self.texts.contains(name) { return argument().replacing("−", with: "-") }
    if let accent = Self.accents[name] {
      let letter = argument()
      return (letter.count > 1 ? grouped(letter) : letter) + accent
    }
    if Self.ignored.contains(name) {
      if place < tex.count, tex[place] == ".", name == "left" || name == "right" { place += 1 }
      return ""
    }
    while place < tex.count, tex[place] == " " { place += 1 }
    if let symbol = texSymbols[name] { return symbol }
    let near = nearest(to: name, among: texSymbols.keys.sorted()).map { "Write `\\\($0)`, or" } ?? "Write"
    report(
      "\\" + name, "The formula has a command that Poolbook doesn't know: `\\\(name.prefix(40))`.",
      "\(near) the formula in a code span, or in other words.")
    return name + " "
  }

  private mutating func root() -> String {
    guard place < tex.count, tex[place] == "[" else { return "√" + grouped(argument()) }
    place += 1
    depth += 1
    defer { depth -= 1 }
    guard depth <= Self.deepest else {
      place = tex.count
      return "…"
    }
    let degree = sequence(until: "]").line
    return (["3": "∛", "4": "∜"][degree] ?? raised(degree, by: superscripts, mark: "^") + "√") + grouped(argument())
  }

  /// Reads a group in braces as it is; empty if none is here.
  mutating func rawGroup() -> String {
    while place < tex.count, tex[place] == " " { place += 1 }
    guard place < tex.count, tex[place] == "{" else { return "" }
    var open = 0
    var inner = String.UnicodeScalarView()
    while place < tex.count {
      let next = tex[place]
      place += 1
      if next == "{" { open += 1 }
      if next == "}" { open -= 1 }
      if open == 0 { break }
      inner.append(next)
    }
    return String(String(inner).dropFirst())
  }

  mutating func report(_ tex: String, _ message: String, _ fix: String) {
    faults.append(FormulaFault(tex: tex, message: message, fix: fix))
  }
}
