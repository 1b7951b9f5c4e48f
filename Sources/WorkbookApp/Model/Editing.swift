internal import LessonFormat

/// An answer being written: which question, which of its fields has the keys, and the field's text.
struct Editing: Sendable, Equatable {
  /// The question's id.
  var question: String
  /// The field that has the keys.
  var field: Field
  /// The field's text and cursor; of a choice it stays empty.
  var editor: TextEditor

  /// What a question wants filled in.
  enum Field: Sendable, Equatable {
    /// One of several options.
    case choice
    /// A number on one line.
    case number
    /// Text, program text or a file; the reason beside a choice or a number.
    case text
  }
}

extension Question {
  /// The fields of the answer, in the order they are filled in.
  var fields: [Editing.Field] {
    switch kind {
    case .text, .code, .file: [.text]
    case .choice(_, _, let why): why ? [.choice, .text] : [.choice]
    case .number(_, _, let why): why ? [.number, .text] : [.number]
    }
  }

  /// How the text field takes enter and tab.
  var textMode: TextEditor.Mode {
    switch kind {
    case .code, .file: .code
    case .text, .choice, .number: .prose
    }
  }

  /// What the text field opens with before anything was written.
  var starter: String {
    switch kind {
    case .code(_, let starter), .file(_, _, let starter): starter
    case .text, .choice, .number: ""
    }
  }

  /// The language of the program text; nothing for words.
  var language: String? {
    switch kind {
    case .code(let language, _), .file(_, let language, _): language
    case .text, .choice, .number: nil
    }
  }

  /// A name for the file the student's own editor opens, so that it knows the language.
  var fileName: String {
    switch kind {
    case .file(let name, _, _): name
    case .code(let language, _): id + (language == "python" ? ".py" : language == "bash" ? ".sh" : ".txt")
    case .text, .choice, .number: id + ".md"
    }
  }
}
