internal import LessonFormat

/// An answer being written: the question, the open field, and the field's text.
struct Editing: Sendable, Equatable {
  /// The question's id.
  var question: String
  /// The field being written in.
  var field: Question.Field.Name
  /// The field's text and cursor; empty for a choice.
  var editor: TextEditor
  /// Whether the text has changed since it was put into the answer.
  var isAhead = false
}

extension Question {
  /// What enter and tab do in the text field.
  var textMode: TextEditor.Mode { language == nil ? .prose : isPython ? .python : .code }

  /// Whether the text is a Python program.
  var isPython: Bool { ["python", "py", "python3"].contains(language?.lowercased()) }
}
