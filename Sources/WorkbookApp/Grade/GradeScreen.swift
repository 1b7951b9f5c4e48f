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
    /// A change couldn't be written; the sentence says why.
    case failed(String)
    /// The program is about to end.
    case leaving
  }

  /// What it wants done outside of itself.
  package enum Effect: Sendable, Equatable {
    /// Write a change down.
    case write(student: Grades.Key, handIn: String, question: String, Grades.Mark)
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
  /// Which earlier comment was taken last, counted from 0.
  var reused: Int?
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
  var key: Grades.Key { Grades.Key(row.person) }
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
    case .failed(let sentence): remark = sentence
    case .tick: break
    case .leaving: return finishComment()
    }
    return []
  }

  /// Acts on a key. Many characters at once are text for a comment, or else keys one by one.
  private mutating func take(_ key: Key) -> [Effect] {
    guard case .burst(let text) = key else { return press(key) }
    return comment == nil ? text.flatMap { press(.character($0)) } : press(.paste(text))
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
    return order.first { grades[Grades.Key(rows[$0].person), lesson.questions[question].id].points == nil }
  }

  /// How many students have points for the question.
  var graded: Int { rows.count { grades[Grades.Key($0.person), asked.id].points != nil } }

  // MARK: - Changing

  /// Gives points, or takes them back.
  mutating func give(_ points: Double?) -> [Effect] {
    guard points != mark.points else { return [] }
    return set(Grades.Mark(points: points, comment: mark.comment))
  }

  /// Sets points and comment.
  mutating func set(_ mark: Grades.Mark) -> [Effect] {
    let path = row.attempt?.path ?? ""
    grades.apply(
      Grades.Change(
        when: "", student: key, handIn: path, question: asked.id, points: mark.points, comment: mark.comment))
    return [.write(student: key, handIn: path, question: asked.id, mark)]
  }

  /// Keeps the comment that is being written.
  mutating func finishComment() -> [Effect] {
    guard let text = comment?.text else { return [] }
    comment = nil
    return text == mark.comment ? [] : set(Grades.Mark(points: mark.points, comment: text))
  }
}
