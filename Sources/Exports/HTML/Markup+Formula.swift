internal import LessonFormat

extension Markup {
  /// A TeX formula as MathML.
  static func formula(_ tex: String, isDisplay: Bool) -> Markup {
    let tree = element("mrow", [:], math(formulaTree(tex)))
    // The annotation isn't shown; it is what a copy of the formula has.
    let source = element("annotation", ["encoding": "application/x-tex"], Markup(tex))
    return element("math", ["display": isDisplay ? "block" : "inline"], element("semantics", [:], tree, source))
  }

  private static func math(_ node: FormulaNode) -> Markup {
    switch node {
    case .row(let parts): parts.count == 1 ? math(parts[0]) : element("mrow", [:], parts.map(math))
    case .number(let digits): element("mn", [:], Markup(digits))
    case .name(let name): element("mi", [:], Markup(name))
    case .sign(let sign, let isTall): element("mo", ["stretchy": isTall ? "true" : "false"], Markup(sign))
    case .text(let words): element("mtext", [:], Markup(words))
    case .space(let width): element("mspace", ["width": "\(width)em"])
    case .fraction(let above, let below, let hasLine):
      hasLine
        ? element("mfrac", [:], math(above), math(below))
        : element("mfrac", ["linethickness": "0"], math(above), math(below))
    case .root(let inner, nil): element("msqrt", [:], math(inner))
    case .root(let inner, let degree?): element("mroot", [:], math(inner), math(degree))
    case .scripts(let base, let lower, let upper): scripts(base, lower, upper)
    case .stacked(let base, let under, let over): stacked(base, under, over)
    case .table(let rows, let open, let close, let meets): table(rows, open, close, meets)
    }
  }

  private static func scripts(_ base: FormulaNode, _ lower: FormulaNode?, _ upper: FormulaNode?) -> Markup {
    if base.hasLimits { return stacked(base, lower, upper) }
    switch (lower, upper) {
    case (let lower?, let upper?): return element("msubsup", [:], math(base), math(lower), math(upper))
    case (let lower?, nil): return element("msub", [:], math(base), math(lower))
    case (nil, let upper?): return element("msup", [:], math(base), math(upper))
    case (nil, nil): return math(base)
    }
  }

  private static func stacked(_ base: FormulaNode, _ under: FormulaNode?, _ over: FormulaNode?) -> Markup {
    switch (under, over) {
    case (let under?, let over?): element("munderover", [:], math(base), math(under), math(over))
    case (let under?, nil): element("munder", [:], math(base), math(under))
    case (nil, let over?): element("mover", [:], math(base), math(over))
    case (nil, nil): math(base)
    }
  }

  private static func table(_ rows: [[FormulaNode]], _ open: String, _ close: String, _ meets: Bool) -> Markup {
    let body = rows.map { row in
      element(
        "mtr", [:],
        row.enumerated().map { index, cell in
          element("mtd", ["class": !meets ? "cell" : index.isMultiple(of: 2) ? "from" : "to"], math(cell))
        })
    }
    let signs = [open, close].map { $0.isEmpty ? Markup([]) : element("mo", ["stretchy": "true"], Markup($0)) }
    return element("mrow", [:], signs[0], element("mtable", [:], body), signs[1])
  }
}

extension FormulaNode {
  /// Whether what is lowered and raised goes below and above it in a formula by itself.
  fileprivate var hasLimits: Bool {
    switch self {
    case .sign(let sign, _): ["∑", "∏", "∐", "⋃", "⋂", "⨁", "⨂", "⋁", "⋀"].contains(sign)
    case .name(let name): ["lim", "max", "min", "sup", "inf", "argmax", "argmin"].contains(name)
    default: false
    }
  }
}
