internal import LessonFormat
internal import Session

/// A field of an answer that is being typed.
struct PlainEntry: Sendable, Equatable {
  /// The question.
  let question: Question
  /// The field.
  let field: Question.Field
  /// The lines of a text so far.
  var lines: [String] = []

  /// What asks for the next line.
  var prompt: String {
    switch field.kind {
    case .choice(let options, _): "your choice, 1 to \(options.count)"
    case .number(let unit, _): "your number\(unit.map { " in \($0)" } ?? "")"
    case .text: String(lines.count + 1)
    }
  }

  /// The lines as one text; `nil` if all of them are blank.
  var text: String? {
    guard lines.contains(where: { $0.contains { !$0.isWhitespace } }) else { return nil }
    return lines.joined(separator: "\n") + (question.language == nil ? "" : "\n")
  }
}
