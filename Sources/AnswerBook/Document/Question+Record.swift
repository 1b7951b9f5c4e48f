import LessonFormat

extension Question {
  /// The language of program text; nothing where the answer is free text.
  var language: String? {
    switch kind {
    case .code(let language, _), .file(_, let language, _): language
    case .text, .choice, .number: nil
    }
  }

  /// What an answer to it is made of.
  var fields: Set<Mark.Kind> {
    switch kind {
    case .text, .code, .file: [.text]
    case .choice(_, _, let why): why ? [.choice, .text] : [.choice]
    case .number(_, _, let why): why ? [.number, .text] : [.number]
    }
  }

  /// The options to choose from.
  var options: [String] {
    if case .choice(let options, _, _) = kind { options } else { [] }
  }

  /// The file it is about.
  var fileName: String? {
    if case .file(let name, _, _) = kind { name } else { nil }
  }
}
