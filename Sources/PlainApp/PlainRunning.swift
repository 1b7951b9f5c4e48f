internal import Experiments
internal import LessonFormat

/// An experiment in progress, which runs at one pool size after another.
struct PlainRunning: Sendable {
  /// The experiment.
  let spec: ExperimentSpec
  /// The runs to make.
  let requests: [RunRequest]
  /// The finished runs.
  var finished: [RecordedRun] = []
  /// Describes what happens.
  var narrator: Narrator
  /// What a Python program has printed.
  var printed = PrintedLines()
}
