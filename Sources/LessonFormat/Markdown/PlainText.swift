/// The words of running text without their dress: for titles, outlines and lines of plain output.
public func plainText(_ inlines: [Inline]) -> String {
  inlines.map { inline in
    switch inline {
    case .text(let text), .code(let text), .math(let text): text
    case .softBreak, .lineBreak: " "
    case .emphasis(let inner), .strong(let inner), .strikethrough(let inner), .link(let inner, _): plainText(inner)
    case .image(let alternative, _): alternative
    }
  }.joined()
}
