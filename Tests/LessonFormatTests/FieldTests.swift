import Testing

@testable import LessonFormat

@Suite struct FieldTests {
  private func question(_ kind: Question.Kind) -> Question { Question(id: "q", kind: kind, prompt: []) }

  @Test func `a reason comes after the field it belongs to`() {
    let check = Check(figure: .workers("first-map"), tolerance: 0)
    let choice = question(.choice(options: ["a", "b"], correct: [1], why: true))
    let number = question(.number(unit: "s", check: check, why: true))
    #expect(choice.fields.map(\.name) == [.choice, .text])
    #expect(number.fields.map(\.name) == [.number, .text])
    #expect(number.fields.map(\.isReason) == [false, true])
    #expect(choice.fields.first?.kind == .choice(options: ["a", "b"], correct: [1]))
    #expect(number.fields.first?.kind == .number(unit: "s", check: check))
  }

  @Test func `without a reason a choice and a number have one field`() {
    #expect(question(.choice(options: ["a", "b"], correct: [], why: false)).fields.map(\.name) == [.choice])
    #expect(question(.number(unit: nil, check: nil, why: false)).fields.map(\.name) == [.number])
  }

  @Test func `a text field knows its language, its file and its starter`() {
    let file = question(.file(name: "job.sb", language: "bash", starter: "#!/bin/bash\n"))
    #expect(file.field(.text)?.kind == .text(.init(language: "bash", fileName: "job.sb", starter: "#!/bin/bash\n")))
    #expect(question(.text).field(.text)?.kind == .text(.init()))
    #expect(question(.text).field(.number) == nil)
  }

  @Test func `a text field knows the variants of its starter, in every kind of code cell`() {
    for kind in [
      Question.Kind.code(language: "python", starter: "1\n"), .file(name: "a.py", language: "python", starter: "1\n"),
    ] {
      var cell = question(kind)
      cell.cell = CellSpec(file: "a.py", variants: [.init(without: ["numpy"], starter: "2\n")])
      #expect(cell.starters == ["1\n", "2\n"])
    }
  }

  @Test func `an external editor sees the language in the file's name`() {
    #expect(question(.text).editorFileName == "q.md")
    #expect(question(.code(language: "python", starter: "")).editorFileName == "q.py")
    #expect(question(.code(language: "bash", starter: "")).editorFileName == "q.sh")
    #expect(question(.code(language: "r", starter: "")).editorFileName == "q.txt")
    #expect(question(.file(name: "job.sb", language: "bash", starter: "")).editorFileName == "job.sb")
  }
}
