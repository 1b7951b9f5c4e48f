/// Why something can't be done, as one sentence for the student.
package struct Refused: Error, Sendable, Equatable, CustomStringConvertible {
  /// The sentence. It names no keys or commands; see `sentence(advice:)`.
  package var description: String

  /// Makes a refusal from its sentence.
  package init(_ description: String) { self.description = description }

  /// The sentence with advice on what to do instead, which names keys or commands: `Not run yet: r runs it.`
  package func sentence(advice: String) -> String { "\(description.dropLast()): \(advice)" }

  /// For actions that need a question.
  package static let noQuestion = Refused("There is no question here.")
  /// For actions that need an experiment.
  package static let noExperiment = Refused("There is no experiment here.")
  /// For actions that need a run of the experiment.
  package static let notRunYet = Refused("Not run yet.")
  /// For actions on a run in progress.
  package static let nothingIsRunning = Refused("Nothing is running.")
}
