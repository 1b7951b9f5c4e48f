internal import LessonFormat
internal import Session

/// A field of an answer while it is being typed.
struct PlainEntry: Sendable, Equatable {
  /// The question.
  let question: Question
  /// The field.
  let field: Question.Field
  /// The lines that were typed so far, if the field is a text.
  var lines: [String] = []

  /// The prompt for the next line.
  var prompt: String {
    switch field.kind {
    case .choice(let options, _): "your choice, 1 to \(options.count)"
    case .number: field.placeholder
    case .text: String(lines.count + 1)
    }
  }

  /// The lines as a text; `nil` if all of them are blank.
  var text: String? {
    guard lines.contains(where: { $0.contains { !$0.isWhitespace } }) else { return nil }
    return lines.joined(separator: "\n") + (question.language == nil ? "" : "\n")
  }
}
