/// The same formulas as in the other extensions, with their structure instead of one line of text.
extension FormulaReader {
  /// Reads the whole formula, whose own lines and columns are those of aligned equations.
  mutating func wholeTree() -> FormulaNode {
    var parts = [treeRows(.aligned)]
    // Only an `\end` without its `\begin` ends the rows before the formula ends.
    while place < tex.count {
      if starts("\\end{") { skipEnd() }
      parts += treeParts(until: nil)
    }
    return .whole(parts)
  }

  /// Reads up to a character or to the end of the formula; within a table, up to the end of a cell.
  private mutating func treeParts(until end: Unicode.Scalar?, inTable: Bool = false) -> [FormulaNode] {
    var parts: [FormulaNode] = []
    while place < tex.count, tex[place] != end, !(inTable && isEndOfCell) {
      switch tex[place] {
      case "^", "_":
        let isUpper = tex[place] == "^"
        place += 1
        let script = treeArgument()
        parts += (parts.popLast() ?? .row([])).with(script, isUpper: isUpper)
      case "'":
        place += 1
        parts += (parts.popLast() ?? .row([])).with(.sign("′"), isUpper: true)
      case "}", "&": place += 1
      case "~":
        place += 1
        parts.append(.space(0.33))
      case " ", "\n", "\t": place += 1
      default: parts += treeAtom()
      }
    }
    if end != nil, place < tex.count { place += 1 }
    return parts
  }

  /// Reads one character or number, one group in braces, or one command with its arguments.
  private mutating func treeAtom(oneDigit: Bool = false) -> [FormulaNode] {
    guard place < tex.count else { return [] }
    let next = tex[place]
    place += 1
    switch next {
    case "\\": return treeCommand()
    case "{":
      depth += 1
      defer { depth -= 1 }
      guard depth <= Self.deepest else {
        place = tex.count
        return [.text("…")]
      }
      return [.whole(treeParts(until: "}"))]
    case "0"..."9":
      var digits = String(Character(next))
      while !oneDigit, place < tex.count, isDigit(place) || (tex[place] == "." && isDigit(place + 1)) {
        digits.unicodeScalars.append(tex[place])
        place += 1
      }
      return [.number(digits)]
    case "-": return [.sign("−")]
    default: return [next.properties.isAlphabetic ? .name(String(Character(next))) : .sign(String(Character(next)))]
    }
  }

  private func isDigit(_ place: Int) -> Bool { place < tex.count && ("0"..."9").contains(tex[place]) }

  private mutating func treeArgument() -> FormulaNode {
    while place < tex.count, tex[place] == " " || tex[place] == "\n" { place += 1 }
    depth += 1
    defer { depth -= 1 }
    let parts = depth <= Self.deepest ? treeAtom(oneDigit: true) : []
    return .whole(parts)
  }

  private mutating func treeCommand() -> [FormulaNode] {
    guard place < tex.count else { return [.sign("\\")] }
    var name = ""
    while place < tex.count, tex[place].properties.isAlphabetic, tex[place].isASCII {
      name.unicodeScalars.append(tex[place])
      place += 1
    }
    guard name.isEmpty else { return treeMeaning(of: name) }
    let sign = String(Character(tex[place]))
    place += 1
    switch sign {
    case "!": return []
    case ",", ";", ":", " ", "\\": return [.space(sign == "," ? 0.17 : 0.28)]
    default: return [.sign(texSigns[sign] ?? sign)]
    }
  }

  private mutating func treeMeaning(of name: String) -> [FormulaNode] {
    switch name {
    case "begin": return [treeEnvironment()]
    case "end":
      _ = rawGroup()
      return []
    case "frac", "dfrac", "tfrac", "cfrac", "binom", "dbinom", "tbinom":
      let isBinomial = name.hasSuffix("binom")
      let (above, below) = (treeArgument(), treeArgument())
      let fraction = FormulaNode.fraction(above, below, hasLine: !isBinomial)
      return isBinomial ? [.row([.sign("(", isTall: true), fraction, .sign(")", isTall: true)])] : [fraction]
    case "sqrt":
      guard place < tex.count, tex[place] == "[" else { return [.root(treeArgument(), degree: nil)] }
      place += 1
      depth += 1
      defer { depth -= 1 }
      guard depth <= Self.deepest else {
        place = tex.count
        return [.text("…")]
      }
      let degree = FormulaNode.whole(treeParts(until: "]"))
      return [.root(treeArgument(), degree: degree)]
    case "overset", "stackrel", "underset":
      let (mark, base) = (treeArgument(), treeArgument())
      return [name == "underset" ? .stacked(base, under: mark, over: nil) : .stacked(base, under: nil, over: mark)]
    case "pmod": return [.space(0.5), .sign("("), .name("mod"), .space(0.28), treeArgument(), .sign(")")]
    case "tag": return [.space(2), .sign("("), treeArgument(), .sign(")")]
    case "operatorname":
      if place < tex.count, tex[place] == "*" { place += 1 }
      return [.name(rawGroup().filter { $0 != "\\" })]
    case "mathbb", "Bbb": return [.name(String(rawArgument().map { Self.doubleStruck[$0] ?? $0 }))]
    case "left", "right", "middle":
      if place < tex.count, tex[place] == "." {
        place += 1
        return []
      }
      return treeAtom().map { if case .sign(let sign, _) = $0 { .sign(sign, isTall: true) } else { $0 } }
    case "label", "hspace", "vspace", "phantom", "hphantom", "vphantom", "mspace":
      if place < tex.count, tex[place] == "*" { place += 1 }
      _ = rawGroup()
      return name == "label" || name.first == "v" ? [] : [.space(0.5)]
    case "quad", "qquad": return [.space(name == "quad" ? 1 : 2)]
    // The line of text has letters that every terminal's font has.
    case "sum": return [.sign("∑")]
    default: return [treeSymbol(name)]
    }
  }

  private mutating func treeSymbol(_ name: String) -> FormulaNode {
    if Self.texts.contains(name) { return .text(rawArgument()) }
    if name == "mathrm" || name == "mathbf" || name == "mathtt" || name == "mathsf" || name == "rm" {
      return .name(rawArgument())
    }
    if Self.fonts.contains(name) { return treeArgument() }
    if let accent = Self.spacingAccents[name] { return .stacked(treeArgument(), under: nil, over: .sign(accent)) }
    if Self.ignored.contains(name) { return .row([]) }
    guard let symbol = texSymbols[name] else { return .name(name) }
    let bare = symbol.filter { $0 != " " }
    if bare.isEmpty { return .space(0.28) }
    // Names have a space after them in a line of text, operators on both sides.
    if bare.allSatisfy(\.isLetter), !(symbol.hasPrefix(" ") && symbol.hasSuffix(" ") && bare != "mod") {
      return .name(bare)
    }
    return .sign(bare)
  }

  /// Reads an argument as it is, in braces or a single character.
  private mutating func rawArgument() -> String {
    while place < tex.count, tex[place] == " " { place += 1 }
    guard place < tex.count, tex[place] != "{" else { return rawGroup() }
    place += 1
    return String(Character(tex[place - 1]))
  }

  private static let spacingAccents: [String: String] = [
    "bar": "¯", "overline": "¯", "hat": "^", "widehat": "^", "tilde": "~", "widetilde": "~", "vec": "→",
    "overrightarrow": "→", "dot": "˙", "ddot": "¨", "check": "ˇ", "breve": "˘", "acute": "´", "grave": "`",
  ]
}

extension FormulaReader {
  /// Reads an environment after its `\begin`.
  private mutating func treeEnvironment() -> FormulaNode {
    let style = TableStyle(environment: rawGroup())
    depth += 1
    defer { depth -= 1 }
    guard depth <= Self.deepest else {
      place = tex.count
      return .text("…")
    }
    if style?.hasArgument == true { _ = rawGroup() }
    let table = treeRows(style ?? TableStyle.aligned)
    if starts("\\end{") { skipEnd() }
    return table
  }

  private mutating func skipEnd() {
    place += "\\end".count
    _ = rawGroup()
  }

  /// Reads rows and columns up to `\end` or the end of the formula.
  private mutating func treeRows(_ style: TableStyle) -> FormulaNode {
    var rows: [[FormulaNode]] = [[]]
    while true {
      rows[rows.count - 1].append(.whole(treeParts(until: nil, inTable: true)))
      guard place < tex.count, !starts("\\end{") else { break }
      if tex[place] == "&" {
        place += 1
      } else {
        place += 2
        skipRowSpace()
        rows.append([])
      }
    }
    if let last = rows.last, rows.count > 1, last.allSatisfy({ $0 == .row([]) }) { rows.removeLast() }
    if rows.count == 1, style.meets { return .whole(rows[0]) }
    return .table(rows, open: style.open, close: style.close, meets: style.meets)
  }
}

extension FormulaNode {
  /// Parts side by side, or the only one.
  fileprivate static func whole(_ parts: [FormulaNode]) -> FormulaNode { parts.count == 1 ? parts[0] : .row(parts) }

  /// The part with a script. One that has such a script already stays as it is, and an empty part gets the second one: a
  /// tree of scripts of scripts would be as deep as the formula is long.
  fileprivate func with(_ script: FormulaNode, isUpper: Bool) -> [FormulaNode] {
    switch self {
    case .scripts(let base, let lower, nil) where isUpper: [.scripts(base, lower: lower, upper: script)]
    case .scripts(let base, nil, let upper) where !isUpper: [.scripts(base, lower: script, upper: upper)]
    case .scripts: [self] + FormulaNode.row([]).with(script, isUpper: isUpper)
    default: [.scripts(self, lower: isUpper ? nil : script, upper: isUpper ? script : nil)]
    }
  }
}
