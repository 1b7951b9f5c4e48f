/// Who handed something in, or who is in a table of grades, as far as it is known.
package struct Person: Sendable, Equatable {
  /// Where an id comes from. The numbers of Canvas and Moodle mean something only in their own files.
  package enum Scope: Sendable, Equatable {
    /// The number of a user of Canvas.
    case canvas
    /// The number of a participant of a Moodle assignment.
    case moodle
    /// A login, a student's number, or the name of a folder.
    case any
  }

  /// The id; empty if it isn't known.
  package var id: String
  /// Where the id comes from.
  package var scope: Scope
  /// The name; empty if it isn't known.
  package var name: String
  /// The email address; empty if it isn't known.
  package var email: String

  /// Makes a person from what is known.
  package init(id: String = "", scope: Scope = .any, name: String = "", email: String = "") {
    (self.id, self.scope, self.name, self.email) = (id, scope, name, email)
  }

  /// The id and the name, for a sentence or a list.
  package var shown: String {
    switch (id.isEmpty, name.isEmpty || name == id) {
    case (false, false): "\(name) (\(id))"
    case (false, true): id
    case (true, false): name
    case (true, true): email.isEmpty ? "?" : email
    }
  }
}

/// Names and ids as they are compared: in lower case, with single blanks.
func folded(_ text: String) -> String {
  text.lowercased().split(whereSeparator: \.isWhitespace).joined(separator: " ")
}

/// The letters and digits of a name in lower case, as in the names of Canvas's files.
func squeezed(_ text: String) -> String { text.lowercased().filter { $0.isLetter || $0.isNumber } }
