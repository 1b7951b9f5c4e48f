import Testing

@testable import Canvas

@Suite struct DrawingTests {
  @Test func `text is clipped to a rectangle, and its end is returned`() {
    var canvas = Canvas(size: Size(width: 10, height: 2))
    let end = canvas.put("abcdefgh", x: 2, y: 0, in: Rect(x: 0, y: 0, width: 5, height: 1))
    canvas.put("no", x: 0, y: 1, in: Rect(x: 0, y: 0, width: 5, height: 1))
    #expect(canvas.text == "  abc\n")
    #expect(end == 10)
  }

  @Test func `text that starts left of the edge is cut there`() {
    var canvas = Canvas(size: Size(width: 3, height: 1))
    canvas.put("abcd", x: -2, y: 0)
    #expect(canvas.text == "cd")
  }

  @Test func `a wide glyph takes two cells, and half of one is blank`() {
    var canvas = Canvas(size: Size(width: 5, height: 1))
    canvas.put("日本語", x: 0, y: 0)
    #expect(canvas.text == "日本")
    #expect(canvas[1, 0].isContinuation)
    canvas.put("x", x: 1, y: 0)
    #expect(canvas.rows[0] == " x本")
    canvas.put("y", x: 2, y: 0)
    #expect(canvas.rows[0] == " xy")
    #expect(!canvas[3, 0].isContinuation)
  }

  @Test func `control characters are drawn as their pictures`() {
    var canvas = Canvas(size: Size(width: 20, height: 1))
    canvas.put("a\u{1B}[2J\n\u{7F}\u{9B}\u{202E}", x: 0, y: 0)
    #expect(canvas.text == "a␛[2J␊␡\u{FFFD}\u{FFFD}")
  }

  @Test func `sequences that terminals join become one replacement character`() {
    var canvas = Canvas(size: Size(width: 20, height: 1))
    canvas.put("a👨‍👩‍👧b🇩🇪c👍🏽d❤️e", x: 0, y: 0)
    #expect(canvas.text == "a\u{FFFD}b\u{FFFD}c\u{FFFD}d❤e")
  }

  @Test func `marks stay on their letter and no more than four`() {
    var canvas = Canvas(size: Size(width: 20, height: 1))
    canvas.put("e\u{301}x" + "\u{301}", x: 0, y: 0)
    #expect(canvas[0, 0].glyph == "e\u{301}")
    canvas.put("z" + String(repeating: "\u{302}", count: 9), x: 5, y: 0)
    #expect(canvas[5, 0].glyph.unicodeScalars.count == 5)
    #expect(cellWidth(of: "क्षि") == 3)
  }

  @Test func `a grapheme of any number of scalars is drawn with its first ones`() {
    #expect(cellWidth(of: Character(String(repeating: "\u{1100}", count: 1_000))) == 128)
    let marked = Character("e" + String(repeating: "\u{301}", count: 1_000))
    #expect(cellWidth(of: marked) == 1)
    #expect(lineBreaks(Array("a b") + [marked] + Array(" c"), width: 3) == [0..<2, 2..<5, 5..<6])
  }

  @Test func `a vowel of Hangul without its consonant is a replacement character`() {
    for text in ["\u{1161}", "\u{11A8}", "\u{600}\u{1161}", "\u{D7C8}"].map({ Character($0) }) {
      var glyphs = ""
      forEachGlyph(of: text) { glyph, _ in glyphs.append(glyph) }
      #expect(glyphs.hasSuffix("\u{FFFD}"), "\(String(text).debugDescription)")
      #expect(cellWidth(of: text) == glyphs.count)
    }
  }

  @Test func `styles are shown as letters`() {
    var canvas = Canvas(size: Size(width: 8, height: 1))
    canvas.put("ab", x: 0, y: 0, style: Style(.worker(1)))
    canvas.put("c", x: 3, y: 0, style: .bold)
    canvas.restyle(Rect(x: 3, y: 0, width: 1, height: 1)) { $0.reverse = true }
    canvas.put("d", x: 4, y: 0)
    #expect(canvas.styles == "22 R.")
    #expect(canvas.runs(row: 0).first == StyledRun("ab", Style(.worker(1))))
  }

  @Test func `cells beyond the edge are blank and can't be set`() {
    var canvas = Canvas(size: Size(width: 2, height: 1))
    canvas[5, 5] = Cell("x")
    #expect(canvas[5, 5] == .blank)
    #expect(Canvas(size: Size(width: 0, height: 0)).text == "")
  }

  @Test func `a cell comes back as it was set`() {
    let inks: [Ink] = [.plain, .worker(0), .worker(255), .worker(9_999_999), .keyword, .string, .comment, .number]
    let glyphs: [Character] = ["a", " ", "█", "日", "e\u{301}", "\u{10FFFF}"]
    var canvas = Canvas(size: Size(width: 2, height: 1))
    for bits in 0..<32 {
      for ink in inks {
        let style = Style(
          ink, bold: bits & 1 != 0, dim: bits & 2 != 0, italic: bits & 4 != 0, underline: bits & 8 != 0,
          reverse: bits & 16 != 0)
        let cell = Cell(glyphs[bits % glyphs.count], style)
        canvas[1, 0] = cell
        #expect(canvas[1, 0] == cell)
      }
    }
    // The colour and the last digit stay.
    canvas[0, 0] = Cell("x", Style(.worker(.max)))
    guard case .worker(let index) = canvas[0, 0].style.ink else { return #expect(Bool(false)) }
    #expect(index % 7 == .max % 7 && index % 10 == .max % 10)
  }

  @Test func `canvases are equal if they look the same, however they were drawn`() {
    var first = Canvas(size: Size(width: 6, height: 2))
    var second = first
    first.put("q\u{302}", x: 1, y: 0)
    first.put("e\u{301}o\u{308}", x: 0, y: 0)
    second.put("o\u{308}", x: 1, y: 0)
    #expect(first != second && !first.row(0, equals: second) && first.row(1, equals: second))
    second.put("e\u{301}", x: 0, y: 0)
    #expect(first == second && first.row(0, equals: second))
    second.cursor = Canvas.Cursor(x: 0, y: 0)
    #expect(first != second)
  }

  @Test func `tabs become the spaces up to the next stop`() {
    #expect(expandingTabs("1\t10\n22\t100", every: 4) == "1   10\n22  100")
  }
}
