import Testing

extension EndToEnd {
  /// `poolbook lesson check`: what it prints, and when it fails.
  @Suite struct LessonChecks {
    private let workplace: Workplace

    init() throws { workplace = try Workplace() }

    private func lesson(_ body: String) -> String {
      "---\nformat: 1\nid: x\nversion: 1\ntitle: X\n---\n\n# One {#one}\n\n\(body)\n"
    }

    @Test func `warnings are printed, but only errors make it fail`() throws {
      try workplace.write(lesson("[a](there.md) [b](missing.md)"), to: "warned.md")
      try workplace.write("", to: "there.md")
      let warned = try workplace.run("lesson", "check", "warned.md")
      #expect(warned.code == 0)
      #expect(warned.output.hasPrefix("warned.md:10:19: warning: There is no file `missing.md` beside the lesson.\n"))
      #expect(warned.output.hasSuffix("\n1 warning in warned.md: x  X: 1 section, 0 experiments, 0 questions\n"))
      try workplace.write(lesson("::: note\n\n<!-- a --> Lost."), to: "wrong.md")
      let wrong = try workplace.run("lesson", "check", "wrong.md", "warned.md")
      #expect(wrong.code == 1)
      #expect(wrong.output.contains("wrong.md:10:1: warning: This looks like"))
      #expect(wrong.output.contains("wrong.md:12:12: Markdown treats the text after `-->` as HTML"))
      #expect(wrong.errors.contains("1 error in 1 of 2 files"))
    }

    @Test func `the built-in lesson has neither errors nor warnings`() throws {
      let checked = try workplace.run("lesson", "check", "sharing-work")
      #expect(checked.code == 0)
      #expect(!checked.output.contains("warning"))
    }
  }
}
