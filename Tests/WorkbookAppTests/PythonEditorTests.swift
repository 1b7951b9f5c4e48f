import Canvas
import Testing

@testable import WorkbookApp

/// Writing Python in the editor: indents, brackets, placeholders and names.
@Suite struct PythonEditorTests {
  private func editor(_ text: String = "", _ mode: TextEditor.Mode = .python) -> TextEditor {
    TextEditor(text: text, mode: mode, size: Size(width: 76, height: 20))
  }

  /// An editor with the cursor where `|` is.
  private func at(_ marked: String, _ mode: TextEditor.Mode = .python) -> TextEditor {
    let lines = EditorText.lines(of: marked)
    let line = lines.firstIndex { $0.contains("|") } ?? 0
    let column = lines[line].firstIndex(of: "|") ?? 0
    var it = editor(marked.replacing("|", with: ""), mode)
    it.moveCursor(to: EditorPosition(line: line, column: column))
    return it
  }

  private func marked(_ it: TextEditor) -> String {
    var lines = EditorText.lines(of: it.text)
    lines[it.cursor.line].insert("|", at: it.cursor.column)
    return lines.map { String($0) }.joined(separator: "\n")
  }

  private func press(_ it: inout TextEditor, _ keys: Key...) {
    for key in keys {
      let isTaken = it.handle(key)
      #expect(isTaken, "\(key)")
    }
  }

  private func pressed(_ marked: String, _ keys: Key..., mode: TextEditor.Mode = .python) -> String {
    var it = at(marked, mode)
    for key in keys { press(&it, key) }
    return self.marked(it)
  }

  @Test(arguments: [
    ("if x:|", "if x:\n    |"),
    ("    for a in b:  # each|", "    for a in b:  # each\n        |"),
    ("    x = 1|", "    x = 1\n    |"),
    ("    # note:|", "    # note:\n    |"),
    ("    x = \"a:|", "    x = \"a:\n    |"),
    ("s = \"\"\"if:|", "s = \"\"\"if:\n|"),
    ("\tif x:|", "\tif x:\n\t\t|"),
    ("f(|", "f(\n    |"),
    ("f(|)", "f(\n    |\n)"),
    ("  x = [|]  # list", "  x = [\n      |\n  ]  # list"),
    ("f(a,|", "f(a,\n  |"),
    ("f(a,\n  b)|", "f(a,\n  b)\n|"),
    ("    f(\n        a,|", "    f(\n        a,\n        |"),
    ("def f(a,\n      b):|", "def f(a,\n      b):\n    |"),
    ("    return x|", "    return x\n|"),
    ("        pass|", "        pass\n    |"),
    ("      raise E(1)|", "      raise E(1)\n    |"),
    ("\t\tbreak|", "\t\tbreak\n\t|"),
    ("    returned = 1|", "    returned = 1\n    |"),
    ("    x = 1 + \\|", "    x = 1 + \\\n        |"),
    ("    a|  b", "    a\n    |b"),
    ("    |x", "    \n    |x"),
    ("|x:", "\n|x:"),
    ("x = \"[\"|", "x = \"[\"\n|"),
  ]) func `enter begins the next line where Python goes on`(before: String, after: String) {
    #expect(pressed(before, .enter) == after)
    #expect(pressed(before, .enter, .control("_")) == before)
  }

  @Test func `other programs keep the indent and know no colon`() {
    #expect(pressed("    if x:|", .enter, mode: .code) == "    if x:\n    |")
    #expect(pressed("  return|", .enter, mode: .code) == "  return\n  |")
  }

  @Test func `tab goes to the next level, and shift-tab and backspace to the one before`() {
    #expect(pressed("|x", .tab) == "    |x")
    #expect(pressed("  |x", .tab) == "    |x")
    #expect(pressed("ab|c", .tab) == "ab  |c")
    #expect(pressed("\t|x", .tab) == "\t\t|x")
    #expect(pressed("      x|", .backTab) == "    x|")
    #expect(pressed("    x|", .backTab) == "x|")
    #expect(pressed("\t\tx|", .backTab) == "\tx|")
    #expect(pressed("        |x", .backspace) == "    |x")
    #expect(pressed("      |x", .backspace) == "    |x")
    #expect(pressed("    a |x", .backspace) == "    a|x")
  }

  @Test func `each tab and each enter is a step of undo`() {
    #expect(pressed("|", "a", .tab, "b", .control("_")) == "a   |")
    #expect(pressed("|", "a", .tab, "b", .control("_"), .control("_")) == "a|")
    #expect(pressed("    x|", .backTab, .control("_")) == "    x|")
  }

  @Test func `pasted text is never indented`() {
    #expect(pressed("    |", .paste("if a:\nb\n\tc")) == "    if a:\nb\n\tc|")
  }

  // MARK: - Brackets

  private func brackets(_ marked: String) -> [String] {
    at(marked).bracketMarks.map { "\($0.line):\($0.columns.lowerBound) \($0.kind)" }
  }

  @Test func `the bracket at or before the cursor is shown with its partner`() {
    #expect(brackets("f|(a)") == ["0:1 bracket", "0:3 bracket"])
    #expect(brackets("f(a)|") == ["0:3 bracket", "0:1 bracket"])
    #expect(brackets("f(|[a])") == ["0:2 bracket", "0:4 bracket"])
    #expect(brackets("f(\n  ')', # )\n|)") == ["2:0 bracket", "0:1 bracket"])
    #expect(brackets("fa|b") == [])
    #expect(brackets("'(|'") == [])
    #expect(brackets("f(a|]") == ["0:3 unmatched"])
    #expect(brackets("f(|a") == ["0:1 unmatched"])
    #expect(brackets("f'{a(|}'") == [])
  }

  @Test func `an editor of other text shows no brackets`() {
    var it = editor("(a)", .prose)
    it.moveCursor(to: EditorPosition())
    #expect(it.bracketMarks == [])
  }

  @Test func `brackets are drawn in bold and underlined`() {
    let field = FieldView(
      editor: at("f|(a)"), language: "python", highlights: at("f|(a)").bracketMarks, glyphs: .utf8)
    let runs = field.lines[0].runs.filter { $0.style.bold && $0.style.underline }
    #expect(runs.map(\.text) == ["(", ")"])
  }

  // MARK: - Placeholders

  private static let starter = "def f(n):\n    # Count.\n    ...\n\n\nx = ...\ny = a[...]\n# Your program goes here.\n"

  private func opened(_ starter: String, isPython: Bool = true) -> TextEditor {
    var it = editor(starter, isPython ? .python : .code)
    it.begin(at: Placeholder.all(in: starter, isPython: isPython))
    return it
  }

  @Test func `the cursor begins at the first placeholder, and the first character replaces it`() {
    var it = opened(Self.starter)
    #expect(it.cursor == EditorPosition(line: 2, column: 4))
    let start = it.text
    press(&it, "r", "e")
    #expect(it.text.hasPrefix("def f(n):\n    # Count.\n    re\n\n\nx = ..."))
    press(&it, .control("_"))
    #expect(it.text == start)
    press(&it, "p")
    #expect(it.text.contains("    p\n"))
  }

  @Test func `what isn't the placeholder stays`() {
    var it = opened(Self.starter)
    it.moveCursor(to: EditorPosition(line: 5, column: 1))
    press(&it, "1")
    #expect(it.text.contains("x1 = ...\n"))
    it.moveCursor(to: EditorPosition(line: 5, column: 8))
    press(&it, "2")
    #expect(it.text.contains("x1 = ...2\n"), "the line is no placeholder any more")
    it.moveCursor(to: EditorPosition(line: 6, column: 9))
    press(&it, "z")
    #expect(it.text.contains("y = a[...z]"))
    it.moveCursor(to: EditorPosition(line: 7, column: 3))
    press(&it, "p")
    #expect(it.text.hasSuffix("\np\n"))
  }

  @Test func `a comment that says so goes, too, and so does a value`() {
    var it = opened("def f():\n    ...  # Replace this line.\n")
    press(&it, .paste("return 1"))
    #expect(it.text == "def f():\n    return 1\n")
    it = opened("items = ...  # a list\n")
    #expect(it.cursor == EditorPosition(line: 0, column: 8))
    press(&it, "[")
    #expect(it.text == "items = [  # a list\n")
    it = opened("#!/bin/bash\n# Your program goes here.\n...\n", isPython: false)
    #expect(it.cursor == EditorPosition(line: 1, column: 0))
  }

  @Test func `a program without placeholders opens at its start`() {
    #expect(opened("x = 1\n").cursor == EditorPosition())
    var desk = Desk(LessonSamples.sample, at: "rewrite")
    desk.press(.enter)
    #expect(desk.model.editing?.editor.cursor == EditorPosition())
  }

  // MARK: - Names

  @Test func `ctrl-n completes with the nearest name above, then cycles`() {
    let text = "sample_a = 1\nsample_b = 2\nsam|\nsample_c = 3"
    #expect(pressed(text, .control("n")).contains("\nsample_b|\n"))
    #expect(pressed(text, .control("n"), .control("n")).contains("\nsample_a|\n"))
    #expect(pressed(text, .control("n"), .control("n"), .control("n")).contains("\nsample_c|\n"))
    #expect(pressed(text, .control("n"), .control("n"), .control("n"), .control("n")).contains("\nsample_b|\n"))
    #expect(pressed(text, .control("n"), .control("n"), .escape) == text)
    #expect(pressed(text, .control("n"), .control("n"), .control("_")) == text)
    #expect(pressed(text, .control("n"), "(").contains("\nsample_b(|\n"))
    #expect(pressed(text, .control("n"), .enter, .control("_")).contains("\nsample_b|\n"))
  }

  @Test func `keywords, built-in functions and usual names are known`() {
    #expect(pressed("whi|", .control("n")) == "while|")
    #expect(pressed("enumer|", .control("n")) == "enumerate|")
    #expect(pressed("import multip|", .control("n")) == "import multiprocessing|")
    #expect(pressed("ProcessP|", .control("n")) == "ProcessPoolExecutor|")
    #expect(pressed("pool.imap_|", .control("n")) == "pool.imap_unordered|")
    #expect(pressed("np.count|", .control("n")) == "np.count_nonzero|")
    #expect(pressed("os.getp|", .control("n")) == "os.getpid|")
    #expect(pressed("sys.ar|", .control("n")) == "sys.argv|")
    #expect(pressed("a.width\nb.w|", .control("n")) == "a.width\nb.width|")
  }

  @Test func `names in comments and strings, numbers and attributes aren't offered`() {
    var it = at("# sampler\n'sampled'\nx.sampling\n1sam\nsam|")
    press(&it, .control("n"))
    #expect(it.completion == nil)
    #expect(it.text.hasSuffix("\nsam"))
  }

  @Test func `without a word before the cursor, ctrl-n goes down`() {
    #expect(pressed("|\nx", .control("n")) == "\n|x")
  }

  @Test func `names are shown below the field, and escape restores the word`() {
    var desk = Desk(LessonSamples.sample, at: "rewrite", height: 40)
    desk.press(.enter)
    desk.type("retu")
    desk.press(.control("n"))
    #expect(desk.screen.contains("1 of 1: return"))
    #expect(desk.keyLine.contains("as it was"))
    desk.press(.escape)
    #expect(desk.model.editing != nil)
    #expect(desk.model.book.answers["rewrite"]?.text.hasPrefix("retufrom") == true)
    #expect(!desk.screen.contains("1 of 1"))
    desk.press(.escape)
    #expect(desk.model.editing == nil)
  }

  @Test func `a program of a million characters is edited without a scan`() {
    var it = editor(String(repeating: "x = (1)\n", count: 130_000))
    #expect(it.scan == nil)
    #expect(it.bracketMarks == [])
    press(&it, .enter, "y")
    #expect(it.text.hasSuffix("\n\ny"))
  }

  @Test func `tabs of a file stay where they are`() {
    let field = FieldView(editor: at("\tif x:|"), language: "python", glyphs: .utf8)
    #expect(field.lines[0].text.hasSuffix("\tif x:"))
    #expect(field.cursor?.x == 2 + 4 + 5)
  }
}
