import Canvas
import SeededRandom
import Testing

@testable import WorkbookApp

@Suite struct EditorTests {
  private func editor(_ text: String = "", _ mode: TextEditor.Mode = .prose, _ width: Int = 20, _ height: Int = 5)
    -> TextEditor
  {
    TextEditor(text: text, mode: mode, size: Size(width: width, height: height))
  }

  private func took(_ editor: inout TextEditor, _ key: Key) -> Bool { editor.handle(key) }

  private func press(_ editor: inout TextEditor, _ keys: Key...) {
    for key in keys { #expect(took(&editor, key)) }
  }

  private func type(_ editor: inout TextEditor, _ text: String) {
    for character in text { #expect(took(&editor, character == "\n" ? .enter : .character(character))) }
  }

  @Test func `typed text is not changed, and rows wrap by words`() {
    var it = editor()
    type(&it, "the quick brown fox jumps\nover")
    #expect(it.text == "the quick brown fox jumps\nover")
    #expect(it.visibleRows.map(\.text) == ["the quick brown fox ", "jumps", "over"])
    #expect(it.visibleCursor == Canvas.Cursor(x: 4, y: 2))
  }

  @Test func `up and down keep to their column over shorter rows`() {
    var it = editor("abcdefgh\nab\nabcdefgh")
    press(&it, .up)
    #expect(it.cursor == EditorPosition(line: 1, column: 2))
    press(&it, .up)
    #expect(it.cursor == EditorPosition(line: 0, column: 8))
    press(&it, .left, .down, .down)
    #expect(it.cursor == EditorPosition(line: 2, column: 7))
    press(&it, .up, .up, .up)
    #expect(it.cursor == EditorPosition())
  }

  @Test func `home and end are those of the visible row`() {
    var it = editor("the quick brown fox jumps", .prose, 12)
    #expect(it.visibleRows.map(\.text) == ["the quick ", "brown fox ", "jumps"])
    press(&it, .up, .home)
    #expect(it.cursor.column == 10)
    press(&it, .end)
    #expect(it.cursor.column == 19)
    press(&it, .right)
    #expect(it.visibleCursor == Canvas.Cursor(x: 0, y: 2))
  }

  @Test func `the cursor moves by words, and words are cut and inserted again`() {
    var it = editor("one two_2, three")
    press(&it, .wordLeft, .alt("b"))
    #expect(it.cursor.column == 4)
    press(&it, .wordRight)
    #expect(it.cursor.column == 9)
    press(&it, .control("w"))
    #expect(it.text == "one , three")
    press(&it, .control("e"), .control("y"))
    #expect(it.text == "one , threetwo_2")
    press(&it, .control("u"))
    #expect(it.text == "")
    press(&it, .control("_"))
    #expect(it.text == "one , threetwo_2")
    press(&it, .home, .alt("d"), .control("k"), .control("k"))
    #expect(it.text == "")
  }

  @Test func `a grapheme is one step however many scalars it has`() {
    var it = editor("e\u{301}日👨‍👩‍👧")
    press(&it, .left)
    #expect(it.visibleCursor.x == 3)
    press(&it, .left, .backspace)
    #expect(it.text == "日👨‍👩‍👧")
    var other = editor()
    type(&other, "e")
    press(&other, .character("\u{301}"))
    #expect(other.text == "e\u{301}")
    #expect(other.cursor.column == 1)
    press(&other, .backspace)
    #expect(other.text == "")
  }

  @Test func `undo removes a word at a time, and redo brings it back`() {
    var it = editor()
    type(&it, "one two three")
    press(&it, .control("_"))
    #expect(it.text == "one two ")
    press(&it, .alt("z"))
    #expect(it.text == "one ")
    press(&it, .control("r"), .alt("_"))
    #expect(it.text == "one two three")
    press(&it, .backspace, .backspace, .control("_"))
    #expect(it.text == "one two three")
    #expect(it.cursor.column == 13)
    press(&it, .control("_"), .character("x"), .control("r"))
    #expect(it.text == "one two x")
  }

  @Test func `a move begins a new step of undo, and so does the end of one`() {
    var it = editor()
    type(&it, "ab")
    it.endUndoStep()
    type(&it, "cd")
    press(&it, .control("_"))
    #expect(it.text == "ab")
    type(&it, "x")
    press(&it, .left, .right)
    type(&it, "y")
    press(&it, .control("_"))
    #expect(it.text == "abx")
  }

  @Test func `a paste is one step and keeps its lines as they are`() {
    var it = editor("    x", .code)
    press(&it, .paste("for i:\r\n\tgo\n"))
    #expect(it.text == "    xfor i:\n\tgo\n")
    press(&it, .control("_"))
    #expect(it.text == "    x")
    var line = editor("1", .line)
    press(&line, .paste("2\n3"))
    #expect(line.text == "12 3")
  }

  @Test func `code keeps its indent and goes in after a colon`() {
    var it = editor("", .python)
    type(&it, "def f():\nif x:\nreturn")
    #expect(it.text == "def f():\n    if x:\n        return")
    press(&it, .enter)
    type(&it, "y")
    #expect(it.text == "def f():\n    if x:\n        return\n    y")
    press(&it, .tab)
    #expect(it.text.hasSuffix("    y   "))
    press(&it, .home, .backTab)
    #expect(it.text.hasSuffix("\ny   "))
    press(&it, .tab)
    #expect(it.text.hasSuffix("\n    y   "))
  }

  @Test func `keys of the page aren't handled`() {
    var prose = editor("a")
    #expect(!took(&prose, .tab))
    #expect(!took(&prose, .escape))
    #expect(!took(&prose, .control("c")))
    #expect(!took(&prose, .function(1)))
    var line = editor("a", .line)
    for key in [Key.enter, .up, .down, .pageUp, .tab] { #expect(!took(&line, key)) }
    #expect(took(&line, .left))
  }

  @Test func `the cursor stays in view`() {
    var it = editor((1...50).map(String.init).joined(separator: "\n"))
    #expect(it.visibleRows.map(\.text) == ["46", "47", "48", "49", "50"])
    press(&it, .pageUp)
    #expect(it.visibleCursor.y == 0)
    #expect(it.visibleRows.first?.text == "46")
    press(&it, .pageUp)
    #expect(it.visibleRows.map(\.text) == ["42", "43", "44", "45", "46"])
    press(&it, .alt("<"), .pageDown)
    #expect(it.cursor.line == 4)
    it.resize(Size(width: 10, height: 2))
    #expect(it.visibleRows.map(\.text) == ["4", "5"])
  }

  @Test func `a single line scrolls sideways`() {
    var it = editor("", .line, 6)
    type(&it, "123456789")
    #expect(it.visibleRows.map(\.text) == ["56789"])
    #expect(it.visibleCursor == Canvas.Cursor(x: 5, y: 0))
    press(&it, .home)
    #expect(it.visibleRows.map(\.text) == ["123456"])
  }

  @Test func `a field that grows shows all rows`() {
    let it = editor("the quick brown fox\n\nend", .prose, 12, 2)
    let (rows, cursor) = it.lines(width: 12)
    #expect(rows.map(\.text) == ["the quick ", "brown fox", "", "end"])
    #expect(cursor == Canvas.Cursor(x: 3, y: 3))
    #expect(rows[1].columns == 10..<19)
  }

  @Test func `replacing the whole text is one step`() {
    var it = editor("old\ntext")
    it.replaceAll(with: "new\n")
    #expect(it.text == "new\n")
    press(&it, .control("_"))
    #expect(it.text == "old\ntext")
  }

  @Test func `after any keys the rows cover the text, and undo restores the start`() {
    var generator = SeededRandom(seed: 7)
    let keys: [Key] = [
      .character("a"), .character(" "), .character("日"), .character("\u{301}"), .character("b"), .enter, .backspace,
      .delete, .left, .right, .up, .down, .home, .end, .wordLeft, .wordRight, .pageUp, .pageDown, .control("k"),
      .control("u"), .control("w"), .control("y"), .control("_"), .control("r"), .paste("x y\n\nlonger words\tz"),
      .paragraphUp, .paragraphDown, .tab, .backTab, .alt("d"),
    ]
    for mode in [TextEditor.Mode.prose, .code, .python, .line] {
      var it = editor("start\nhere", mode, 9, 3)
      let start = it.text
      for step in 0..<800 {
        _ = it.handle(keys[Int(generator.next() % UInt64(keys.count))])
        if step % 100 == 0 { it.resize(Size(width: 4 + step / 100, height: 1 + step / 200)) }
        let shown = it.visibleCursor
        #expect(shown.x >= 0 && shown.x < it.size.width && shown.y >= 0 && shown.y < it.size.height)
        #expect(it.lines(width: 7).rows.map(\.text).joined() == it.text.filter { $0 != "\n" })
      }
      for _ in 0..<900 { _ = it.handle(.control("_")) }
      #expect(it.text == start)
    }
  }

  @Test func `after any change of a long line, its rows are those of the whole line`() {
    var generator = SeededRandom(seed: 11)
    let pieces = [
      "word ", "日本", "1 000 000 ", "-", "a-b", "   ", String(repeating: "x", count: 40), "\u{301}", "100 200",
    ]
    for width in [6, 13, 40] {
      var text = EditorText((0..<300).map { pieces[$0 % pieces.count] }.joined(), width: width)
      for _ in 0..<300 {
        let count = text.lines[0].count
        let start = Int.random(in: 0...count, using: &generator)
        let end = Int.random(in: start...min(count, start + 30), using: &generator)
        let new = Array(pieces.randomElement(using: &generator) ?? "")
        text.replace(EditorPosition(line: 0, column: start), EditorPosition(line: 0, column: end), with: [new])
        let whole = lineBreaks(text.lines[0], width: width)
        #expect(text.rows[0] == whole)
        #expect(text.count == text.lines[0].count)
      }
    }
  }

  @Test func `a text is divided into the graphemes of its lines`() {
    var generator = SeededRandom(seed: 12)
    let pieces = [
      "a", "word ", "\n", "\r", "\r\n", "e\u{301}", "\u{301}", "é", "日本", "\u{200D}", "👩\u{200D}🔬", "🇩🇪", "\u{600}",
      "\u{1100}",
      "\u{1161}", "\t", "\0", "क\u{94D}", "ष",
    ]
    for _ in 0..<2_000 {
      let text = (0..<12).map { _ in pieces.randomElement(using: &generator) ?? "" }.joined()
      let lines = text.split(omittingEmptySubsequences: false) { $0 == "\n" || $0 == "\r\n" }.map { Array($0) }
      #expect(EditorText.lines(of: text) == lines, "\(text.debugDescription)")
      let read = EditorText(text, width: 20).string
      #expect(read.utf8.elementsEqual(lines.map { String($0) }.joined(separator: "\n").utf8))
    }
  }

  @Test func `a field has room for some text, and says what didn't fit`() {
    var line = editor("", .line, 20, 1)
    press(&line, .paste(String(repeating: "1", count: 1_500)))
    #expect(line.text.count == 1_000)
    #expect(line.lost == 500)
    press(&line, .backspace)
    #expect(line.lost == 0)
    var desk = Desk(at: "distinct")
    desk.press(.enter, .paste(String(repeating: "1", count: 1_500)))
    #expect(desk.sentence.contains("500 characters had no room: this field holds 1 000."))
  }

  @Test func `a long answer is recorded when it is saved, not with each key`() throws {
    var desk = Desk(at: "shares", width: 100, height: 30)
    let text = String(repeating: "line\n", count: 1_000)
    desk.press(.enter, .paste(text), "!")
    #expect(desk.model.book.answers["shares"] == nil)
    #expect(desk.model.session.saving.hasUnsaved)
    #expect(desk.screen.contains("line"))
    desk.send(.tick(nanoseconds: 60_000_000_000, wallClock: 1_700_000_060))
    #expect(desk.model.book.answers["shares"]?.text == text + "!")
    desk.press("?", .escape)
    #expect(desk.model.book.answers["shares"]?.text == text + "!?")
  }

  @Test func `text that arrives at once is an answer in a field, and no command on the page`() {
    var desk = Desk(at: "distinct")
    desk.press(.burst("rrrr\nqqqqq\n"))
    #expect(desk.screen.contains("wasn't taken for commands"))
    #expect(desk.effects.isEmpty)
    desk.press(.enter, .burst("4\nbecause there are four"))
    #expect(desk.model.book.answers["distinct"]?.number == "4")
    #expect(desk.model.book.answers["distinct"]?.text == "because there are four")
  }

  @Test func `a text of ten thousand lines and a megabyte is kept`() {
    let line = String(repeating: "word ", count: 20)
    let text = Array(repeating: line, count: 10_000).joined(separator: "\n")
    var it = editor("", .prose, 76, 20)
    press(&it, .paste(text), .character("!"), .enter, .pageUp, .alt("<"), .character("?"))
    #expect(it.text == "?" + text + "!\n")
    #expect(it.lines(width: 76).rows.count == 20_001)
    press(&it, .control("_"), .control("_"), .control("_"), .control("_"))
    #expect(it.text == "")
  }
}
