/// Returns the words of running text without any formatting, for titles, outlines and plain output.
package func plainText(_ inlines: [Inline]) -> String {
  inlines.map { inline in
    switch inline {
    case .text(let text), .code(let text): text
    case .math(let tex): unicodeFormula(tex)
    case .softBreak, .lineBreak: " "
    case .emphasis(let inner), .strong(let inner), .strikethrough(let inner), .link(let inner, _): plainText(inner)
    case .image(let alternative, _): alternative
    }
  }.joined()
}
