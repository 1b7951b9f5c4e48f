import Testing

@testable import LessonFormat

/// Sections that may be left out, and what may stand in a heading's braces.
@Suite struct OptionalSectionTests {
  private func told(_ body: String) -> [String] {
    faults(lesson(body)).map { "\($0.line):\($0.column) \($0.message) = \($0.mend)" }
  }

  @Test(arguments: ["{#two .optional}", "{.optional #two}", "{ #two  .optional }", "{#two .optional .optional}"])
  func `a heading says that its section is optional`(braces: String) throws {
    let text = lesson(
      "<!-- question {id: a, kind: text} -->\nA?\n<!-- end -->\n\n# Two \(braces)\n\n"
        + "<!-- question {id: b, kind: text} -->\nB?\n<!-- end -->")
    let lesson = try Lesson.parse(text, file: "small.md")
    #expect(lesson.sections.map(\.id) == ["one", "two"])
    #expect(lesson.sections.map(\.title) == ["One", "Two"])
    #expect(lesson.sections.map(\.isOptional) == [false, true])
    #expect(lesson.questions.map(\.id) == ["a", "b"])
    #expect(lesson.requiredQuestions.map(\.id) == ["a"])
    #expect(lesson.optionalQuestions.map(\.id) == ["b"])
  }

  @Test(arguments: [
    ("# Two {#two .optinal}", "10:13 `.optinal` says nothing of a section. = Write `.optional`."),
    ("# Two {#two optional}", "10:13 `optional` says nothing of a section. = Write `.optional`."),
    ("# Two {#two #three}", "10:13 `#three` says nothing of a section. = The attribute is one of `.optional`."),
    ("# Two {.optional}", "10:1 This section has no id. = Write `# Two {#two}`."),
    (
      "## Below {.optional}",
      "10:10 Only a section's heading has attributes. = Leave the braces out, or make it a section with one `#`."
    ),
    (
      "## Below {#below .optional}",
      "10:10 Only a section's heading has an id. = Leave `{#below}` out, or make it a section with one `#`."
    ),
  ])
  func `a word in the braces that means nothing is told with its mend`(heading: String, fault: String) {
    #expect(told(heading + "\n\nWords.") == [fault])
  }

  @Test func `braces that begin with neither an id nor a class are part of the title`() throws {
    let parsed = try Lesson.parse(lesson("## A set {1, 2}\n\nWords."), file: "small.md")
    #expect(parsed.sections[0].parts.first == .prose(.heading(level: 2, [.text("A set {1, 2}")])))
  }
}
