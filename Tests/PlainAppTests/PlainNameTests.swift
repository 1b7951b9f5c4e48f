import AnswerBook
import Testing

/// Who hands in, in lines.
struct PlainNameTests {
  private let question = "Who hands this in?"

  @Test func `who hands in is asked once, at the first hand-in`() {
    var desk = PlainDesk(isInteractive: true)
    #expect(desk.type("hand-in").contains(question))
    #expect(desk.workbook.prompt?.hasPrefix("your name") == true)
    let said = desk.type("Jane Doe, 4711")
    #expect(said.contains("You are Jane Doe (4711).") && said.contains("Name: Jane Doe (4711)"))
    let saved = desk.effects.contains {
      if case .save(let request) = $0 { request.book?.student == Student(name: "Jane Doe", id: "4711") } else { false }
    }
    #expect(saved)
    #expect(!desk.type("hand-in").contains(question))
  }

  @Test func `an empty line skips it, an id alone is enough, and a command is none`() {
    var desk = PlainDesk(isInteractive: true)
    let skipped = desk.type("hand-in", "")
    #expect(skipped.contains("Name: not given (optional)") && desk.type("hand-in").contains("Missing:"))
    var other = PlainDesk(isInteractive: true)
    #expect(other.type("hand-in", ", 4711").contains("Name: 4711"))
    var third = PlainDesk(isInteractive: true)
    third.type("hand-in", "quit")
    #expect(third.effects.last == .quit)
  }

  @Test func `nobody is asked whose record names them, who can't save, or whose lines come from a script`() {
    var book = AnswerBook()
    book.student = Student(name: "Jane Doe")
    for desk in [
      PlainDesk(book: book, isInteractive: true), PlainDesk(readOnly: "No.", isInteractive: true), PlainDesk(),
    ] {
      var desk = desk
      #expect(!desk.type("hand-in").contains(question))
    }
  }

  @Test func `what a teacher will be shown about the journal is said`() {
    var desk = PlainDesk()
    #expect(desk.type("hand-in").contains("Run a isn't in the journal."))
  }
}
