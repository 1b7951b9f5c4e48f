internal import Archive
internal import Exports
import FoundationEssentials
package import LessonFormat

/// The points and comments of a class.
package struct Grades: Sendable, Equatable {
  /// What a student gets for the answer to a question.
  package struct Mark: Sendable, Equatable {
    /// The points; `nil` if there are none yet.
    package var points: Double?
    /// A comment for the student; it may be empty.
    package var comment = ""
    /// The fingerprint of the answer that the points were given for.
    package var answer: String?

    /// Makes a mark.
    package init(points: Double? = nil, comment: String = "", answer: String? = nil) {
      (self.points, self.comment, self.answer) = (points, comment, answer)
    }
  }

  private var marks: [GradedStudent: [String: Mark]] = [:]
  /// How often each comment was used, by question.
  private var uses: [String: [String: Int]] = [:]

  /// Starts without any.
  package init() {}

  /// Reads a file of changes.
  ///
  /// - Returns: The grades, and how many lines can't be read.
  package static func read(_ bytes: [UInt8]) -> (grades: Grades, skipped: Int) {
    var (grades, skipped) = (Grades(), 0)
    let decoder = JSONDecoder()
    for line in bytes.split(separator: UInt8(ascii: "\n")) {
      guard let change = try? decoder.decode(GradeChange.self, from: Data(line)), change.isSound else {
        skipped += 1
        continue
      }
      grades.apply(change)
    }
    return (grades, skipped)
  }

  /// Makes a change. What it doesn't name stays, so that two people can grade at once.
  package mutating func apply(_ change: GradeChange) {
    var mark = self[change.student, change.question]
    switch change.points {
    case .given(let points): (mark.points, mark.answer) = (points, change.answer)
    case .taken: mark.points = nil
    case nil: break
    }
    if let comment = change.comment {
      mark.comment = comment
      if !comment.isEmpty { uses[change.question, default: [:]][comment, default: 0] += 1 }
    }
    marks[change.student, default: [:]][change.question] = mark
  }

  /// What a student gets for an answer.
  package subscript(_ student: GradedStudent, question: String) -> Mark { marks[student]?[question] ?? Mark() }

  /// The students who have points or comments.
  package var students: [GradedStudent] { Array(marks.keys) }

  /// The comments on a question, the most frequent first.
  package func comments(on question: String) -> [String] {
    (uses[question] ?? [:]).sorted { ($1.value, $0.key) < ($0.value, $1.key) }.map(\.key)
  }

  /// The points of a student for all questions of a lesson together, without those of optional sections; `nil` if there
  /// are none yet. For no question there are more points than it is worth.
  package func total(of student: GradedStudent, in lesson: Lesson) -> Double? {
    let points = lesson.requiredQuestions.compactMap { question in
      self[student, question.id].points.map { min($0, question.points.map(Double.init) ?? $0) }
    }
    return points.isEmpty ? nil : points.reduce(0, +)
  }

  /// The questions of a lesson that a student has no points for, although the lesson gives points for them.
  package func ungraded(of student: GradedStudent, in lesson: Lesson) -> [Question] {
    lesson.requiredQuestions.filter { $0.points != nil && self[student, $0.id].points == nil }
  }
}

extension CollectedRow {
  /// A fingerprint of the answer to a question, to notice that it has changed since it was graded; `nil` if the hand-in
  /// doesn't have the question.
  package func fingerprint(ofAnswerTo question: String) -> String? {
    attempt?.report.questions.first { $0.id == question }.map {
      String(sha256(Array(String(describing: $0.fields.map(\.value)).utf8)).prefix(16))
    }
  }
}
