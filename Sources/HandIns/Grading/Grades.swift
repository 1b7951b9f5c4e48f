import FoundationEssentials
package import LessonFormat
internal import Text

/// The points and comments of a class: `grades.jsonl`, a JSON object per line for each change. Lines are only ever
/// appended, and the last one about a student and a question counts.
package struct Grades: Sendable, Equatable {
  /// A student, by what hand-ins say about who it is.
  package struct Key: Sendable, Hashable, Codable {
    /// The id; empty if it isn't known.
    package var id: String
    /// The name; empty if it isn't known.
    package var name: String

    /// The student of a row.
    package init(_ person: Person) { (id, name) = (person.id, person.name) }
  }

  /// What a student gets for the answer to a question.
  package struct Mark: Sendable, Equatable {
    /// The points; `nil` if there are none yet.
    package var points: Double?
    /// A comment for the student; it may be empty.
    package var comment: String

    /// Makes a mark.
    package init(points: Double? = nil, comment: String = "") { (self.points, self.comment) = (points, comment) }
  }

  /// A change, which is a line of the file.
  package struct Change: Sendable, Equatable, Codable {
    /// When it was made, UTC.
    package var when: String
    /// The student.
    package var student: Key
    /// The path of the hand-in, so that a later one isn't taken for it.
    package var handIn: String?
    /// The question's id.
    package var question: String
    /// The points; `nil` takes them back.
    package var points: Double?
    /// The comment.
    package var comment: String?

    /// Makes a change.
    package init(
      when: String, student: Key, handIn: String? = nil, question: String, points: Double?, comment: String?
    ) {
      (self.when, self.student, self.handIn) = (when, student, handIn)
      (self.question, self.points, self.comment) = (question, points, comment)
    }

    /// The line without a newline.
    package var line: [UInt8] {
      let encoder = JSONEncoder()
      encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
      // Encoding texts and finite numbers can't fail.
      return (try? encoder.encode(self)).map { Array($0) } ?? []
    }
  }

  private var marks: [Key: [String: Mark]] = [:]
  /// How often each comment was used, by question.
  private var uses: [String: [String: Int]] = [:]

  /// Starts without any.
  package init() {}

  /// Reads a file.
  ///
  /// - Returns: The grades, and how many lines can't be read.
  package static func read(_ bytes: [UInt8]) -> (grades: Grades, skipped: Int) {
    var (grades, skipped) = (Grades(), 0)
    let decoder = JSONDecoder()
    for line in bytes.split(separator: UInt8(ascii: "\n")) {
      guard let change = try? decoder.decode(Change.self, from: Data(line)), change.points?.isFinite ?? true else {
        skipped += 1
        continue
      }
      grades.apply(change)
    }
    return (grades, skipped)
  }

  /// Makes a change.
  package mutating func apply(_ change: Change) {
    let comment = change.comment ?? ""
    marks[change.student, default: [:]][change.question] = Mark(points: change.points, comment: comment)
    if !comment.isEmpty { uses[change.question, default: [:]][comment, default: 0] += 1 }
  }

  /// What a student gets for an answer.
  package subscript(_ student: Key, question: String) -> Mark { marks[student]?[question] ?? Mark() }

  /// The comments on a question, the most frequent first.
  package func comments(on question: String) -> [String] {
    (uses[question] ?? [:]).sorted { ($1.value, $0.key) < ($0.value, $1.key) }.map(\.key)
  }

  /// The points of a student for all questions together; `nil` if there are none yet.
  package func total(of student: Key) -> Double? {
    let points = marks[student]?.values.compactMap(\.points) ?? []
    return points.isEmpty ? nil : points.reduce(0, +)
  }

  /// The questions of a lesson that a student has no points for, although the lesson gives points for them.
  package func ungraded(of student: Key, in lesson: Lesson) -> [Question] {
    lesson.requiredQuestions.filter { $0.points != nil && self[student, $0.id].points == nil }
  }
}
