package import LessonFormat

extension Question.Field {
  /// What to write into the field while it is empty: `a factor, such as 2.5`, or `a number, in s`.
  package var placeholder: String {
    switch kind {
    case .choice(let options, _): "a number from 1 to \(options.count)"
    case .number("x", _), .number("×", _): "a factor, such as 2.5"
    case .number(let unit?, _): "a number, in \(unit)"
    case .number(nil, _): "a number"
    case .text: isReason ? "a sentence or two" : "not answered yet"
    }
  }
}
