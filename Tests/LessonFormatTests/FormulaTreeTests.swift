import Testing

@testable import LessonFormat

/// Formulas as trees, and Markdown that anybody may have written.
@Suite struct FormulaTreeTests {
  @Test func `fractions, roots and scripts keep their structure`() {
    #expect(
      formulaTree("\\frac{\\pi r^2}{(2r)^2}")
        == .fraction(
          .row([.name("π"), .scripts(.name("r"), lower: nil, upper: .number("2"))]),
          .row([.sign("("), .number("2"), .name("r"), .scripts(.sign(")"), lower: nil, upper: .number("2"))])))
    #expect(formulaTree("\\sqrt[3]{x}") == .root(.name("x"), degree: .number("3")))
    #expect(formulaTree("1.6/\\sqrt N") == .row([.number("1.6"), .sign("/"), .root(.name("N"), degree: nil)]))
    #expect(formulaTree("x_i^2") == .scripts(.name("x"), lower: .name("i"), upper: .number("2")))
    #expect(formulaTree("x^2_i") == formulaTree("x_i^2"))
    #expect(formulaTree("x^12") == .row([.scripts(.name("x"), lower: nil, upper: .number("1")), .number("2")]))
  }

  @Test func `relations, names, words and brackets are what they are`() {
    #expect(formulaTree("a \\le b") == .row([.name("a"), .sign("≤"), .name("b")]))
    #expect(formulaTree("\\sin x - 1") == .row([.name("sin"), .name("x"), .sign("−"), .number("1")]))
    #expect(formulaTree("\\text{points inside}") == .text("points inside"))
    #expect(
      formulaTree("\\left\\lceil n \\right.") == .row([.sign("⌈", isTall: true), .name("n")]))
    #expect(formulaTree("\\unknown") == .name("unknown"))
    #expect(formulaTree("\\mathbb{R}") == .name("ℝ"))
  }

  @Test func `rows and columns are a table`() {
    let matrix = formulaTree("\\begin{pmatrix} 1 & 2 \\\\ 3 & 4 \\end{pmatrix}")
    #expect(
      matrix
        == .table(
          [[.number("1"), .number("2")], [.number("3"), .number("4")]], open: "(",
          close: ")", meets: false))
    guard case .table(let rows, "", "", meets: true) = formulaTree("a &= b \\\\ &= c") else {
      Issue.record("aligned equations are no table")
      return
    }
    #expect(rows.map(\.count) == [2, 2])
  }

  @Test(arguments: 0..<20)
  func `any text is read to its end`(seed: UInt64) {
    let pieces = [
      "\\frac", "\\sqrt[", "{", "}", "^", "_", "&", "\\\\", "\\begin{cases}", "\\end{cases}", "\\end{x", "\\left",
      "\\right.",
      "\\", "'", "x", "12", "1.", " ", "]", "[2pt]", "\\text{", "\\binom", "\\overset", "\\mathbb", "~", "-", "\\hat",
      "é",
    ]
    var state = seed &* 0x9e37_79b9_7f4a_7c15 &+ 1
    for _ in 0..<500 {
      var text = ""
      for _ in 0..<12 {
        state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
        text += pieces[Int(state >> 33) % pieces.count]
      }
      _ = formulaTree(text)
    }
  }

  @Test(arguments: ["{", "x^", "x_", "\\sqrt", "\\sqrt[", "'", "\\begin{cases}", "\\frac", "\\left("])
  func `a formula that nests without end is cut, not followed`(piece: String) {
    let text = String(repeating: piece, count: 5000)
    #expect(formulaTree(text) == formulaTree(text))
    #expect(!unicodeFormula(text).isEmpty || piece != "x^")
  }

  @Test func `HTML in Markdown is text, and what is too deep or too long is refused`() {
    #expect(readMarkdown("a <b>c") == [.paragraph([.text("a <b>c")])])
    #expect(readMarkdown("<div>\nx") == [.code(language: nil, "<div>\nx")])
    #expect(readMarkdown("$x^2$ and \\$5") == [.paragraph([.math(tex: "x^2"), .text(" and $5")])])
    #expect(readMarkdown("```experiment\nid: x\n```") == [.code(language: "experiment", "id: x")])
    #expect(readMarkdown(String(repeating: "> ", count: 500) + "x") == nil)
    #expect(readMarkdown(String(repeating: "x\n\n", count: 100_000)) == nil)
  }
}
