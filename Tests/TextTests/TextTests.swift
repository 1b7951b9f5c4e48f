import Testing
import Text

@Suite struct TextTests {
  @Test func `plain text keeps its lines and loses its escapes`() {
    #expect(visible("a\tb\r\nc\u{1B}[31m") == "a\tb\nc␛[31m")
    #expect(visible("é “q” \u{1B} π ✓ 日", ascii: true) == "e \"q\" ^[ p + ?")
  }

  @Test func `a name in a sentence stays on its line`() {
    #expect(visible("a\nb\tc\r\nd\u{7F}", onOneLine: true) == "a␊b␉c␍␊d␡")
  }

  @Test func `text that reorders the line or has no agreed shape is replaced`() {
    #expect(visible("a\u{202E}b\u{E000}c\u{FEFF}d\u{9B}e") == "a\u{FFFD}b\u{FFFD}c\u{FFFD}d\u{FFFD}e")
    #expect(visible("क्‍ष é 日") == "क्‍ष é 日")
  }

  @Test(arguments: ["a", "Pool_2-x", String(repeating: "x", count: 64)])
  func `letters, digits, hyphens and underscores make an id`(text: String) {
    #expect(isIdentifier(text))
  }

  @Test(arguments: ["", "a b", "é", "a.b", "a\n", String(repeating: "x", count: 65)])
  func `anything else is no id`(text: String) {
    #expect(!isIdentifier(text))
  }

  @Test func `a count has its digits in groups of three, and its noun`() {
    #expect(counted(1, "item") == "1 item")
    #expect(counted(0, "item") == "0 items")
    #expect(counted(10_000, "item") == "10 000 items")
    #expect(counted(2, "process", plural: "processes") == "2 processes")
    #expect(formatCount(-1_234_567) == "-1 234 567")
  }

  @Test func `wide characters take two cells and marks take none`() {
    #expect("a日é✅\u{301}\u{200D}".unicodeScalars.map(cellWidth) == [1, 2, 1, 2, 0, 0])
  }
}
