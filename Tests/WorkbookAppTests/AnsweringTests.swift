import AnswerBook
import Canvas
import Session
import Testing

@testable import WorkbookApp

@Suite struct AnsweringTests {
  @Test func `a text is written, saved and changed`() {
    var desk = Desk(at: "shares")
    desk.press(.enter)
    desk.type("Two took three,\ntwo took two.")
    #expect(desk.model.book.answers["shares"]?.text == "Two took three,\ntwo took two.")
    #expect(desk.model.session.revision > 0)
    desk.press(.escape)
    guard case .save(let request)? = desk.effects.last else { return #expect(Bool(false)) }
    #expect(request.book?.answers["shares"]?.text == "Two took three,\ntwo took two.")
    #expect(desk.screen.contains("two took two."))
    desk.press(.enter, .end, .backspace)
    #expect(desk.model.book.answers["shares"]?.text == "Two took three,\ntwo took two")
  }

  @Test func `every edit changes the revision, and nothing else does`() {
    var desk = Desk(at: "shares")
    desk.press(.enter)
    let before = desk.model.session.revision
    desk.press(.left, .right, .home, .end)
    #expect(desk.model.session.revision == before)
    desk.type("ab")
    #expect(desk.model.session.revision == before + 2)
  }

  @Test func `an option is chosen with arrows or digits, then the reason is asked for`() {
    var desk = Desk(at: "container")
    desk.press(.enter, .character("2"))
    #expect(desk.model.book.answers["container"]?.choice == 1)
    desk.press(.up)
    #expect(desk.model.book.answers["container"]?.choice == 0)
    desk.press(.enter)
    desk.type("It prints with brackets.")
    desk.press(.escape)
    #expect(desk.model.book.answers["container"]?.text == "It prints with brackets.")
    #expect(desk.screen.contains("+ Right."))
  }

  @Test func `the verdict appears when the field is closed`() {
    var desk = Desk(at: "first-map", height: 45)
    desk.press(.character("r"))
    desk.go(to: "distinct")
    desk.press(.enter)
    desk.type("3")
    #expect(!desk.screen.contains("That differs"))
    desk.press(.enter, .escape)
    #expect(desk.screen.contains("! That differs from your last run: first-map used 4 workers"))
  }

  @Test func `program text opens with the starter, which doesn't count as an answer`() throws {
    var desk = Desk(at: "as-function", height: 45)
    let question = try #require(desk.model.currentQuestion)
    desk.press(.enter, .escape)
    #expect(!desk.model.book.isAnswered(question))
    #expect(desk.screen.contains("Starter text"))
    desk.press(.enter, .character("#"), .escape)
    #expect(desk.model.book.isAnswered(question))
  }

  @Test func `hints come one by one and are counted`() throws {
    var desk = Desk(at: "distinct")
    let hints = try #require(desk.model.currentQuestion).hints
    for taken in 1...max(1, hints.count) {
      desk.press(.character("h"))
      #expect(desk.model.book.answers["distinct"]?.hintsShown == min(taken, hints.count))
    }
    desk.press(.character("h"))
    #expect(desk.model.book.answers["distinct"]?.hintsShown == hints.count)
  }

  @Test func `the solution opens only after an answer`() {
    var desk = Desk(at: "distinct", height: 45)
    desk.press(.character("s"))
    #expect(desk.sentence.contains("once you have answered the question"))
    desk.press(.enter)
    desk.type("4")
    desk.press(.escape, .character("s"))
    #expect(desk.model.book.answers["distinct"]?.solutionSeen == true)
    #expect(desk.screen.contains("One solution"))
  }

  @Test func `the student's own editor gets the text and gives it back`() {
    var desk = Desk(at: "shares")
    desk.press(.enter)
    desk.type("first")
    desk.press(.control("e"))
    #expect(desk.effects.last == .openEditor(question: "shares", text: "first", fileName: "shares.md"))
    desk.send(.edited(question: "shares", text: "first\nsecond\n"))
    #expect(desk.model.book.answers["shares"]?.text == "first\nsecond")
    desk.type("!")
    #expect(desk.model.book.answers["shares"]?.text == "first\nsecond!")
  }

  @Test func `what is typed before the editor has opened is neither an answer nor a command`() {
    var desk = Desk(at: "shares")
    desk.send(.keys([.control("e"), .character("n"), .character("r")]))
    #expect(desk.effects == [.openEditor(question: "shares", text: "", fileName: "shares.md")])
    #expect(desk.sentence.contains("was dropped"))
    desk.press(.enter)
    desk.send(.keys([.character("a"), .control("e"), .character("b"), .enter]))
    #expect(desk.model.book.answers["shares"]?.text == "a")
    desk.press(.escape)
    let place = desk.model.place
    desk.send(.keys([.control("z"), .character("n")]))
    #expect(desk.effects.last == .suspend)
    #expect(desk.model.place == place)
  }

  @Test func `a file comes back from the editor byte for byte`() {
    var desk = Desk(at: "script")
    desk.send(.edited(question: "script", text: "#!/bin/bash\n#SBATCH --ntasks=4\n"))
    #expect(desk.model.book.answers["script"]?.text == "#!/bin/bash\n#SBATCH --ntasks=4\n")
  }

  @Test func `a key in a long line changes the line in its place`() {
    var desk = Desk(at: "shares")
    desk.press(.enter, .paste(String(repeating: "word ", count: 20_000)))
    // The first key after a paste may need more room.
    desk.press(.character("x"))
    func place(_ desk: Desk) -> UnsafePointer<Character>? {
      desk.model.editing?.editor.content.lines.first?.withUnsafeBufferPointer { $0.baseAddress }
    }
    let before = place(desk)
    desk.press(.backspace, .character("y"), .enter, .backspace)
    #expect(before != nil && place(desk) == before)
  }

  @Test func `a pasted text is one edit`() {
    var desk = Desk(at: "shares")
    desk.press(.enter, .paste("one\ntwo\u{1B}[31m"))
    #expect(desk.model.book.answers["shares"]?.text == "one\ntwo\u{1B}[31m")
    #expect(!desk.screen.contains("\u{1B}"))
  }

  @Test func `a long answer scrolls with its cursor`() throws {
    var desk = Desk(at: "shares", width: 60, height: 20)
    desk.press(.enter)
    for line in 0..<60 { desk.type("line \(line)\n") }
    let cursor = try #require(desk.canvas.cursor)
    #expect((2..<18).contains(cursor.y))
    #expect(desk.screen.contains("line 59"))
    for _ in 0..<60 { desk.press(.up) }
    #expect(desk.screen.contains("line 0"))
  }

  @Test func `the prediction is shown beside the comparison`() {
    var desk = Desk(at: "predict", height: 45)
    desk.press(.enter)
    desk.type("Four fives.")
    desk.press(.escape)
    desk.go(to: "compare")
    #expect(desk.screen.contains("Four fives."))
  }

  @Test func `a folder that somebody else uses can be read, but answers can't be written`() {
    var desk = Desk(at: "distinct", readOnly: "Pid 12 on n2 has this folder since 11:02.")
    #expect(desk.screen.contains("read only"))
    #expect(desk.sentence.contains("Pid 12 on n2"))
    desk.press(.escape)
    #expect(!desk.sentence.contains("Pid 12 on n2"))
    desk.press(.enter)
    #expect(desk.sentence.contains("Pid 12 on n2"))
    desk.go(to: "first-map")
    desk.press(.character("r"))
    #expect(desk.model.book.runs["first-map"]?.count == 1)
    #expect(desk.model.session.revision == 0)
    #expect(!desk.effects.contains { if case .save = $0 { true } else { false } })
  }

  @Test func `a failed save is reported until one succeeds`() {
    var desk = Desk(at: "shares")
    desk.saveFailure = "The disk is full; make room and type on."
    desk.press(.enter)
    desk.type("x")
    desk.press(.escape)
    #expect(desk.sentence.contains("The disk is full"))
    #expect(desk.canvas.rows[0].contains("not saved"))
    desk.press(.escape)
    #expect(!desk.sentence.contains("The disk is full"))
    #expect(desk.canvas.rows[0].contains("not saved"))
    desk.saveFailure = nil
    desk.wait(seconds: 4)
    #expect(!desk.sentence.contains("The disk is full"))
    #expect(desk.canvas.rows[0].hasSuffix("· saved"))
  }

  @Test func `q with something unsaved warns of the loss, says where a copy is, and leaves the next time`() {
    var desk = Desk(at: "shares")
    desk.saveFailure = "The disk is full."
    desk.press(.enter)
    desk.type("x")
    desk.press(.escape)
    desk.press(.character("q"))
    #expect(desk.effects.last == .quit)
    desk.send(.unsavedAtQuit(rescueCopy: "/tmp/copy"))
    #expect(desk.model.sentence?.hasSuffix("A copy is in /tmp/copy. Press q again to leave.") == true)
    #expect(desk.model.session.saving.mayLeave)
  }

  @Test func `an edit in another program is shown in the open field, and typing goes on where it was`() throws {
    var desk = Desk(at: "shares")
    desk.press(.enter)
    desk.type("mine")
    let both = "mine\n\n\(Answer.versionMark)\n\ntheirs"
    desk.wait(seconds: 0.5)
    let requests = desk.effects.compactMap { if case .save(let request) = $0 { request } else { nil } }
    var outcome = SaveOutcome(of: try #require(requests.last))
    outcome.edits = [
      OutsideEdit(question: "shares", before: Answer(text: "mine"), after: Answer(text: both))
    ]
    desk.type(" and")
    desk.send(.saved(outcome))
    desk.type(" more")
    let text = desk.model.book.answers["shares"]?.text
    #expect(text == "mine and more\n\n\(Answer.versionMark)\n\ntheirs")
    #expect(desk.model.saving.isRecordUnsaved)
  }

  @Test func `newer answers in the journal are offered, and u uses them`() {
    var book = AnswerBook(answers: ["shares": Answer(text: "old")])
    book.newerAnswers = ["shares": Answer(text: "new")]
    var desk = Desk(book: book, at: "shares")
    #expect(
      desk.model.sentence
        == "The journal has a newer answer than answers.md: question 3, shares. Press u to use it, esc to leave it.")
    var other = desk
    desk.press(.character("u"))
    #expect(desk.model.book.answers["shares"]?.text == "new")
    #expect(desk.model.session.newerAnswersNotice == nil)
    #expect(desk.effects.contains { if case .save = $0 { true } else { false } })
    other.press(.escape)
    #expect(other.model.book.answers["shares"]?.text == "old")
    #expect(other.model.session.newerAnswersNotice == nil)
  }

  @Test func `what is typed is saved at the first pause`() {
    var desk = Desk(at: "shares")
    desk.press(.enter)
    desk.type("x")
    #expect(desk.canvas.rows[0].hasSuffix("saving"))
    #expect(desk.model.nextTick != nil)
    desk.wait(seconds: 0.5)
    #expect(desk.canvas.rows[0].hasSuffix("· saved"))
    #expect(desk.model.nextTick == nil)
  }

  @Test func `saving in the middle of a word doesn't divide what undo takes back`() {
    var desk = Desk(at: "shares")
    desk.press(.enter)
    desk.type("wo")
    desk.wait(seconds: 0.5)
    desk.type("rd")
    desk.press(.control("_"))
    #expect(desk.model.book.answers["shares"]?.text == "")
  }
}
