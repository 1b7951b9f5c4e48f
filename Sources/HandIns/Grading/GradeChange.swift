import FoundationEssentials

/// A student who is graded. The id is what the path of the hand-in says; what students write into their records, and what a
/// roster adds, may change, and points must not be lost with it.
package struct GradedStudent: Sendable, Hashable, Codable {
  /// The id; empty if the path doesn't say it.
  package var id: String
  /// The name. It only counts if there is no id.
  package var name: String

  /// The student whom the path of a hand-in names.
  package init(_ person: Person) { (id, name) = (person.id, person.name) }

  package static func == (a: GradedStudent, b: GradedStudent) -> Bool {
    a.id == b.id && (!a.id.isEmpty || a.name == b.name)
  }

  package func hash(into hasher: inout Hasher) { hasher.combine(id.isEmpty ? name : id) }
}

/// A change of points or of a comment: a line of `grades.jsonl`.
package struct GradeChange: Sendable, Equatable, Codable {
  /// When it was made, UTC.
  package var when = ""
  /// The student.
  package var student: GradedStudent
  /// The question's id.
  package var question: String
  /// The points; `nil` if they stay as they are.
  package var points: Points?
  /// The fingerprint of the answer that they are for.
  package var answer: String?
  /// The comment, which may be empty; `nil` if it stays as it is.
  package var comment: String?

  /// Points that are given or taken back.
  package enum Points: Sendable, Equatable {
    case given(Double)
    case taken
  }

  /// Makes a change.
  package init(
    _ student: GradedStudent, _ question: String, points: Points? = nil, answer: String? = nil, comment: String? = nil
  ) {
    (self.student, self.question, self.points) = (student, question, points)
    (self.answer, self.comment) = (answer, comment)
  }

  /// Whether its points can be points.
  var isSound: Bool {
    guard case .given(let points) = points else { return true }
    return (0...1e6).contains(points)
  }

  private enum CodingKeys: String, CodingKey {
    case when, student, question, points, answer, comment
  }

  package init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    when = try container.decodeIfPresent(String.self, forKey: .when) ?? ""
    student = try container.decode(GradedStudent.self, forKey: .student)
    question = try container.decode(String.self, forKey: .question)
    answer = try container.decodeIfPresent(String.self, forKey: .answer)
    comment = try container.decodeIfPresent(String.self, forKey: .comment)
    // `null` takes the points back; without the field they stay.
    if container.contains(.points) {
      points = try container.decodeIfPresent(Double.self, forKey: .points).map { .given($0) } ?? .taken
    }
  }

  package func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode(when, forKey: .when)
    try container.encode(student, forKey: .student)
    try container.encode(question, forKey: .question)
    switch points {
    case .given(let points): try container.encode(points, forKey: .points)
    case .taken: try container.encodeNil(forKey: .points)
    case nil: break
    }
    try container.encodeIfPresent(answer, forKey: .answer)
    try container.encodeIfPresent(comment, forKey: .comment)
  }

  /// The line without a newline.
  package var line: [UInt8] {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    // Encoding texts and finite numbers can't fail.
    return (try? encoder.encode(self)).map { Array($0) } ?? []
  }
}
