import Testing

@testable import LessonFormat

/// The check of a number question with these keys.
private func check(_ keys: String) throws -> Check? {
  let text = lesson("<!-- question {id: q, kind: number, \(keys)} -->\nHow many?\n<!-- end -->")
  guard case .number(_, let check, _)? = try Lesson.parse(text, file: "x.md").questions.first?.kind else { return nil }
  return check
}

@Suite struct ExtraKeyTests {
  @Test(arguments: ["NOTE", "Tip", "important", "WARNING", "CAUTION"])
  func `an alert of GitHub is a quote that begins with its name`(kind: String) throws {
    let name = kind.prefix(1).uppercased() + kind.dropFirst().lowercased()
    #expect(
      try prose("> [!\(kind)]\n> Text *here*.\n>\n> More.") == [
        .quote([
          .paragraph([
            .strong([.text(name)]), .lineBreak, .text("Text "), .emphasis([.text("here")]), .text("."),
          ]), .paragraph([.text("More.")]),
        ])
      ])
    #expect(
      try prose("> [!\(kind)]\n>\n> - a") == [
        .quote([
          .paragraph([.strong([.text(name)])]), .list(start: nil, tight: true, items: [[.paragraph([.text("a")])]]),
        ])
      ])
  }

  @Test(arguments: ["> [!NOTICE]\n> Text.", "> [!NOTE] Text."])
  func `an alert that GitHub doesn't know is a quote and a warning`(text: String) throws {
    let (read, found) = Lesson.check(bytes: Array(lesson(text).utf8), file: "x.md")
    #expect(read != nil)
    #expect(found.map(\.severity) == [.warning])
    #expect(found.first?.line == 10)
  }

  @Test func `a number can have right values of its own`() throws {
    #expect(try check("correct: 4") == Check(figure: .constants([4]), tolerance: 0))
    #expect(try check("correct: 2.21, tolerance: 2 %") == Check(figure: .constants([2.21]), tolerance: 0.02))
    #expect(try check("correct: [1e8, 100_000]") == Check(figure: .constants([1e8, 100_000]), tolerance: 0))
    let rounded = try #require(try check("correct: 2.21")?.tolerance)
    #expect(abs(rounded * 2.21 - 0.005) < 1e-9)
  }

  @Test(arguments: [
    ("correct: four", "10:46 `four` is not a number."),
    ("correct: 4, check: e.workers", "10:37 A number has either `check` or `correct`."),
    ("correct: []", "10:46 `correct` needs a number."), ("correct: .inf", "10:46 `.inf` is not a number."),
  ])
  func `a right value that is none is reported`(keys: String, expected: String) {
    let text = lesson(
      "<!-- question {id: q, kind: number, \(keys)} -->\nHow many?\n<!-- end -->\n\n```experiment\n{id: e, task: primes}\n```"
    )
    #expect(faults(text).map { "\($0.line):\($0.column) \($0.message)" } == [expected])
  }

  @Test func `a question can have a title`() throws {
    let text = lesson("<!-- question {id: q, kind: text, title: Chunking the data} -->\nHow?\n<!-- end -->")
    #expect(try Lesson.parse(text, file: "x.md").questions.map(\.title) == ["Chunking the data"])
  }

  @Test func `the front matter's credits, objectives and key points are on the pages`() throws {
    let text = """
      ---
      format: 1
      id: x
      version: 1
      title: X
      authors: [Ada, Ben, Cleo]
      license: CC-BY-4.0
      source: https://a.example/x
      language: en
      objectives: [Share work, Measure it]
      keypoints: [Measure first]
      x-course: [anything, {at: all}]
      ---

      # One {#one}

      Text.

      # Two {#two}
      """
    let lesson = try Lesson.parse(text, file: "x.md")
    #expect(lesson.credits == "By Ada, Ben and Cleo. Source: https://a.example/x. License: CC-BY-4.0.")
    let item = { (words: String) in [Block.paragraph([.text(words)])] }
    #expect(
      lesson.sections[0].parts == [
        .prose(.paragraph([.strong([.text("What you will learn")])])),
        .prose(.list(start: nil, tight: true, items: [item("Share work"), item("Measure it")])),
        .prose(.paragraph([.text("Text.")])),
        .prose(.paragraph([.text("By Ada, Ben and Cleo. Source: https://a.example/x. License: CC-BY-4.0.")])),
      ])
    #expect(
      lesson.sections[1].parts == [
        .prose(.paragraph([.strong([.text("Key points")])])),
        .prose(.list(start: nil, tight: true, items: [item("Measure first")])),
      ])
  }
}
