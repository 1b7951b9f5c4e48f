import AnswerBook
import Canvas
import Exports
import HandIns
import LessonFormat
import Testing

@testable import WorkbookApp

/// Grading by keys: one question over all students.
@Suite struct GradeTests {
  /// Three students, of whom two have answered the third question.
  private func screen(
    _ size: Size = Size(width: 80, height: 24), at question: String = "shares", grades: Grades = Grades()
  ) -> GradeScreen {
    let lesson = Desk.lesson
    let rows = ["Ann", "Bob", "Cem"].enumerated().map { index, name in
      var book = AnswerBook()
      if index < 2 { book.answers["shares"] = Answer(text: "3, 3, 2, \(index + 2) \u{1b}[2J") }
      var row = CollectedRow(person: Person(id: "s\(index)", name: name), state: .handedIn)
      row.attempt = CollectedRow.Attempt(
        path: "in/\(name)", layout: .plain, isLate: index == 1, report: Report(book, of: lesson, files: nil), version: 2
      )
      return row
    }
    let collection = Collection(lesson, rows: rows)
    let index = lesson.questions.firstIndex { $0.id == question }
    var screen = GradeScreen(collection, grades, glyphs: .utf8, question: index)
    _ = screen.update(.resized(size))
    return screen
  }

  private let ann = GradedStudent(Person(id: "s0", name: "Ann"))

  private func press(_ screen: inout GradeScreen, _ keys: Key...) -> [GradeScreen.Effect] {
    screen.update(.keys(keys))
  }

  private func text(_ screen: GradeScreen) -> String { screen.view(size: screen.size).text }

  @Test func `the answer and the rubric stand side by side, with what controls a terminal made visible`() {
    let shown = text(screen())
    #expect(shown.contains("Question 3, shares, 2 points") && shown.contains("0 of 3 graded"))
    #expect(shown.contains("Ann (s0)") && shown.contains("1/3"))
    #expect(shown.contains("3, 3, 2, 2 ␛[2J") && shown.contains("Rubric"))
  }

  @Test func `a digit gives points at once, and they are written down`() {
    var screen = screen()
    let effects = press(&screen, "2")
    guard case .write(let change, let undo)? = effects.first else { return #expect(Bool(false)) }
    #expect(change.student == ann && change.question == "shares" && change.points == .given(2))
    #expect(change.answer != nil && undo.points == .taken)
    #expect(text(screen).contains("2 of 2") && text(screen).contains("1 of 3 graded"))
    #expect(press(&screen, "2") == [])
  }

  @Test func `more points than the question is worth are refused, and the old ones stay`() {
    var screen = screen()
    _ = press(&screen, "1")
    #expect(press(&screen, "9") == [])
    #expect(text(screen).contains("This question is worth 2 points.") && screen.grades[ann, "shares"].points == 1)
  }

  @Test func `a fraction is typed after a point, and ends with the next key`() {
    var screen = screen()
    _ = press(&screen, "1", ".", "5")
    #expect(text(screen).contains("1.5_ of 2"))
    let effects = press(&screen, "j")
    #expect(effects.count == 1 && screen.student == 1)
    #expect(screen.grades[ann, "shares"].points == 1.5)
  }

  @Test func `points are taken back, and students without points are found`() {
    var screen = screen()
    _ = press(&screen, "2", "j", "j", "1", "u")
    #expect(screen.student == 1)
    _ = press(&screen, "1", "u")
    #expect(text(screen).contains("Everybody has points for this question."))
    #expect(press(&screen, "x").count == 1)
    #expect(screen.grades[screen.key, "shares"].points == nil)
    #expect(press(&screen, "x") == [])
  }

  @Test func `a comment is written, kept, and used again for the next student`() {
    var screen = screen()
    _ = press(&screen, "c")
    #expect(screen.update(.keys([.burst("Say why it is so.")])) == [])
    #expect(press(&screen, .enter).count == 1)
    _ = press(&screen, "j", "r")
    #expect(screen.grades[screen.key, "shares"].comment == "Say why it is so.")
    _ = press(&screen, "j", "c", .down)
    #expect(text(screen).contains("Say why it is so."))
    _ = press(&screen, .escape)
    #expect(screen.grades[screen.key, "shares"].comment == "")
  }

  @Test func `what is being written when the program ends is kept`() {
    var screen = screen()
    _ = press(&screen, "c")
    _ = screen.update(.keys([.burst("Half a sentence")]))
    #expect(screen.update(.leaving).count == 1)
  }

  @Test func `it opens at the first student without points, and says where the ends are`() {
    var screen = screen(at: "container")
    #expect(screen.student == 0)
    _ = press(&screen, "k")
    #expect(text(screen).contains("This is the first student."))
    _ = press(&screen, "p")
    #expect(text(screen).contains("This is the first question."))
    _ = press(&screen, "n", "n")
    #expect(screen.asked.id == "shares" && screen.student == 0)
  }

  @Test func `keys that do nothing say so, and all others are in the help`() {
    var screen = screen()
    _ = press(&screen, "Z")
    #expect(text(screen).contains("Z does nothing here"))
    _ = press(&screen, "?")
    #expect(text(screen).contains("take the points back") && text(screen).contains("the next, the previous student"))
    #expect(press(&screen, "q") == [])
    #expect(press(&screen, "q") == [.quit])
  }

  @Test(arguments: [Size(width: 60, height: 20), Size(width: 80, height: 24), Size(width: 140, height: 45)])
  func `an answer is graded on every screen`(size: Size) throws {
    var screen = screen(size)
    _ = press(&screen, "2", "c")
    _ = screen.update(.keys([.burst("Good.")]))
    _ = press(&screen, .enter)
    try expectSnapshot(screen.view(size: size), "grading-\(size.width)x\(size.height)")
  }

  @Test func `what couldn't be written is said, and taken back`() {
    var screen = screen()
    _ = press(&screen, "1")
    guard case .write(_, let undo)? = press(&screen, "2").first else { return #expect(Bool(false)) }
    _ = screen.update(.failed("The disk is full.", undo: undo))
    #expect(text(screen).contains("The disk is full.") && screen.grades[ann, "shares"].points == 1)
  }

  @Test func `the next student without points is another one, unless there is no other`() {
    var screen = screen()
    _ = press(&screen, "u")
    #expect(screen.student == 1)
    _ = press(&screen, "1", "u", "1", "u")
    #expect(screen.student == 0)
    _ = press(&screen, "u")
    #expect(text(screen).contains("This is the only student without points"))
  }

  @Test func `text that arrives at once is never taken for points, and a line end ends a comment`() {
    var screen = screen()
    #expect(screen.update(.keys([.burst("1j2j1j2j1j2")])) == [])
    #expect(text(screen).contains("Text came faster than anyone types"))
    _ = press(&screen, "c")
    #expect(screen.update(.keys([.burst("Good answer.\n")])).count == 1)
    #expect(screen.comment == nil && screen.grades[ann, "shares"].comment == "Good answer.")
  }

  @Test func `points that are being typed when the program ends are given`() {
    var screen = screen()
    _ = press(&screen, "1", ".", "5")
    #expect(screen.update(.leaving).count == 1)
    #expect(screen.grades[ann, "shares"].points == 1.5)
  }

  @Test func `an answer that has changed since it was graded counts as not graded, and says so`() {
    var old = Grades()
    old.apply(GradeChange(ann, "shares", points: .given(2), answer: "another"))
    var screen = screen(grades: old)
    #expect(screen.student == 0 && text(screen).contains("The answer has changed since these points"))
    #expect(text(screen).contains("0 of 3 graded"))
    #expect(press(&screen, "2").count == 1)
    #expect(text(screen).contains("1 of 3 graded"))
  }
}
