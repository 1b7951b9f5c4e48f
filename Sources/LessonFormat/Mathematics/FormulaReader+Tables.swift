/// How the rows and columns of an environment are written.
struct TableStyle {
  /// What is left of each row.
  var open = ""
  /// What is right of each row.
  var close = ""
  /// Whether columns meet without a gap, right- and left-aligned in turn, as those of aligned equations.
  var meets = false
  /// Whether `\begin{…}` has an argument of its own, such as the columns of an array.
  var hasArgument = false

  static let aligned = TableStyle(meets: true)

  /// The style of an environment; `nil` if it is unknown.
  init?(environment: String) {
    switch environment {
    case "aligned", "align", "align*", "split", "gather", "gather*", "gathered", "multline", "multline*", "equation",
      "equation*", "eqnarray", "eqnarray*", "flalign", "flalign*":
      self = .aligned
    case "alignat", "alignat*", "alignedat": self.init(meets: true, hasArgument: true)
    case "matrix", "smallmatrix": self.init()
    case "array", "subarray": self.init(hasArgument: true)
    case "pmatrix": self.init(open: "(", close: ")")
    case "bmatrix": self.init(open: "[", close: "]")
    case "Bmatrix": self.init(open: "{", close: "}")
    case "vmatrix": self.init(open: "|", close: "|")
    case "Vmatrix": self.init(open: "‖", close: "‖")
    case "cases", "dcases": self.init(open: "{")
    case "rcases": self.init(close: "}")
    default: return nil
    }
  }

  private init(open: String = "", close: String = "", meets: Bool = false, hasArgument: Bool = false) {
    self.open = open
    self.close = close
    self.meets = meets
    self.hasArgument = hasArgument
  }
}

extension FormulaReader {
  /// Reads the whole formula, whose own lines and columns are those of aligned equations.
  mutating func whole() -> FormulaText {
    var text = rows(.aligned)
    // Only an `\end` without its `\begin` ends the rows before the formula ends.
    if place < tex.count { text.append(sequence(until: nil)) }
    return text
  }

  /// Reads an environment after its `\begin`.
  mutating func environment() -> FormulaText {
    let name = rawGroup()
    let style = TableStyle(environment: name)
    if style == nil {
      report(
        "\\begin{\(name)", "The formula has an environment that Poolbook doesn't know: `\\begin{\(name.prefix(40))}`.",
        "Write `aligned`, `cases`, `matrix`, `pmatrix` or `bmatrix`.")
    }
    depth += 1
    defer { depth -= 1 }
    guard depth <= Self.deepest else {
      place = tex.count
      return "…"
    }
    if style?.hasArgument == true { _ = rawGroup() }
    let table = rows(style ?? TableStyle.aligned)
    if starts("\\end{") {
      place += "\\end".count
      let end = rawGroup()
      if end != name {
        report(
          "\\end{\(end)", "`\\begin{\(name.prefix(40))}` ends with `\\end{\(end.prefix(40))}`.",
          "Write `\\end{\(name.prefix(40))}`.")
      }
    } else {
      report("\\begin{\(name)", "`\\begin{\(name.prefix(40))}` has no end.", "Write `\\end{\(name.prefix(40))}`.")
    }
    return table
  }

  /// Reads rows and columns up to `\end` or the end of the formula.
  private mutating func rows(_ style: TableStyle) -> FormulaText {
    var rows: [[FormulaText]] = [[]]
    while true {
      var cell = FormulaText()
      if style.meets, rows[rows.count - 1].count == 1, let sign = leadingRelation() { cell.append(sign) }
      cell.append(sequence(until: nil, inTable: true))
      rows[rows.count - 1].append(cell)
      guard place < tex.count, !starts("\\end{") else { break }
      if tex[place] == "&" {
        place += 1
      } else {
        place += 2
        skipRowSpace()
        rows.append([])
      }
    }
    if let last = rows.last, rows.count > 1, last.allSatisfy(\.isBlank) { rows.removeLast() }
    return table(rows, style)
  }

  /// Reads a relation at the start of a cell, which TeX writes with space around it.
  private mutating func leadingRelation() -> String? {
    guard place < tex.count, "=<>".unicodeScalars.contains(tex[place]) else { return nil }
    place += 1
    return String(Character(tex[place - 1])) + " "
  }

  /// Skips the distance after a row, such as `[2pt]`.
  mutating func skipRowSpace() {
    guard place < tex.count, tex[place] == "[", let end = tex[place...].firstIndex(of: "]") else { return }
    let inner = tex[(place + 1)..<end]
    guard let unit = inner.last, unit.properties.isLowercase, let first = inner.first,
      first == "-" || first == "." || first.properties.numericType != nil
    else { return }
    place = end + 1
  }

  private func table(_ rows: [[FormulaText]], _ style: TableStyle) -> FormulaText {
    if rows.count == 1, style.meets { return rows[0].reduce(into: FormulaText()) { $0.append($1) } }
    let line = rows.map { row in
      let cells = row.map { $0.line.split(separator: " ").joined(separator: " ") }
      if style.meets { return cells.joined(separator: " ") }
      return cells.map { $0.hasSuffix(",") ? String($0.dropLast()) : $0 }.joined(separator: ", ")
    }.joined(separator: "; ")
    let close = style.open == "{" && style.close.isEmpty ? "}" : style.close
    return FormulaText(
      block: FormulaBlock(rows: grid(rows, style)), line: style.open + line + close)
  }

  /// Draws the rows with their columns below one another.
  private func grid(_ rows: [[FormulaText]], _ style: TableStyle) -> [String] {
    let blocks = rows.map { $0.map(\.block) }
    let columns = blocks.map(\.count).max() ?? 0
    let widths = (0..<columns).map { column in
      blocks.map { column < $0.count ? $0[column].width : 0 }.max() ?? 0
    }
    return blocks.flatMap { row in
      let height = row.map(\.rows.count).max() ?? 1
      var line = FormulaBlock(rows: Array(repeating: style.open.isEmpty ? "" : style.open + " ", count: height))
      for column in 0..<columns {
        var cell = column < row.count ? row[column] : FormulaBlock(rows: [""])
        cell.pad(to: widths[column], atStart: style.meets && column.isMultiple(of: 2) && columns > 1)
        // The space around a relation is its own, except at the border of a cell.
        if column > 0 { line.append(FormulaBlock(rows: [style.meets ? " " : "  "])) }
        line.append(cell)
      }
      if !style.close.isEmpty { line.append(FormulaBlock(rows: Array(repeating: " " + style.close, count: height))) }
      return line.rows
    }
  }
}
