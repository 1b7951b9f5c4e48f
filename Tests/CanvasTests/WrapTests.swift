import Testing

@testable import Canvas

@Suite struct WrapTests {
  private func rows(_ text: String, _ width: Int, indent: Int = 0, hanging: Int = 0) -> [String] {
    wrap(text, width: width, indent: indent, hanging: hanging).map {
      String(repeating: " ", count: $0.indent) + $0.text
    }
  }

  @Test func `words are kept whole, and spaces at a wrapped end are dropped`() {
    #expect(rows("the quick brown fox", 9) == ["the quick", "brown fox"])
    #expect(rows("a  b", 2) == ["a", "b"])
    #expect(rows("", 5) == [""])
  }

  @Test func `a word longer than a row is broken`() {
    #expect(rows("abcdefghij kl", 4) == ["abcd", "efgh", "ij", "kl"])
    #expect(rows("ab cdefghij", 4) == ["ab", "cdef", "ghij"])
    #expect(rows("日本語", 1) == ["日", "本", "語"])
  }

  @Test func `a number stays in one row, and a list of numbers doesn't`() {
    #expect(rows("set it to 100 000 000 now", 16) == ["set it to", "100 000 000 now"])
    #expect(rows("in 2026 100 came", 8) == ["in 2026", "100 came"])
    #expect(rows("100 200 300 400 500 600 700", 17) == ["100 200 300 400", "500 600 700"])
  }

  @Test func `newlines end a row and later rows hang`() {
    #expect(rows("1. one two\nthree", 7, indent: 0, hanging: 3) == ["1. one", "   two", "   thre", "   e"])
    #expect(rows("a\n\nb", 9) == ["a", "", "b"])
  }

  @Test func `rows cover every grapheme of the source in order`() {
    let text = "the quick\nbrown  foxes jumped-over 日本語の文章 e\u{301}e\u{301}e\u{301}\n"
    for width in 1...20 {
      let lines = wrap(text, width: width)
      var next = 0
      for line in lines {
        #expect(line.source.lowerBound == next)
        next = line.source.upperBound
        #expect(line.width <= max(2, width))
      }
      #expect(next == text.count)
    }
  }

  @Test func `styles survive wrapping`() {
    let lines = wrap([StyledRun("one "), StyledRun("two three", .bold), StyledRun(" four")], width: 8)
    #expect(
      lines.map(\.runs) == [
        [StyledRun("one "), StyledRun("two", .bold)], [StyledRun("three", .bold)], [StyledRun("four")],
      ])
  }

  @Test func `texts are cut and aligned to a width`() {
    #expect(truncate("abcdef", to: 4) == "abc…")
    #expect(truncate("日本語", to: 4) == "日…")
    #expect(truncate("abc", to: 0) == "")
    #expect(fit("ab", to: 5, .right) == "   ab")
    #expect(fit("ab", to: 5, .center) == " ab  ")
    #expect(fit("日本語", to: 4) == "日… ")
  }

  @Test func `a table is as wide as its text, and wraps if there isn't room`() {
    let table = TextTable(
      header: ["task", "seconds"], rows: [["pi", "0.87"], ["many primes", "6.06"]], alignments: [.left, .right])
    #expect(
      table.lines(width: 40).map { $0.map(\.text).joined() } == [
        "task         seconds", "────────────────────", "pi              0.87", "many primes     6.06",
      ])
    #expect(
      table.lines(width: 14, glyphs: .ascii).map { $0.map(\.text).joined() } == [
        "task    second", "             s", "--------------", "pi        0.87", "many      6.06",
        "primes        ",
      ])
  }

  @Test func `no row of a list ends within an item`() {
    #expect(fill(["1 a", "2 bc", "3 defghijk", "4 日本"], width: 9) == ["1 a,", "2 bc,", "3 defghijk,", "4 日本"])
    #expect(fill(["1 a", "2 b"], width: 8) == ["1 a, 2 b"])
    #expect(fill([], width: 8) == [])
  }
}
