import Foundation
import FoundationXML
import Testing

@testable import Canvas

/// Canvases as SVG pictures.
@Suite struct SVGTests {
  private func canvas(_ text: String, _ style: Style = .plain) -> Canvas {
    Canvas(lines: [[StyledRun(text, style)]])
  }

  private func svg(_ canvas: Canvas, _ ground: PictureGround = .auto) -> String {
    canvas.svg(title: "A title", description: "What it shows.", ground: ground)
  }

  /// The lines of a picture that draw something, without the background.
  private func drawn(_ canvas: Canvas) -> [String] {
    svg(canvas).split(separator: "\n").filter { $0.hasPrefix("<text") || $0.hasPrefix("<path") }.map(String.init)
  }

  @Test func `text has the length of its cells and is not broken at spaces`() {
    #expect(
      drawn(canvas("  two words ")) == [
        "<text class=\"p\" x=\"20\" y=\"15\" textLength=\"90\" lengthAdjust=\"spacingAndGlyphs\">two words</text>"
      ])
  }

  @Test func `a style begins a new text`() {
    var canvas = canvas("ab")
    canvas.put("c", x: 2, y: 0)
    canvas.put("b", x: 1, y: 0, style: Style(.worker(8), bold: true, dim: true, italic: true, underline: true))
    let texts = drawn(canvas)
    #expect(texts.count == 2)
    #expect(texts[1].hasPrefix("<text class=\"w2d b i u\" x=\"10\""))
  }

  @Test func `a wide glyph is in the middle of its two cells, and what follows is in its own cell`() {
    let texts = drawn(canvas("日x"))
    #expect(texts[0] == "<text class=\"p\" x=\"10\" y=\"15\" text-anchor=\"middle\">日</text>")
    #expect(texts[1].contains("x=\"20\""))
  }

  @Test func `the cells of a bar are one rectangle`() {
    #expect(
      drawn(canvas("███▌", Style(.worker(0)))) == ["<path class=\"w1\" d=\"M0 0h35v20h-35z\"/>"])
  }

  @Test func `lines meet at the edges of their cells`() {
    #expect(drawn(canvas("└─")) == ["<path class=\"p\" d=\"M4 0h2v11h-2zM4 9h16v2h-16z\"/>"])
    for glyph in "─│┌┐└┘├┤┬┴┼━┃┏┓┗┛┣┫┳┻╋┊┄" { #expect(CellShape.boxes(of: glyph) != nil, "\(glyph)") }
    for glyph in "╭╮╰╯" { #expect(CellShape.roundedCorner(glyph, x: 0, y: 0) != nil, "\(glyph)") }
  }

  @Test func `every block and every dot stays within its cell`() {
    for value in UInt32(0x2500)...0x28FF {
      guard let scalar = Unicode.Scalar(value), let boxes = CellShape.boxes(of: Character(scalar)) else { continue }
      for box in boxes {
        #expect(box.x >= 0 && box.y >= 0 && box.x + box.width <= 10 && box.y + box.height <= 20, "\(scalar)")
      }
    }
    #expect(CellShape.boxes(of: "▚") == [.init(0, 0, 5, 10), .init(5, 10, 5, 10)])
    #expect(CellShape.boxes(of: "⢀") == [.init(6, 16, 3, 3)])
  }

  @Test func `exchanged colours are a rectangle with the background's text`() {
    let lines = drawn(canvas("a", Style(reverse: true)))
    #expect(lines[0] == "<path class=\"p\" d=\"M0 0h10v20h-10z\"/>")
    #expect(lines[1].hasPrefix("<text class=\"g\""))
  }

  @Test func `a picture follows what its viewer prefers, or has one background`() {
    #expect(svg(canvas("a")).contains("@media(prefers-color-scheme:dark)"))
    #expect(svg(canvas("a"), .light).contains(".g{fill:#ffffff}") && !svg(canvas("a"), .light).contains("@media"))
    #expect(svg(canvas("a"), .dark).contains(".g{fill:#16181d}"))
  }

  @Test func `whatever is in it, it is well-formed XML with a title and a description`() {
    var canvas = canvas("a<b&\"c\"\u{1B}[2J ]]> \u{FFFE}\u{301} 日本 █┼╭⣿ é\u{0}")
    canvas[0, 0] = Cell("\u{1B}")
    let text = canvas.svg(title: "<&\u{0}\u{FFFF}", description: "a\nb\u{202E}]]>\"")
    let reader = XMLParser(data: Data(text.utf8))
    #expect(reader.parse(), "\(String(describing: reader.parserError))")
    #expect(text.contains("<title>&lt;&amp;␀\u{FFFD}</title>") && text.contains("<desc>a␊b\u{FFFD}]]&gt;&quot;</desc>"))
  }

  @Test func `a canvas without cells is a picture, too`() {
    #expect(XMLParser(data: Data(svg(Canvas(size: Size(width: 0, height: 0))).utf8)).parse())
  }

  @Test func `every ink has a contrast of at least 4.5 on both backgrounds`() {
    let inks: [Ink] = [.plain, .keyword, .string, .comment, .number] + (0..<7).map { .worker($0) }
    for ink in inks {
      for dim in [false, true] {
        let pair = InkColors.pair(ink, dim: dim)
        #expect(contrast(pair.light, InkColors.ground.light) >= 4.5, "\(ink)")
        #expect(contrast(pair.dark, InkColors.ground.dark) >= 4.5, "\(ink)")
      }
    }
  }

  /// The contrast of two colours, after the Web Content Accessibility Guidelines 2.2.
  private func contrast(_ a: String, _ b: String) -> Double {
    func luminance(_ color: String) -> Double {
      let value = Int(color.dropFirst(), radix: 16) ?? 0
      let parts = [value >> 16, value >> 8 & 255, value & 255].map { part -> Double in
        let share = Double(part) / 255
        return share <= 0.04045 ? share / 12.92 : pow((share + 0.055) / 1.055, 2.4)
      }
      return 0.2126 * parts[0] + 0.7152 * parts[1] + 0.0722 * parts[2]
    }
    let sorted = [luminance(a), luminance(b)].sorted()
    return (sorted[1] + 0.05) / (sorted[0] + 0.05)
  }
}
