import Testing

@testable import LessonFormat

@Suite struct ProseTests {
  @Test func `running text keeps its formatting`() throws {
    #expect(
      try prose("A *b* **c** ~~d~~ `e  f` [g](http://h) ![i](j)\nk\\\nl") == [
        .paragraph([
          .text("A "), .emphasis([.text("b")]), .text(" "), .strong([.text("c")]), .text(" "),
          .strikethrough([.text("d")]), .text(" "), .code("e  f"), .text(" "), .link([.text("g")], target: "http://h"),
          .text(" "), .image(alternative: "i", target: "j"), .softBreak, .text("k"), .lineBreak, .text("l"),
        ])
      ])
  }

  @Test func `a bare address is a link`() throws {
    #expect(
      try prose("See https://example.org/x now.") == [
        .paragraph([
          .text("See "), .link([.text("https://example.org/x")], target: "https://example.org/x"), .text(" now."),
        ])
      ])
  }

  @Test func `lists have a start and are tight or loose`() throws {
    #expect(
      try prose("3. a\n4. b\n\n* c\n\n* d") == [
        .list(start: 3, tight: true, items: [[.paragraph([.text("a")])], [.paragraph([.text("b")])]]),
        .list(start: nil, tight: false, items: [[.paragraph([.text("c")])], [.paragraph([.text("d")])]]),
      ])
  }

  @Test func `a table has as many cells in every row as it has columns`() throws {
    #expect(
      try prose("| a | b | c |\n|:--|:-:|--:|\n| 1 | 2 | 3 |\n| 4 |") == [
        .table(
          columns: [.left, .center, .right], header: [[.text("a")], [.text("b")], [.text("c")]],
          rows: [[[.text("1")], [.text("2")], [.text("3")]], [[.text("4")], [], []]])
      ])
  }

  @Test func `headings, quotes, rules and code are blocks`() throws {
    #expect(
      try prose("## Two\n\n> said\n\n---\n\n```python title\n\tx\n\n```\n\n    indented") == [
        .heading(level: 2, [.text("Two")]), .quote([.paragraph([.text("said")])]), .rule,
        .code(language: "python", "\tx\n"), .code(language: nil, "indented"),
      ])
  }

  @Test(arguments: [
    ("\\frac{\\pi}{4}", "π/4"), ("x^2 + y^2 \\le 1", "x² + y² ≤ 1"), ("\\frac{a+b}{2}", "(a+b)/2"),
    ("x_{i+1}", "xᵢ₊₁"), ("e^{a b}", "e^(a b)"), ("\\sqrt{n}", "√n"), ("\\sqrt{a+b}", "√(a+b)"),
    ("\\sqrt[3]{x}", "∛x"), ("\\sum_{i=1}^{n} i", "Σᵢ₌₁ⁿ i"), ("a \\cdot b \\times c", "a · b × c"),
    ("10^{-3}", "10⁻³"), ("\\{1, 2\\}", "{1, 2}"), ("\\text{points in all}", "points in all"),
    ("\\left(\\frac12\\right)", "(1/2)"), ("T_1 / T_n", "T₁ / Tₙ"), ("\\lceil n/4 \\rceil", "⌈n/4⌉"),
    ("\\unknown{x}", "unknown x"), ("\\", "\\"), ("{{{", ""), ("x^", "x^"), ("\\frac", "/"), ("x'", "x'"),
  ])
  func `a formula reads as one line of Unicode`(tex: String, expected: String) {
    #expect(unicodeFormula(tex) == expected)
  }

  @Test(arguments: [
    ("\\mathcal{O}(n \\log n)", "O(n log n)"), ("x \\in \\mathbb{R}^n", "x ∈ ℝⁿ"), ("\\mathbf{x}", "x"),
    ("\\begin{pmatrix}1&2\\\\3&4\\end{pmatrix}", "(1, 2; 3, 4)"),
    ("\\begin{aligned}a&=b\\\\c&=d\\end{aligned}", "a = b; c = d"),
    ("\\begin{cases} 0, & x < 1 \\\\ 1, & x \\ge 1 \\end{cases}", "{0, x < 1; 1, x ≥ 1}"),
    ("\\binom{n}{k}", "binom(n, k)"), ("a \\implies b \\land \\neg c", "a ⇒ b ∧ ¬c"), ("\\text{start-up}", "start-up"),
    ("a \\\\ b", "a; b"),
  ])
  func `matrices and aligned equations keep their rows and columns in one line`(tex: String, expected: String) {
    #expect(unicodeFormula(tex) == expected)
    #expect(formulaFaults(tex) == [])
  }

  @Test(arguments: [
    ("\\frac12", ["1/2"]), ("\\begin{pmatrix}1&-2\\\\30&4\\end{pmatrix}", ["( 1   −2 )", "( 30  4  )"]),
    (
      "\n\\begin{aligned}\nS(n) &= \\frac{1}{(1-p) + p/n} \\\\[2pt]\n\\lim_{n \\to \\infty} S &= \\frac{1}{1-p}\n\\end{aligned}\n",
      ["          S(n) = 1/((1−p) + p/n)", "lim _(n → ∞) S = 1/(1−p)"]
    ),
    ("A = \\begin{bmatrix}1\\\\2\\\\3\\end{bmatrix} x", ["    [ 1 ]", "A = [ 2 ] x", "    [ 3 ]"]),
    ("f = \\begin{cases} 0 & x < 1 \\\\ 10 & x \\ge 1 \\end{cases}", ["f = { 0   x < 1", "    { 10  x ≥ 1"]),
    ("a &= b \\\\ cc &= d", [" a = b", "cc = d"]),
    ("\\begin{array}{c|c} a & b \\\\ \\hline c & d \\end{array}", ["a  b", "c  d"]),
  ])
  func `a formula of its own has lines and columns`(tex: String, expected: [String]) {
    #expect(formulaLines(tex) == expected)
    #expect(formulaFaults(tex) == [])
  }

  @Test(arguments: [
    ("So $a + \\pii$.", "10:9 The formula has a command that Poolbook doesn't know: `\\pii`."),
    ("$$\na\n\\foobar{b}\n$$", "12:1 The formula has a command that Poolbook doesn't know: `\\foobar`."),
    ("> - $\\frac{1}{\\wrong}$", "10:15 The formula has a command that Poolbook doesn't know: `\\wrong`."),
    (
      "$\\begin{tikzcd}a\\end{tikzcd}$",
      "10:2 The formula has an environment that Poolbook doesn't know: `\\begin{tikzcd}`."
    ),
    ("$\\begin{matrix}a$", "10:2 `\\begin{matrix}` has no end."),
    ("$a\\end{matrix}$", "10:3 `\\end{matrix}` has no `\\begin{matrix}`."),
    ("$\\begin{matrix}a\\end{cases}$", "10:17 `\\begin{matrix}` ends with `\\end{cases}`."),
  ])
  func `what a formula can't show is reported at its place`(body: String, expected: String) {
    #expect(faults(lesson(body)).map { "\($0.line):\($0.column) \($0.message)" } == [expected])
  }

  @Test func `a formula deeper than any stack is cut short`() {
    #expect(unicodeFormula(String(repeating: "{", count: 10_000)).count < 10)
    #expect(unicodeFormula(String(repeating: "\\frac", count: 10_000)).count < 1_000_000)
    #expect(unicodeFormula(String(repeating: "x^", count: 10_000)).count < 1_000_000)
  }

  @Test func `formulas are part of the text, and Markdown does not interpret their characters`() throws {
    #expect(
      try prose("So $a_1 * b_2 * c$ and *$x_*$* hold\\$ at `$y$`.") == [
        .paragraph([
          .text("So "), .math(tex: "a_1 * b_2 * c"), .text(" and "), .emphasis([.math(tex: "x_*")]),
          .text(" hold$ at "),
          .code("$y$"), .text("."),
        ])
      ])
  }

  @Test(arguments: [
    "It costs $5 and $10.", "From $5/$10 on.", "Set $HOME and $PATH.", "A $ here, a $ there.", "US$5 or 5$ more",
    "$$", "$", "a $`b`$ c".replacing("`b`", with: "x `y`"),
  ])
  func `prices and variables are not formulas`(text: String) throws {
    let inlines = try prose(text).flatMap { block in
      if case .paragraph(let inlines) = block { inlines } else { [Inline]() }
    }
    #expect(!inlines.contains { if case .math = $0 { true } else { false } })
  }

  @Test func `a displayed formula may have lines of its own`() throws {
    func expected(_ tex: String) -> [Block] {
      [.paragraph([.text("Then")]), .paragraph([.math(tex: tex)]), .paragraph([.text("holds.")])]
    }
    let short = "\\pi \\approx 4 \\cdot \\frac{k}{n}"
    let long = "\n\\pi \\approx\n4 \\cdot \\frac{k}{n}\n"
    #expect(try prose("Then\n\n$$\(short)$$\n\nholds.") == expected(short))
    #expect(try prose("Then\n\n$$\(long)$$\n\nholds.") == expected(long))
    #expect(unicodeFormula(long) == unicodeFormula(short))
  }

  @Test func `a formula may span lines, and may be in lists and tables`() throws {
    #expect(
      try prose("- so $a +\n  b$ is") == [
        .list(start: nil, tight: true, items: [[.paragraph([.text("so "), .math(tex: "a +\n  b"), .text(" is")])]])
      ])
    #expect(
      try prose("| $n^2$ | b |\n|--|--|\n| $\\pi$ | x |") == [
        .table(
          columns: [.left, .left], header: [[.math(tex: "n^2")], [.text("b")]],
          rows: [[[.math(tex: "\\pi")], [.text("x")]]])
      ])
  }

  @Test func `a formula in a quote has no marks of the quote`() throws {
    #expect(
      try prose("> > $$\n> > a > b\n> > c\n> > $$") == [.quote([.quote([.paragraph([.math(tex: "\n a > b\n c\n ")])])])]
    )
  }

  @Test func `a formula in the target or the title of a link is TeX again`() throws {
    #expect(
      try prose("[a](http://b/$c$ \"$d + e$\")") == [
        .paragraph([.link([.text("a")], target: "http://b/$c$"), .text(" ($d + e$)")])
      ])
  }

  @Test func `plain text keeps the words`() throws {
    guard case .paragraph(let inlines)? = try prose("A *b* `c` [d](e)\n![f](g) $\\pi$").first else { return }
    #expect(plainText(inlines) == "A b c d f π")
  }
}
