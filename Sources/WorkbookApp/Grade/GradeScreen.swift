package import Canvas
internal import Exports
package import HandIns
internal import LessonFormat

/// One question of a lesson over all students: the answer, the rubric beside it, points and a comment.
package struct GradeScreen: Sendable {
  /// Everything that can happen to it.
  package enum Message: Sendable {
    /// Keys or pasted text that arrived together.
    case keys([Key])
    /// The terminal has this size.
    case resized(Size)
    /// Nanoseconds of the monotonic clock, and seconds since 1970.
    case tick(nanoseconds: UInt64, wallClock: Double)
    /// A change couldn't be written, and is to be undone; the sentence says why.
    case failed(String, undo: GradeChange)
    /// The program is about to end.
    case leaving
  }

  /// What it wants done outside of itself.
  package enum Effect: Sendable, Equatable {
    /// Write a change down. The other change undoes it.
    case write(GradeChange, undo: GradeChange)
    /// Give the terminal to the shell.
    case suspend
    /// Send the whole screen again.
    case redraw
    /// End the program.
    case quit
  }

  let lesson: Lesson
  /// The students with a hand-in.
  let rows: [CollectedRow]
  let glyphs: Glyphs
  /// The points and the comments so far.
  package private(set) var grades: Grades

  /// The question and the student that are shown, counted from 0.
  package internal(set) var question: Int
  package internal(set) var student = 0
  /// Points that are being typed.
  var entry: String?
  /// A comment that is being written.
  var comment: TextEditor?
  /// The earlier comment that was taken last.
  var reused: String?
  var scroll = 0
  var showsHelp = false
  var remark: String?
  var size = Size(width: 80, height: 24)

  /// Opens the hand-ins of a class at the first answer without points.
  ///
  /// - Parameter question: The index of the question; `nil` for the first one that isn't wholly graded.
  package init(_ collection: HandIns.Collection, _ grades: Grades, glyphs: Glyphs, question: Int? = nil) {
    lesson = collection.lesson
    rows = collection.handedIn
    (self.grades, self.glyphs) = (grades, glyphs)
    self.question = 0
    let questions = lesson.questions.indices
    self.question = question ?? questions.first { nextUngraded(from: 0, of: $0) != nil } ?? 0
    student = nextUngraded(from: 0, of: self.question) ?? 0
  }

  /// Whether something moves by itself.
  package var wantsTicks: Bool { false }
  /// When something changes although nothing moves.
  package var nextTick: UInt64? { nil }
  /// Whether every key counts, because points and comments are typed.
  package var countsEveryKey: Bool { true }

  var asked: Question { lesson.questions[question] }
  var row: CollectedRow { rows[student] }
  var key: GradedStudent { GradedStudent(row.named) }
  var mark: Grades.Mark { grades[key, asked.id] }
  /// The most points that the question is worth; `nil` if the lesson doesn't say.
  var most: Int? { asked.points }

  /// Handles a message.
  package mutating func update(_ message: Message) -> [Effect] {
    switch message {
    case .keys(let keys): return keys.flatMap { take($0) }
    case .resized(let size):
      self.size = size
      let room = commentSize
      comment?.resize(room)
    case .failed(let sentence, let undo):
      grades.apply(undo)
      remark = sentence
    case .tick: break
    case .leaving: return finishEntry() + finishComment()
    }
    return []
  }

  /// Acts on a key, or on text that arrived at once.
  private mutating func take(_ key: Key) -> [Effect] {
    guard case .burst(let text) = key else { return press(key) }
    let mode = { (screen: GradeScreen) -> TextEditor.Mode? in screen.comment == nil ? nil : .line }
    let (effects, isTaken) = Burst.take(text, into: &self, mode: mode) { $0.press($1) }
    if !isTaken { remark = Burst.refusal + " c writes a comment." }
    return effects
  }

  var commentSize: Size { Size(width: max(10, size.width - 13), height: 1) }

  // MARK: - Moving

  /// Goes to another student.
  mutating func move(by step: Int) -> String? {
    let next = student + step
    guard rows.indices.contains(next) else {
      return step > 0 ? "This is the last student." : "This is the first student."
    }
    (student, scroll, reused) = (next, 0, nil)
    return nil
  }

  /// Goes to another question, and stays with the student.
  mutating func turn(by step: Int) -> String? {
    let next = question + step
    guard lesson.questions.indices.contains(next) else {
      return step > 0 ? "This is the last question." : "This is the first question."
    }
    (question, scroll, reused) = (next, 0, nil)
    return nil
  }

  /// The next student without points for a question, from one on and then from the start.
  func nextUngraded(from first: Int, of question: Int) -> Int? {
    let order = Array(rows.indices.dropFirst(first)) + Array(rows.indices.prefix(first))
    return order.first { !isGraded(rows[$0], lesson.questions[question].id) }
  }

  /// How many students have points for the question.
  var graded: Int { rows.count { isGraded($0, asked.id) } }

  /// Whether a student has points for the answer as it is now.
  private func isGraded(_ row: CollectedRow, _ question: String) -> Bool {
    let mark = grades[GradedStudent(row.named), question]
    return mark.points != nil && !GradeReports.isStale(mark, row, question)
  }

  // MARK: - Changing

  /// Gives points, or takes them back.
  mutating func give(_ points: Double?) -> [Effect] {
    let (old, answer) = (mark, row.fingerprint(ofAnswerTo: asked.id))
    guard points != old.points || answer != old.answer else { return [] }
    return make(
      GradeChange(key, asked.id, points: points.map { .given($0) } ?? .taken, answer: points == nil ? nil : answer),
      undo: GradeChange(key, asked.id, points: old.points.map { .given($0) } ?? .taken, answer: old.answer))
  }

  /// Sets the comment.
  mutating func comment(_ text: String) -> [Effect] {
    let old = mark.comment
    guard text != old else { return [] }
    return make(GradeChange(key, asked.id, comment: text), undo: GradeChange(key, asked.id, comment: old))
  }

  private mutating func make(_ change: GradeChange, undo: GradeChange) -> [Effect] {
    grades.apply(change)
    return [.write(change, undo: undo)]
  }

  /// Keeps the comment that is being written.
  mutating func finishComment() -> [Effect] {
    guard let text = comment?.text else { return [] }
    comment = nil
    return comment(text)
  }

  /// Gives the points that are being typed.
  private mutating func finishEntry() -> [Effect] { entry.map { end($0) } ?? [] }
}
