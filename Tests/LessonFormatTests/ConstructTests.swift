import Testing

@testable import LessonFormat

/// Constructs within a line, each with unique words; `#` is replaced by a number.
private let inlines = [
  "plain#a plain#b", "*emph#a* **strong#b** ***both#c***", "~~struck#a~~", "`code#a  code#b`", "``tick#a ` tick#b``",
  "[link#a](http://target#b)", "[link#a](</target#b x#c> \"title#d\")", "[*link#a* `code#b`](target#c 'title#d')",
  "[full#a][def#b]\n\n[def#b]: http://target#c (title#d)", "[short#a]\n\n[short#a]: target#b", "[none#a][none#b]",
  "![image#a](target#b)", "![image#a](target#b \"title#c\")", "[![image#a](target#b)](target#c)",
  "<http://auto#a.example/x>", "<mail#a@example.org>", "see https://bare#a.example/y now#b", "www.bare#a.example/z",
  "soft#a\nsoft#b", "hard#a  \nhard#b", "hard#a\\\nhard#b", "break#a<br>break#b", "html#a <b>html#b</b> html#c",
  "html#a <span title=\"html#b\">html#c", "html#a <?php html#b ?> html#c", "html#a <!DOCTYPE html#b> html#c",
  "html#a <![CDATA[html#b]]> html#c", "before#a <!-- --> after#b", "before#a <!-- end --> after#b",
  "\\*escape#a\\* \\\\escape#b",
  "entity#a&amp;entity#b &copy;entity#c &nosuch#d; &#35;entity#e", "$math#a$ math#b", "$$math#a$$",
  "\\$price#a 5$ price#b",
  "[link#a]($math#b$) <http://a/$math#c$> `$math#d$`", "trailing#a \\", "foot#a[^b#b]", "a#a | b#b", "#a{#b}",
]

/// Constructs of whole blocks.
private let blocks = [
  "para#a\npara#b", "## heading#a", "### heading#a ###", "heading#a\nheading#b\n---", "###### heading#a *heading#b*",
  "***\npara#a", "    indented#a\n    indented#b", "```\ncode#a\n```", "```python\ncode#a = 1\n```\npara#b",
  "~~~ bash\ncode#a\n~~~",
  "```python title#a\ncode#b\n```", "```\nunclosed#a", "> quote#a\nlazy#b", "> quote#a\n>\n> > quote#b",
  "- item#a\n- item#b\n\n  item#c",
  "3. item#a\n4) item#b", "- [ ] task#a\n- [x] task#b", "- item#a\n  - item#b\n    1. item#c", "-\n  item#a",
  "- a#a\n\n\n- b#b",
  "| head#a | head#b |\n|---|:-:|\n| cell#c | cell#d |", "| head#a | head#b |\n|---|---|\n| cell#c |",
  "| head#a | head#b |\n|---|---|\n| cell#c | cell#d | excess#e |",
  "head#a | head#b\n--|--\ncell#c | cell#d | excess#e",
  "| head#a |\n|---|\n| cell#b \\| cell#c |", "| head#a | $x|y$ |\n|---|---|\n| $a|b$ | cell#b |",
  "| head#a |\n|---|\nlast#b",
  "<div>html#a</div>", "<div>\nhtml#a\n\npara#b", "<?php\nhtml#a\n?>\n\npara#b", "<!DOCTYPE html#a>",
  "<![CDATA[\nhtml#a\n]]>",
  "<pre>\nhtml#a\n\nhtml#b</pre>\npara#c", "<x-a>\nhtml#a", "</ins>\nhtml#a",
  "<!-- remark --> after#a", "<!-- remark\nremark --> after#a", "<!-- remark -->\nafter#a", "<!--> after#a -->",
  "<!---> after#a",
  "<!-- remark --> <!-- remark --> after#a", "<!-- remark --> <!-- end -->\n\nafter#a", "  <!-- remark -->*after#a*",
  "[unused#a]: target#b", "[Unused#a]: target#b 'title#c'\n\npara#d", "[used#a]: target#b\n\nsee [used#a]",
  "[not#a]: a definition#b",
  "$$\nmath#a\nmath#b\n$$", "> $$\n> math#a\n> math#b\n> $$", "1986\\. para#a", "\tcode#a", "-\titem#a\n\n\titem#b",
  "Term#a\n: definition#b", "{: .class#a}\npara#b", "::: note#a\npara#b\n:::", "{{ page.root#a }}",
  "%%timeit#a\npara#b",
  "> [!NOTE]\n> alert#a", "> [!NOTE] alert#a\n> alert#b", "> [!ODD]\n> alert#a", "> [!TIP]",
]

/// Every place where a block may be.
private let containers: [(name: String, wrap: @Sendable (String) -> String)] = [
  ("the page", { $0 }),
  ("a list", { "- first\n\n" + indented($0, by: "  ") }),
  ("a numbered list", { "7. first\n\n" + indented($0, by: "   ") }),
  ("a quote", { indented($0, by: "> ") }),
  ("a list in a quote", { indented("- first\n\n" + indented($0, by: "  "), by: "> ") }),
  ("a question", { "<!-- question {id: q, kind: text} -->\nWhat?\n\n\($0)\n\n<!-- end -->" }),
  ("a hint", { "<!-- question {id: q, kind: text} -->\nWhat?\n<!-- hint -->\n\($0)\n\n<!-- end -->" }),
  ("a solution", { "<!-- question {id: q, kind: code} -->\nWhat?\n<!-- solution -->\n\($0)\n\n<!-- end -->" }),
  ("notes", { "<!-- notes -->\n\($0)\n\n<!-- end -->" }),
]

private func indented(_ text: String, by prefix: String) -> String {
  text.split(separator: "\n", omittingEmptySubsequences: false).map { prefix + $0 }.joined(separator: "\n")
}

/// The words of a construct that have to be found again: letters, the number and a letter. The labels of definitions are
/// not for readers.
private func words(of construct: String, _ number: String) -> [String] {
  construct.split { !$0.isLetter && !$0.isNumber }.map(String.init).filter {
    $0.contains(number) && !$0.hasPrefix("def\(number)")
  }
}

/// The words of the source that are neither in the lesson nor in the line of a fault. If the lesson has errors, it is
/// enough that one of them is in a line of the construct.
private func lost(_ construct: String, in wrap: (String) -> String) -> [String] {
  let number = "777"
  let body = construct.replacing("#", with: number).replacing("\(number)\(number)", with: number)
  let (read, faults) = Lesson.check(bytes: Array(lesson(wrap(body)).utf8), file: "x.md")
  var shown = faults.map { "\($0.source)\n\($0.message)" }.joined(separator: "\n")
  if let read { dump(read.sections, to: &shown) }
  let lost = words(of: body, number).filter { !shown.contains($0) }
  let lines = body.split(separator: "\n")
  let isRefused = faults.errors.contains { fault in
    fault.message.contains("no end") || lines.contains { fault.source.hasSuffix($0) }
  }
  return isRefused ? [] : lost
}

@Suite struct ConstructTests {
  @Test func `every word of a construct of Markdown is on the page or in a fault, wherever it is`() {
    for container in containers {
      for construct in blocks + inlines {
        #expect(lost(construct, in: container.wrap) == [], "\(container.name): \(construct)")
      }
    }
  }

  @Test func `every word within a heading, a table, emphasis or a link is on the page or in a fault`() {
    let wraps: [@Sendable (String) -> String] = [
      { "## \($0)" }, { "| a |\n|---|\n| \($0) |" }, { "| \($0) | b |\n|---|---|\n| 1 | 2 |" },
      { "before *in \($0) out* after" },
      { "[in \($0) out](target)" }, { "- \($0)" }, { "# \($0) {#two}" },
    ]
    for wrap in wraps {
      for construct in inlines { #expect(lost(construct, in: wrap) == [], "\(wrap(construct))") }
    }
  }

  @Test(arguments: [
    ("<!-- TODO --> This matters.", "10:15"), ("<!-- a\nb --> This matters.", "11:7"),
    ("<!--> This matters. -->", "10:7"),
    ("- one\n\n  <!-- TODO --> This matters.", "12:17"), ("<!-- a --> <!-- b --> This matters.", "10:23"),
    ("<!-- a --> <!-- notes -->", "10:12"),
  ])
  func `text after a comment in the same line is reported at its place`(body: String, place: String) {
    #expect(
      faults(lesson(body)).map { "\($0.line):\($0.column) \($0.message)" } == [
        "\(place) Markdown treats the text after `-->` as HTML, so it isn't shown."
      ])
  }

  @Test func `two comments in a line, and comments within a line, are remarks`() {
    #expect(faults(lesson("<!-- a --> <!-- b -->\n\nOne <!-- two --> three.")) == [])
  }

  @Test func `a mark within a line of text is reported`() {
    #expect(
      faults(lesson("Text <!-- end --> here.")).map(\.message) == [
        "`<!-- end -->` has no effect within a line of text."
      ])
  }

  @Test func `a row with more cells than columns is reported, and bars in formulas and after a backslash are not`() {
    let table = "| a | b |\n|---|---|\n| $|x|$ | y \\| z |\n| 1 | 2 |"
    #expect(faults(lesson(table)) == [])
    #expect(
      faults(lesson(table + " 3 |")).map { "\($0.line) \($0.message)" } == [
        "13 This row has 3 cells, but its table has 2 columns."
      ])
  }

  @Test func `a definition that nothing refers to is a warning`() {
    func warnings(_ body: String) -> [String] {
      let (lesson, found) = Lesson.check(bytes: Array(lesson(body).utf8), file: "x.md")
      #expect(lesson != nil)
      return found.map { "\($0.line):\($0.column) \($0.severity) \($0.message)" }
    }
    #expect(
      warnings("Text.\n\n[Note]: careful") == [
        "12:1 warning This line defines the target of `[Note]`, which nothing refers to, so it isn't shown."
      ])
    #expect(warnings("See [it][Note].\n\n[note]: careful") == [])
    #expect(warnings("[Note]: be careful") == [])
    #expect(warnings("    [Note]: careful") == [])
  }

  @Test func `a warning says so, and the lesson can be opened`() throws {
    let text = lesson("```python title\nx\n```")
    let (_, found) = Lesson.check(bytes: Array(text.utf8), file: "x.md")
    #expect(found.map(\.description).first?.hasPrefix("x.md:10:1: warning: What follows `python`") == true)
    _ = try Lesson.parse(text, file: "x.md")
  }
}
