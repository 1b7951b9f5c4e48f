import AnswerBook
import Canvas
import Foundation
import Testing

@testable import WorkbookApp

/// The check of a Python program that is being written.
@Suite struct PythonCheckTests {
  private func finding(_ text: String) -> PythonFinding? {
    PythonCheck.finding(in: PythonScan(EditorText.lines(of: text)))
  }

  /// The line, from 1, the underlined text and the sentence.
  private func words(_ text: String) -> String? {
    finding(text).map { found in
      let line = EditorText.lines(of: text)[found.line]
      return "\(found.line + 1) \(String(line[found.columns.clamped(to: 0..<line.count)]))| \(found.sentence)"
    }
  }

  @Test(arguments: [
    ("x = 1\nprint(1\ny = 2\n", "2 (| This ( is never closed."),
    ("x = [1, (2]\n", "1 (| This ( isn't closed before the ]."),
    ("x = [1,\n(2\n]\n", "2 (| This ( isn't closed before the ] in line 3."),
    ("x = 1)\n", "1 )| This ) closes nothing that is open."),
    ("print('a)\n", "1 'a)| This string has no end: a quote is missing."),
    ("x = 1\n\"\"\"doc\n", "2 \"\"\"| This string has no end: it needs three quotes there, too."),
    ("if x\n    y\n", "1 x| A line with `if` needs a colon at its end: `:`."),
    ("def f(a: int) -> int\n    return a\n", "1 t| A line with `def` needs a colon at its end: `:`."),
    ("async def f()  # go\n    pass\n", "1 )| A line with `def` needs a colon at its end: `:`."),
    ("try\n    a\n", "1 y| A line with `try` needs a colon at its end: `:`."),
    ("if x:\n    a\nelse\n    b\n", "3 e| A line with `else` needs a colon at its end: `:`."),
    ("x = 1\n    y = 2\n", "2     | This line is indented, and the line before it doesn't end with a colon."),
    ("if x:\n        y\n    z\n", "3     | The indent of this line is that of no line before it."),
    ("if x:\ny\n", "2 y| This line has to be indented: line 1, before it, ends with a colon."),
    (
      "if x:\n        y\n\tz\n",
      "3 \t| This line has tabs and spaces in its indent, and the lines around it have others."
    ),
    ("x = \n", "1 =| Something is missing after the `=`."),
    ("x = a and\n", "1 and| Something is missing after the `and`."),
    ("print \"x\"\n", "1 p| Something is missing after this, such as a comma or an operator."),
    ("x = [1,\n  a\n  b]\n", "2 a| Something is missing after this, such as a comma or an operator."),
    ("%time x\n!ls\n", "1 %| A line can't begin with this."),
    ("!ls\n", "1 !| Python doesn't know this character outside of strings."),
    ("print(“a”)\n", "1 “| Python doesn't know this character outside of strings."),
    ("f()\n.g()\n", "2 .| A line can't begin with this."),
    ("x = f():\n    y\n", "1 :| Only a line that begins a block ends with a colon."),
    (
      "if x:\n    a\n    else:\n        b\n",
      "3 else| This `else` belongs to no line above it that has the same indent."
    ),
  ]) func `a mistake is found where it is`(text: String, said: String) {
    #expect(words(text) == said)
  }

  @Test(arguments: [
    "", "def f():\n", "if x: y\n", "x = {\n 'a': 1,\n}\n", "def f(a,\n      b):\n  return a\n", "x = 'it\\'s'\n",
    "s = '''a\n'b\n'''\n", "# print(\nx = '('\n", "x = a if b else c\n", "match x:\n    case 1:\n        pass\n",
    "type X = int\n", "match = 1\ntype = match\n", "if (n := 1) > 0: pass\n", "for x in y:\n\tz\n\tw\n",
    "x = \\\n    1\n", "print(f'{a!r:>{w}}')\n", "print(f'{d['a']}' + (\n", "from x import *\n", "x: int\n",
    "x = ...\n",
    "0x1for x in y\n", "1if 2else 3\n", "x = a [1]\n", "print('a' 'b')\n", "class A: pass\n", "@d\ndef f(): pass\n",
    "if x:\n    # note\n\n    y\n# end\nz\n", "a = b; c = d\n", "x = 1 if a else\\\n  2\n", "\u{0C}x = 1\n",
    "def f(a, /, *, b): pass\n", "lambda: 0\n", "print(*a, **b)\n", "x = 1.\n", "async with a as b: pass\n",
    "x = rb'a' u'b'\n", "naïve = größe\n", "except_ = 1\n", "...\n", "print('“a”')\n",
  ]) func `what Python takes isn't a mistake, and doubt isn't, either`(text: String) {
    #expect(words(text) == nil)
  }

  // MARK: - On the page

  private func desk(_ text: String) -> Desk {
    Desk(LessonSamples.sample, book: AnswerBook(answers: ["rewrite": Answer(text: text)]), at: "rewrite", height: 40)
  }

  @Test func `a mistake isn't shown while its line is being written`() {
    var desk = desk("print('a')\n")
    desk.press(.enter, .end, .backspace)
    #expect(!desk.screen.contains("is never closed"))
    #expect(desk.model.nextTick != nil)
    desk.wait(seconds: 1)
    #expect(!desk.screen.contains("is never closed"))
    desk.wait(seconds: 2)
    #expect(desk.screen.contains("! line 1: This ( is never closed."))
    #expect(desk.screen.contains("! print("), "the line is marked")
    desk.press(",")
    #expect(!desk.screen.contains("is never closed"))
    desk.press(.escape)
    #expect(desk.screen.contains("! line 1: This ( is never closed."))
  }

  @Test func `a mistake is shown as soon as the cursor leaves its line`() {
    var desk = desk("if x:\n    y\n")
    desk.press(.enter, .end, .backspace)
    #expect(!desk.screen.contains("needs a colon"))
    desk.press(.down)
    #expect(desk.screen.contains("! line 1: A line with `if` needs a colon at its end: `:`."))
    desk.press(.up)
    #expect(!desk.screen.contains("needs a colon"))
  }

  @Test func `a mistake is underlined`() {
    var desk = desk("if x\n    y")
    desk.press(.enter)
    let runs = (0..<desk.canvas.size.height).flatMap { desk.canvas.runs(row: $0) }.filter(\.style.underline)
    #expect(runs.map(\.text).contains("x"))
  }

  @Test func `a starter has no mistake to show`() {
    let desk = Desk(LessonSamples.sample, at: "rewrite")
    #expect(!desk.screen.contains("! line"))
  }

  // MARK: - Against Python

  /// The programs of Python's own packages, if this machine has them.
  private static let corpus: [String] = {
    let folder = "/usr/lib/python3"
    let all = FileManager.default.enumerator(atPath: folder)?.compactMap { $0 as? String } ?? []
    return all.filter { $0.hasSuffix(".py") && !$0.contains("lib2to3") }.sorted().map { folder + "/" + $0 }
  }()

  @Test(.enabled(if: !corpus.isEmpty)) func `programs that Python takes have no finding`() throws {
    let isWhole = ProcessInfo.processInfo.environment["POOLBOOK_CORPUS"] != nil
    var room = isWhole ? Int.max : 400_000
    for path in Self.corpus where room > 0 {
      guard let data = FileManager.default.contents(atPath: path), isWhole || data.count < 20_000 else { continue }
      room -= data.count
      let text = String(decoding: data, as: UTF8.self)
      if let words = words(text) { Issue.record("\(path): \(words)") }
    }
  }
}
