package import AnswerBook

/// A hand-in that was found and read.
package struct FoundHandIn: Sendable {
  /// The path of its record, for people.
  package var path: String
  /// What the path says about who handed it in; `nil` for plain folders.
  package var origin: Origin?
  /// The names that can say who handed it in, if there is no origin.
  var names: [String]
  /// What it contains.
  package var handIn: HandedIn
  /// The files that belong to it, as paths in it.
  package var files: [String]
}

/// Something that could not be read.
package struct SetAside: Sendable, Equatable {
  /// Its path, for people.
  package var path: String
  /// Why, in a sentence.
  package var reason: String
  /// Whose it is, if its path says so.
  package var person: Person?
}
