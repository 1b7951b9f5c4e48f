import Lessons
import Testing

@testable import LessonFormat

/// `line:column message` of every warning of a lesson without errors.
private func warnings(_ body: String, files: [String] = []) -> [String] {
  let (read, found) = Lesson.check(bytes: Array(lesson(body).utf8), file: "x.md") { files.contains($0) }
  #expect(read != nil)
  #expect(found.errors.isEmpty)
  return found.map { "\($0.line):\($0.column) \($0.message)" }
}

@Suite struct WarningTests {
  @Test func `the built-in lesson has neither errors nor warnings`() {
    #expect(Lesson.check(bytes: Array(BuiltInLesson.sharingWork.utf8), file: "x.md").diagnostics == [])
  }

  @Test(arguments: [
    ("Text.\n{: .challenge}", "11:1", "an attribute of kramdown"), ("See {{ page.root }} now.", "10:5", "a template"),
    ("::: note\nText.\n:::", "10:1", "a block of Pandoc"), ("- How?\n:::", "11:1", "a block of Pandoc"),
    ("%%timeit\nx", "10:1", "a command of a notebook"), ("!!! note", "10:1", "a note of MkDocs"),
    (".. note:: x", "10:1", "a directive of reStructuredText"), ("Text[^1].", "10:5", "a footnote"),
    ("Term\n: definition", "11:1", "a definition list"), ("## Two {: .x}", "10:8", "an attribute of kramdown"),
    ("$$\na\n\nb\n$$", "10:1", "a formula that isn't closed"), ("A [link][nowhere].", "10:8", "a link to a target"),
    ("#Two {#two}", "10:1", "a heading"), ("```{note}\nText.\n```", "10:1", "a directive of another system"),
    ("```python\n%%timeit\nf()\n```", "10:1", "a command of a notebook"),
  ])
  func `markup of other systems is a warning`(body: String, place: String, what: String) {
    let found = warnings(body)
    #expect(found.first?.hasPrefix("\(place) This looks like \(what)") == true, "\(found)")
  }

  @Test(arguments: [
    "The code `{{ x }}` and `:::` is fine.", "```text\n::: x\n{{ y }}\n```", "A set {1, 2} costs 5 %% or so.",
    "Wait ... and see: this.",
    "a: b", "[link](https://a.example/{{x}})", "Take `a[i][j]` of it.", "```markdown\n# Two {#two}\n<!-- end -->\n```",
  ])
  func `what only resembles it is none`(body: String) { #expect(warnings(body) == []) }

  @Test func `links to nothing are warnings`() {
    let body = """
      [a](#one) [b](#nowhere) [c](notes.md) [d](missing%20file.md#x) ![e](fig/a.png) [f]() <https://a.example>
      [g](mailto:a@b.c) [h](#two-words) [i](www.a.example)

      ## Two words
      """
    #expect(
      warnings(body, files: ["notes.md"]) == [
        "10:15 There is no section `nowhere` to link to.",
        "10:43 There is no file `missing file.md` beside the lesson.",
        "10:69 There is no file `fig/a.png` beside the lesson.", "10:82 This link has no target.",
        "11:39 There is no file `www.a.example` beside the lesson.",
      ])
  }

  @Test func `a fence that takes a section or never ends is a warning`() {
    #expect(
      warnings("```python\nx\n\n# Two {#two}\n\nText.\n") == [
        "10:1 This fence takes line 13 as code, which looks like a part of the page: `# Two {#two}`."
      ])
    #expect(
      warnings("~~~\nx\n<!-- hint -->\n~~~") == [
        "10:1 This fence takes line 12 as code, which looks like a part of the page: `<!-- hint -->`."
      ])
    #expect(warnings("```python\nx") == ["10:1 This fence is never closed, so everything below it is code."])
    #expect(warnings("- a\n\n  ```python\n  x\n  ```\n> ~~~\n> x\n> ~~~\n\n    indented") == [])
  }

  @Test func `of very many faults, errors come first, and the rest is counted`() {
    let body = String(repeating: "Text[^1].\n\n", count: 300) + "<!-- hnit -->"
    let text = LessonErrors(Lesson.check(bytes: Array(lesson(body).utf8), file: "x.md").diagnostics).description
    #expect(text.contains("has no meaning"))
    #expect(text.hasSuffix("\n\nand 101 more: fix these and check again to see them."))
  }

  @Test func `links aren't looked up if nobody knows the files`() {
    #expect(Lesson.check(bytes: Array(lesson("[a](b.md)").utf8), file: "x.md").diagnostics == [])
  }
}
