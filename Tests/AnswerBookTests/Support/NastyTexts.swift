import SeededRandom

/// Pieces of text that have broken records: our own marks, fences, HTML, odd ends of lines, scalars of every sort.
let nastyFragments: [String] = [
  "<!-- text: shares -->", "<!-- /text: shares -->", "<!-- /text: shares until=2 -->", "<!-- text: shares until=2 -->",
  "<!-- question: shares -->", "<!-- /question: shares -->", "<!-- poolbook: sample -->", "<!-- /poolbook: sample -->",
  "<!-- number: distinct -->", "<!-- /number: distinct -->", "<!-- choice: container -->", "<!-- /text: function -->",
  "<!-- /text: script -->", "<!-- runs: first-map -->", "<!-- /runs: first-map -->", "<!--", "-->", "--", "->", "<!-->",
  "<!---->", "```", "````", "`````", "~~~", "```python", "`", "``", "    ```", "\t```", "> ```", "- [x] a set",
  "- [ ] a list",
  "\n", "\n\n", "\r", "\r\n", "\n\r", " ", "  ", "\t", "   \n", "\u{b}", "\u{c}", "\u{0}", "\\", "\\0", "\\\\",
  "\u{1b}[31m",
  "\u{7f}", "\u{85}", "\u{2028}", "\u{feff}", "\u{200d}", "\u{202e}שלום", "👩‍👩‍👧‍👦", "🏳️‍🌈", "e\u{301}", "é", "\u{fffd}", "# x",
  "---",
  "===", "| a | b |", "<details>", "</p>", "<b", "[a]: b", "word", "4", "3,2 s", "&amp;", "*", "_", "$x$",
]

/// A text of up to this many fragments.
func nastyText(_ random: inout SeededRandom, atMost count: Int = 8) -> String {
  (0..<Int.random(in: 0...count, using: &random)).map { _ in nastyFragments.randomElement(using: &random) ?? "" }
    .joined()
}

/// A text that no part of can be taken for a mark at the start of a line.
func nastyNote(_ random: inout SeededRandom) -> String {
  "note " + nastyText(&random).replacing("<!--", with: "< !--")
}
