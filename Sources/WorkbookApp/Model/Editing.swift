internal import LessonFormat

/// An answer being written: which question, which of its fields has the keys, and the field's text.
struct Editing: Sendable, Equatable {
  /// The question's id.
  var question: String
  /// The field that has the keys.
  var field: Question.Field.Name
  /// The field's text and cursor; of a choice it stays empty.
  var editor: TextEditor
}

extension Question {
  /// How the text field takes enter and tab.
  var textMode: TextEditor.Mode { language == nil ? .prose : .code }
}
