public import Experiments

/// An experiment as the lesson describes it.
public struct ExperimentSpec: Sendable, Equatable {
  /// Unique among experiments and questions.
  public var id: String
  /// A short name for the page, where the author gives one; otherwise the id is shown.
  public var title: String?
  /// The task it runs.
  public var task: TaskName
  /// What the knobs are set to at first. `knobs.processes` is the first of `sizes`.
  public var knobs: Knobs
  /// The pool sizes to run at: one for a plain experiment, several for a scale (1, 2, 4, 6).
  public var sizes: [Int]
  /// Draw a dartboard of real samples beside it (`quarter-circle` only).
  public var dartboard: Bool

  /// Makes a description from its parts.
  public init(
    id: String, title: String? = nil, task: TaskName, knobs: Knobs, sizes: [Int], dartboard: Bool = false
  ) {
    self.id = id
    self.title = title
    self.task = task
    self.knobs = knobs
    self.sizes = sizes
    self.dartboard = dartboard
  }

  /// Whether it runs the same work at several sizes.
  public var isScale: Bool { sizes.count > 1 }
}
