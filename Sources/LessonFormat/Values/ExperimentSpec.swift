package import Experiments

/// An experiment as the lesson describes it.
package struct ExperimentSpec: Sendable, Equatable {
  /// Unique among experiments and questions.
  package var id: String
  /// A short name for the page; if `nil`, the page shows the id.
  package var title: String?
  /// The task it runs.
  package var task: ExperimentTask
  /// The initial settings of the knobs. `knobs.processes` is the first of `sizes`.
  package var knobs: Knobs
  /// The pool sizes to run with: one, or several for a scale (1, 2, 4, 6).
  package var sizes: [Int]
  /// Whether a dartboard of real samples is shown (`quarter-circle` only).
  package var dartboard: Bool
  /// Whether each machine chooses its own number of samples, which one process draws in about a second there: the lesson
  /// says `samples: auto`. `knobs.samples` is the number for comparing with other machines.
  package var choosesSamples: Bool

  /// Makes a description from its parts.
  package init(
    id: String, title: String? = nil, task: ExperimentTask, knobs: Knobs, sizes: [Int], dartboard: Bool = false,
    choosesSamples: Bool = false
  ) {
    self.id = id
    self.title = title
    self.task = task
    self.knobs = knobs
    self.sizes = sizes
    self.dartboard = dartboard
    self.choosesSamples = choosesSamples
  }

  /// Whether it runs the same work with several pool sizes.
  package var isScale: Bool { sizes.count > 1 }
}
