import Testing

@testable import LessonFormat

/// Optional sections, and the attributes of a heading.
@Suite struct OptionalSectionTests {
  private func told(_ body: String) -> [String] {
    faults(lesson(body)).map { "\($0.line):\($0.column) \($0.message) = \($0.fix)" }
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
    ("# Two {#two .optinal}", "10:13 `.optinal` is not an attribute of a section. = Write `.optional`."),
    ("# Two {#two optional}", "10:13 `optional` is not an attribute of a section. = Write `.optional`."),
    (
      "# Two {#two #three}",
      "10:13 `#three` is not an attribute of a section. = The attribute must be `.optional` or `.figures`."
    ),
    ("# Two {.optional}", "10:1 This section has no id. = Write `# Two {#two}`."),
    (
      "## Below {.optional}",
      "10:10 Only a section's heading can have attributes. = Remove the braces, or make it a section with one `#`."
    ),
    (
      "## Below {#below .optional}",
      "10:10 Only a section's heading can have an id. = Remove `{#below}`, or make it a section with one `#`."
    ),
  ])
  func `an unknown word in the braces is reported with its fix`(heading: String, fault: String) {
    #expect(told(heading + "\n\nWords.") == [fault])
  }

  @Test func `a heading says that its section ends with the student's figures`() throws {
    let lesson = try Lesson.parse(lesson("# Closing {#closing .figures}"), file: "small.md")
    #expect(lesson.sections.map(\.showsFigures) == [false, true])
  }

  @Test func `braces that begin with neither an id nor a class are part of the title`() throws {
    let parsed = try Lesson.parse(lesson("## A set {1, 2}\n\nWords."), file: "small.md")
    #expect(parsed.sections[0].parts.first == .prose(.heading(level: 2, [.text("A set {1, 2}")])))
  }
}
