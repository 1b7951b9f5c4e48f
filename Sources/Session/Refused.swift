/// Why the session does not do something, as one sentence for the student.
package struct Refused: Error, Sendable, Equatable, CustomStringConvertible {
  /// The sentence. It names no keys and no commands: those are the front end's to add.
  package var description: String

  /// Makes a refusal from its sentence.
  package init(_ description: String) { self.description = description }
}
