import AnswerBook
import SeededRandom

/// Pieces of text that have broken pages, terminals and notebooks: markup, scripts, links, fences, formulas, odd ends of
/// lines, scalars of every sort.
let hostilePieces: [String] =
  [0xFFFE, 0xFDD0, 0x1FFFF].compactMap { Unicode.Scalar($0).map { String(Character($0)) } } + [
    "<script>alert(1)</script>", "<img src=x onerror=alert(1)>", "<svg onload=alert(1)>", "</p></article></main>",
    "<!--",
    "-->", "]]>", "<![CDATA[", "<?php", "</style>", "</title>", "<style>*{display:none}</style>",
    "<iframe src=//e.com>",
    "<base href=//e.com>", "<meta http-equiv=refresh content=0>", "\" onmouseover=\"alert(1)", "' x='", "<b", "</b>",
    "<br>",
    "[x](javascript:alert(1))", "[x](JaVaScRiPt:1)", "[x](data:text/html,x)", "[x](vbscript:1)", "[x](  javascript:1)",
    "[x](java\nscript:1)", "[x](https://e.com/\"><script>)", "![x](https://e.com/x.png)", "![x](file:///etc/passwd)",
    "<https://e.com>", "<javascript:1>", "[a]: javascript:1 \"t\"", "[a]", "http://e.com/<x>", "&#x3c;script&#x3e;",
    "&lt;",
    "&amp;", "&", "&#0;", "# heading", "###### six", "heading\n===", "- a\n  - b", "1) c", "> quote",
    "| a | b |\n|---|--:|",
    "| c |", "|", "---", "***", "```", "````", "~~~", "```python", "`", "``", "    code", "*", "**", "_", "~~", "$",
    "$$",
    "$x^2$", "$$\\frac{a}{b}$$", "$\\sqrt[3]{x}$", "$\\begin{pmatrix}1&2\\\\3&4\\end{pmatrix}$", "$\\begin{cases}x",
    "$\\left($",
    "$a_1^2'$", "$\\frac$", "$\\text{<b>}$", "$\\unknown{<}$", "{", "}", "\\", "\\\\", "{{x}}", "{{{x}}}", "%s", "$(x)",
    "\n",
    "\n\n", "\r", "\r\n", "\t", " ", "  \n", "\u{0}", "\u{1b}[31m", "\u{1b}]0;x\u{7}", "\u{7f}", "\u{85}", "\u{9b}2J",
    "\u{2028}", "\u{202e}", "\u{2066}", "\u{feff}", "\u{200d}", "\u{e000}",
    "e\u{301}",
    "שלום", "👩‍👩‍👧‍👦", "=1+1", "@x", "word", "4", "3,2 s", "1e999", "−7", "four", "### BEGIN SOLUTION", "%%bash", "!rm -rf /",
  ]

/// A text of up to this many pieces.
func hostileText(_ random: inout SeededRandom, atMost count: Int = 8) -> String {
  (0..<Int.random(in: 0...count, using: &random)).map { _ in random.pick(hostilePieces) }.joined()
}

/// A record whose every answer is hostile.
func hostileBook(_ random: inout SeededRandom) -> AnswerBook {
  var book = Sample.book
  for id in ["kind", "workers", "why", "squares", "job", "extra", "gone"] {
    book.answers[id] = Answer(
      text: hostileText(&random), number: hostileText(&random, atMost: 2),
      choice: [nil, 0, 1, 7, -1, Int.max].randomElement(using: &random) ?? nil,
      hintsShown: Int.random(in: -1...3, using: &random))
  }
  return book
}
