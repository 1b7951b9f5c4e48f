package import LessonFormat

/// A student's answer to a question. The question's fields say which of its parts are used.
package struct Answer: Sendable, Equatable {
  /// The text, the program, or the contents of the file; the reason for a choice or a number.
  package var text: String
  /// The number as it was typed, with its unit if there is one.
  package var number: String
  /// The option chosen, counted from 0.
  package var choice: Int?
  /// The number of hints that were shown.
  package var hintsShown: Int
  /// Whether the solution was shown.
  package var solutionSeen: Bool

  /// Makes an answer, by default an empty one.
  package init(
    text: String = "", number: String = "", choice: Int? = nil, hintsShown: Int = 0, solutionSeen: Bool = false
  ) {
    self.text = text
    self.number = number
    self.choice = choice
    self.hintsShown = hintsShown
    self.solutionSeen = solutionSeen
  }
}

extension Answer {
  /// Whether a field is filled in: an option that exists, a number, a text that is neither blank nor a
  /// starter text.
  package func fills(_ field: Question.Field) -> Bool {
    switch field.kind {
    case .choice(let options, _): choice.map(options.indices.contains) ?? false
    case .number: !trimmed(number).isEmpty
    case .text(let form):
      !trimmed(text).isEmpty && !form.starters.contains { trimmed(text).elementsEqual(trimmed($0)) }
    }
  }

  /// Whether the field with this name is completely empty.
  package func isEmpty(_ name: Question.Field.Name) -> Bool {
    switch name {
    case .choice: choice == nil
    case .number: number.isEmpty
    case .text: text.isEmpty
    }
  }

  /// What was typed into the field of a name. A choice has no typed text: it reads as empty, and setting it has no effect.
  package subscript(typed name: Question.Field.Name) -> String {
    get {
      switch name {
      case .choice: ""
      case .number: number
      case .text: text
      }
    }
    set {
      switch name {
      case .choice: break
      case .number: number = newValue
      case .text: text = newValue
      }
    }
  }

  /// Whether both answers are the same byte for byte; `==` treats canonically equivalent texts as equal, and the record
  /// keeps every byte.
  func isIdentical(to other: Answer) -> Bool {
    choice == other.choice && hintsShown == other.hintsShown && solutionSeen == other.solutionSeen
      && number.utf8.elementsEqual(other.number.utf8) && text.utf8.elementsEqual(other.text.utf8)
  }
}

/// The scalars of a text without the white space at its start and its end.
func trimmed(_ text: String) -> Substring.UnicodeScalarView {
  var scalars = text.unicodeScalars[...]
  while let first = scalars.first, first.properties.isWhitespace { scalars.removeFirst() }
  while let last = scalars.last, last.properties.isWhitespace { scalars.removeLast() }
  return scalars
}
